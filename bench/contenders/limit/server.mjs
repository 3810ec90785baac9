// What one could reach by hand: Node's own HTTP, one prepared statement a job, whose answer PostgreSQL writes as text.
// No GraphQL, nobody signs in, nothing is checked.
import { createServer } from 'node:http';
import pg from 'pg';
import { queries } from './statements.mjs';
import { writes } from './writes.mjs';

const [databaseUrl] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { 'x-tenant': tenant, 'x-account': account } = request.headers;
    answer(JSON.parse(Buffer.concat(chunks)), tenant, account).then(
      (data) => send(response, 200, `{"data":${data}}`),
      (error) => send(response, 500, JSON.stringify({ errors: [{ message: error.message }] })),
    );
  });
});

async function answer({ operationName, variables }, tenant, account) {
  const [name] = operationName.split('_');
  if (name in writes) return JSON.stringify(await writes[name](pool, tenant, variables));
  const { text, values } = queries[name];
  const { rows } = await pool.query({ name, text, values: [tenant, ...values(variables, account)] });
  return rows[0].data;
}

function send(response, status, text) {
  const body = Buffer.from(text);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}

server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.once('SIGTERM', () => server.close(() => pool.end()) && server.closeAllConnections());
