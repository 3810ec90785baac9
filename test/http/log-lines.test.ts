import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import pino from 'pino';
import { World } from '../setup/world';

const lines: Record<string, unknown>[] = [];
const log = pino(
  { level: 'info' },
  { write: (line: string) => lines.push(JSON.parse(line) as (typeof lines)[number]) },
);

let world: World;
let server: Server;
beforeAll(async () => {
  world = await World.open({ log });
  server = createServer(world.http);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  lines.length = 0;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await world.close();
});

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const post = (path: string, body = '{"query":"{ __typename }"}') =>
  fetch(`${origin()}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body,
  });
const known = {
  time: expect.any(Number) as number,
  pid: process.pid,
  hostname: expect.any(String) as string,
  responseTime: expect.any(Number) as number,
};
const id = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/) as string;

async function logged(): Promise<void> {
  while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** What the product writes of a request whose client hangs up after sending this. */
async function hangUpAfter(text: string, until: () => Promise<unknown>): Promise<void> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(text);
  await until();
  socket.destroy();
  await logged();
}

const head = (length: number) =>
  `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
const arrived = () => new Promise((resolve) => setTimeout(resolve, 100));

test.each([1, 2, 3])(
  'a request is one line when it is answered, with the id that its answer carries (%i)',
  async () => {
    const response = await post('/graphql');
    await logged();
    const request = { id: response.headers.get('x-request-id'), method: 'POST', url: '/graphql' };
    expect(request.id).toEqual(id);
    expect(lines).toEqual([{ level: 30, ...known, req: request, res: { statusCode: 200 }, msg: 'request completed' }]);
    expect(Object.keys(lines[0] ?? {}).join()).toBe('level,time,pid,hostname,req,res,responseTime,msg');
  },
);

test('what is refused is a line as well, and a key in the address is struck out', async () => {
  const secret = `slk_1_${'a'.repeat(12)}_${'x'.repeat(43)}`;
  expect((await post(`/nowhere?key=${secret}&more=1`)).status).toBe(404);
  await logged();
  expect(lines).toMatchObject([
    {
      level: 30,
      req: { url: '/nowhere?key=slk_[removed]&more=1' },
      res: { statusCode: 404 },
      msg: 'request completed',
    },
  ]);
});

test('health is answered without a line', async () => {
  expect((await fetch(`${origin()}/livez`)).status).toBe(200);
  await post('/graphql');
  await logged();
  expect(lines).toMatchObject([{ req: { url: '/graphql' } }]);
});

test('a client that hangs up while it sends is a line of a bad request', async () => {
  await hangUpAfter(`${head(100)}{"query":`, arrived);
  expect(lines).toEqual([
    {
      level: 30,
      ...known,
      req: { id, method: 'POST', url: '/graphql' },
      res: { statusCode: 400 },
      msg: 'request aborted',
    },
  ]);
});

test.each([1, 2, 3])('a client that hangs up while it waits is a line without a status (%i)', async () => {
  const tenant = await world.tenant();
  const { token } = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  const body = JSON.stringify({ query: '{ viewer { name } }' });
  const text = head(body.length).replace('\r\n\r\n', `\r\nauthorization: Bearer ${token}\r\n\r\n${body}`);
  await world.owner.query('begin; lock table role_grant in access exclusive mode');
  await hangUpAfter(text, arrived);
  await world.owner.query('rollback');
  expect(lines).toEqual([
    {
      level: 30,
      ...known,
      req: { id, method: 'POST', url: '/graphql' },
      res: { statusCode: null },
      msg: 'request aborted',
    },
  ]);
});

test('a fault of ours is a line of errors', async () => {
  const tenant = await world.tenant();
  const { token } = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  const ask = () =>
    fetch(`${origin()}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, connection: 'close' },
      body: '{"query":"{ viewer { name } }"}',
    });
  await ask();
  await world.owner.query('alter table role_grant rename to role_grant_gone');
  lines.length = 0;
  expect((await ask()).status).toBe(500);
  await world.owner.query('alter table role_grant_gone rename to role_grant');
  const failed = { type: 'Error', message: 'failed with status code 500', stack: expect.any(String) as string };
  expect(lines).toEqual([
    expect.objectContaining({ level: 50, msg: 'An operation failed.' }),
    {
      level: 50,
      ...known,
      req: { id, method: 'POST', url: '/graphql' },
      res: { statusCode: 500 },
      err: failed,
      msg: 'request errored',
    },
  ]);
});
