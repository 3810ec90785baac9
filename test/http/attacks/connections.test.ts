import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { listen, type Listener } from '../../../src/process/listen';
import { answer, ground, honest, type Ground } from './ground';

const most = 300;

let on: Ground;
let server: Listener;
let opened: Socket[];

beforeAll(async () => {
  on = await ground();
});
beforeEach(async () => {
  opened = [];
  await serve(400);
});
/** Waits so many milliseconds for the head of a request, and twice as long for its body. */
async function serve(head: number): Promise<void> {
  const patience = { head, request: 2 * head, idle: 5_000, sweep: 50, waiting: most };
  server = await listen(on.world.http, '127.0.0.1', 0, patience);
}

/** Time closes nothing: what is closed gave way. */
async function servePatiently(): Promise<void> {
  await server.close();
  await serve(60_000);
}

/** Another client is served as ever, on a connection of its own. */
afterEach(async () => {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${on.viewer.token}`, connection: 'close' },
    body: JSON.stringify({ query: honest }),
  });
  expect(await response.json()).toMatchObject({ data: answer });
  for (const socket of opened) socket.destroy();
  await server.close();
});
afterAll(() => on.world.close());

/** A client that keeps what it hears. */
class Client {
  heard = '';
  readonly ended: Promise<unknown>;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => (this.heard += chunk.toString()));
    socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => socket.once('close', resolve));
  }

  static async open(): Promise<Client> {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    opened.push(socket);
    const client = new Client(socket);
    await once(socket, 'connect');
    return client;
  }

  async hear(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.heard)) await once(this.socket, 'data');
  }
}

function requestOf(body: string, length = Buffer.byteLength(body)): string {
  return `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer ${on.viewer.token}\r\ncontent-length: ${length}\r\n\r\n${body}`;
}

const body = JSON.stringify({ query: honest });

test('who says nothing is not waited for', async () => {
  const silent = await Client.open();
  await silent.ended;
  expect(silent.heard).toMatch(/^HTTP\/1.1 408 |^$/);
});

test('a head that comes a byte at a time has an end', async () => {
  const slow = await Client.open();
  const drip = setInterval(() => slow.socket.write('x'), 20);
  slow.socket.write('GET /livez HTTP/1.1\r\nhost: x\r\nx-slow: ');
  await slow.ended;
  clearInterval(drip);
  expect(slow.heard).toMatch(/^HTTP\/1.1 408 |^$/);
});

test('a body that comes a byte at a time has an end', async () => {
  const slow = await Client.open();
  slow.socket.write(requestOf('{', 100_000));
  const drip = setInterval(() => slow.socket.write(' '), 20);
  await slow.ended;
  clearInterval(drip);
  expect(slow.heard).not.toContain('200 OK');
});

test('of connections that wait the oldest gives way, and whoever comes next is heard', async () => {
  await servePatiently();
  const silent = await Promise.all(Array.from({ length: most }, () => Client.open()));
  const next = await Client.open();
  next.socket.write(requestOf(body));
  await next.hear(/"childCount":3/);
  await Promise.race(silent.map(({ ended }) => ended));
});

test('an answer that is awaited is not cut off by those who wait', async () => {
  await servePatiently();
  const { world } = on;
  await world.owner.query('begin; lock table organization in access exclusive mode');
  const patient = await Client.open();
  patient.socket.write(requestOf(body));
  const blocked =
    'select from pg_locks l where not granted and l.database = (select oid from pg_database where datname = current_database())';
  while (!(await world.owner.query(blocked)).rowCount) await new Promise((resolve) => setImmediate(resolve));
  for (let round = 0; round < 2; round += 1) await Promise.all(Array.from({ length: most }, () => Client.open()));
  await world.owner.query('rollback');
  await patient.hear(/"childCount":3/);
});

test('neither who says nothing nor who never ends holds up the stop', async () => {
  const silent = await Client.open();
  const slow = await Client.open();
  slow.socket.write(requestOf('{', 100_000));
  await server.close();
  await Promise.all([silent.ended, slow.ended]);
  await serve(400);
});

test('requests that are sent ahead are answered one after another, in their order', async () => {
  const ahead = await Client.open();
  const other = JSON.stringify({ query: '{ viewer { name } }' });
  ahead.socket.write([body, other, body, other].map((each) => requestOf(each)).join(''));
  await ahead.hear(/(childCount[^]*"name"[^]*){2}/);
  expect(ahead.heard.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(4);
  expect(ahead.heard.match(/childCount|"name"/g)).toEqual(['childCount', '"name"', 'childCount', '"name"']);
});

test.each([
  ['two lengths', 'content-length: 5\r\ncontent-length: 6'],
  ['a length and chunks', 'content-length: 5\r\ntransfer-encoding: chunked'],
  ['a length that is none', 'content-length: +5'],
  ['a header of two lines', 'x-a: b\r\n c: d\r\ncontent-length: 0\0'],
  ['an encoding that hides chunks', 'transfer-encoding: xchunked'],
])(
  'a request with %s, which another could read otherwise, is refused and its connection closed',
  async (_what, head) => {
    const smuggler = await Client.open();
    smuggler.socket.write(
      `POST /graphql HTTP/1.1\r\nhost: x\r\n${head}\r\n\r\n0\r\n\r\nGET /livez HTTP/1.1\r\nhost: x\r\n\r\n`,
    );
    await smuggler.ended;
    expect(smuggler.heard).toMatch(/^HTTP\/1\.1 400 Bad Request/);
    expect(smuggler.heard).not.toContain('"ok"');
  },
);
