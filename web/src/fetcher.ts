import type { ExecutionResult } from 'graphql';
import type { GraphiQLProps } from 'graphiql';

type Fetcher = GraphiQLProps['fetcher'];

/** Posts operations to the API with the bearer token given; what the headers editor holds wins over it. */
export function createFetcher(token: string | undefined): Fetcher {
  return async (operation, options) => {
    const headers = new Headers({
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
    });
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    for (const [name, value] of Object.entries(options?.headers ?? {})) headers.set(name, String(value));

    const response = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify(operation) });
    return readResult(response);
  };
}

async function readResult(response: Response): Promise<ExecutionResult> {
  const text = await response.text();
  try {
    return JSON.parse(text) as ExecutionResult;
  } catch {
    throw new Error(`The API answered ${response.status} ${response.statusText} with something other than JSON.`);
  }
}
