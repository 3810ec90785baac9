import { asTold } from '../headers';
import { startStranger } from '../stranger';

/** Told the job by its name: there is no document to read. */
export const startLimit = startStranger('limit', '/', {
  message: ({ name }, { as, variables }) => ({
    headers: asTold(as),
    body: { operationName: name.replaceAll('-', '_'), variables },
  }),
});
