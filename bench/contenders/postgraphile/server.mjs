// PostGraphile 5 with its recommended preset, on the tables and the functions of schema.sql.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';

const [databaseUrl] = process.argv.slice(2);
const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
await client.query(await readFile(new URL('schema.sql', import.meta.url), 'utf8'));
await client.end();

const service = makePgService({ connectionString: databaseUrl, schemas: ['public', 'bench'], poolConfig: { max: 20 } });
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [service],
  schema: { defaultBehavior: '-connection +list' },
  grafserv: { graphqlPath: '/graphql', graphiql: false, maxRequestLength: 8 * 1_048_576 },
});
const server = createServer();
await instance.createServ(grafserv).addTo(server);
await instance.getSchema();
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.once('SIGTERM', () => {
  server.close(() => void instance.release());
  server.closeAllConnections();
});
