// One of the two servers of the bench: `node server.cjs with|without DATABASE_URL FOLDER`. Prints its address.
require('reflect-metadata');
const { createServer } = require('node:http');

const [, , variant, url, folder] = process.argv;
const built = (file) => require(`../../dist/src/${file}`);

// What is replaced is called through the exports of its module, so it holds for everything loaded afterwards.
if (variant === 'without') {
  const { sql } = built('database/sql');
  built('database/closure').isWithin = () => sql`true`;
  built('access/holds').standings = async (_session, _actor, _permission, ids) => ids.map(() => 'permitted');
  built('graphql/shield').guard = (schema) => schema;
}

void (async () => {
  const log = built('log').createLog('error');
  built('features/people/secrets').useSecretKey(Buffer.alloc(32, 7));
  const keys = await built('access/development-keys').DevelopmentKeys.open(folder);
  const pool = built('database/pool').createPool(url, log);
  const app = await built('app').createApp({ database: { pool }, keys, log });
  const server = createServer(app.http).listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${server.address().port}/graphql`);
  });
  process.once('SIGTERM', () => {
    server.close();
    server.closeAllConnections();
    void app.stop().then(() => pool.end());
  });
})();
