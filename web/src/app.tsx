import { useEffect, useMemo } from 'react';
import { GraphiQL } from 'graphiql';
import { ClearAnswer } from './clear-answer';
import example from './example.graphql?raw';
import { createFetcher } from './fetcher';
import { useIdentity } from './identity';
import { TopBar } from './top-bar';

export function App() {
  const identity = useIdentity();
  const { personas, personaName, token } = identity;
  // GraphiQL asks for the schema again whenever it is given another fetcher.
  const fetcher = useMemo(() => createFetcher(token), [token]);

  useEffect(() => {
    document.title = personaName ? `Sanlou · ${personaName}` : 'Sanlou';
  }, [personaName]);

  return (
    <>
      <TopBar identity={identity} />
      <main className="workbench">
        {/* Not before it is known who asks: the first request would go out without a token. */}
        {personas && (
          <GraphiQL
            fetcher={fetcher}
            defaultQuery={example}
            defaultEditorToolsVisibility="variables"
            inputValueDeprecation
            schemaDescription
            // Tokens typed into the headers editor must not end up in localStorage.
            shouldPersistHeaders={false}
          >
            <GraphiQL.Logo>
              <span />
            </GraphiQL.Logo>
            <ClearAnswer token={token} />
          </GraphiQL>
        )}
      </main>
    </>
  );
}
