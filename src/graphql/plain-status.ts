import type { ApolloServerPlugin } from '@apollo/server';

const refused = 400;
const telling = 'application/graphql-response+json';

/**
 * A client that did not ask for `application/graphql-response+json` reads what went wrong from the body: to it a document
 * that was refused is an answer like any other, with status 200, as GraphQL over HTTP wants it. A request without a
 * document stays a bad request.
 */
export const plainStatus: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ request, response, source }) {
        const tells = request.http?.headers.get('accept')?.includes(telling);
        if (response.http.status === refused && source !== undefined && !tells) response.http.status = 200;
        return Promise.resolve();
      },
    }),
};
