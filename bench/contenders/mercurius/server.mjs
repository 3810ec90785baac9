// Fastify and Mercurius as their documentation has them: jit after the first request, loaders for what hangs from a list.
import Fastify from 'fastify';
import mercurius from 'mercurius';
import pg from 'pg';
import { typeDefs } from '../common/schema.mjs';
import { loaders, resolvers } from './resolvers.mjs';

const [databaseUrl] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
const app = Fastify({ bodyLimit: 8 * 1_048_576 });
await app.register(mercurius, {
  schema: typeDefs,
  resolvers,
  loaders,
  jit: 1,
  context: ({ headers }) => ({ pool, tenant: headers['x-tenant'], account: headers['x-account'] }),
});
await app.listen({ port: 0, host: '127.0.0.1' });
console.log(app.server.address().port);
process.once('SIGTERM', () => void app.close().then(() => pool.end()));
