import type { ApolloServerPlugin } from '@apollo/server';

const refused = 400;
const telling = 'application/graphql-response+json';

/**
 * A client that did not ask for `application/graphql-response+json` reads what went wrong from the body: to it a document
 * that was refused is an answer like any other, with status 200, as GraphQL over HTTP wants it.
 */
export function plainly(status: number, accept: string | undefined): number {
  return status === refused && !accept?.includes(telling) ? 200 : status;
}

/** The same of every answer of Apollo. A request without a document stays a bad request. */
export const plainStatus: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ request, response: { http }, source }) {
        if (http.status && source !== undefined)
          http.status = plainly(http.status, request.http?.headers.get('accept'));
        return Promise.resolve();
      },
    }),
};
