import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { DataSource } from 'typeorm';
import { typeDefs } from '../common/schema.mjs';

/** Serves resolvers on entities, by Apollo as it comes. */
export async function serve(databaseUrl, entities, resolvers, createContext) {
  const dataSource = new DataSource({ type: 'postgres', url: databaseUrl, entities, poolSize: 20 });
  await dataSource.initialize();
  const server = new ApolloServer({ typeDefs, resolvers });
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: ({ req }) => Promise.resolve(createContext(dataSource, req.headers)),
  });
  console.log(new URL(url).port);
  process.once('SIGTERM', () => void server.stop().then(() => dataSource.destroy()));
}
