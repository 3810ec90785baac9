import { useEffect } from 'react';
import { useGraphiQL } from '@graphiql/react';

/** Empties the answer pane when another account takes over, lest one account's data be read as another's. */
export function ClearAnswer({ token }: { token: string | undefined }) {
  const responseEditor = useGraphiQL((state) => state.responseEditor);
  useEffect(() => {
    responseEditor?.setValue('');
  }, [responseEditor, token]);
  return null;
}
