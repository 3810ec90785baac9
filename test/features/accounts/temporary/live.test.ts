import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createClient } from 'graphql-sse';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { developmentIssuer } from '../../../../src/access/personas';
import { connected } from '../../../database/catalog';
import { loadJose } from '../../../setup/jose';
import { twoBranches } from '../../../setup/records';
import type { TestStream } from '../../../setup/stream';
import { gid } from '../../../setup/tenant';
import { World } from '../../../setup/world';
import { takeAccess, taken } from './operations';

interface Event {
  temporaryAccessTaken: { id: string; role: string; account: { id: string }; organization: { id: string } };
}

let now = new Date('2020-06-30T04:00:00Z');
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => now, streams: { checkEvery: 20 } });
});
afterAll(() => world.close());
beforeEach(() => {
  now = new Date('2020-06-30T04:00:00Z');
});

async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: branches.street });
  const local = await tenant.actor({ role: 'ADMINISTRATOR', at: branches.community }, branches.community);
  return { tenant, ...branches, administrator, local };
}

test('the administrator of a street is told of what is taken beneath it, with what he asked for', async () => {
  const { street, north, administrator, local } = await setting();
  const stream = await administrator.call.follow<Event>(taken, { id: street.gid });
  const { grant } = await takeAccess(local.call, { organizationId: north.gid, role: 'ORGANIZER' });

  expect(await stream.answer(0)).toEqual({
    data: {
      temporaryAccessTaken: {
        ...{ id: grant?.id, role: 'ORGANIZER' },
        ...{ account: { id: local.gid }, organization: { id: north.gid } },
      },
    },
    extensions: { cost: expect.anything() },
  });
  await stream.close();
});

test('only what is taken at the organization or beneath it is told, once and in order', async () => {
  const { street, north, south, administrator, local } = await setting();
  const all = await administrator.call.follow<Event>(taken, { id: street.gid });
  const northern = await administrator.call.follow<Event>(taken, { id: north.gid });
  const places = [south, north, south];
  for (const [index, { gid: organizationId }] of places.entries())
    await takeAccess(local.call, { organizationId, role: ['VIEWER', 'VIEWER', 'AUDITOR'][index] });
  await takeAccess(local.call, { organizationId: north.gid, role: 'AUDITOR' });

  await all.answer(3);
  await northern.answer(1);
  const told = ({ answers }: TestStream<Event>) =>
    answers.map(({ data }) => data?.temporaryAccessTaken.organization.id);
  expect(told(all)).toEqual([south.gid, north.gid, south.gid, north.gid]);
  expect(told(northern)).toEqual([north.gid, north.gid]);
  await all.close();
  await northern.close();
});

test("nobody is told of another tenant's", async () => {
  const [ours, theirs] = [await setting(), await setting()];
  const stream = await ours.administrator.call.follow<Event>(taken, { id: ours.street.gid });
  await takeAccess(theirs.local.call, { organizationId: theirs.north.gid, role: 'VIEWER' });
  const { grant } = await takeAccess(ours.local.call, { organizationId: ours.north.gid, role: 'VIEWER' });
  await stream.answer(0);
  expect(stream.answers.map(({ data }) => data?.temporaryAccessTaken.id)).toEqual([grant?.id]);
  await stream.close();
});

test('absent, out of reach, of another type and of another tenant are refused alike, before any event', async () => {
  const { tenant, street, local } = await setting();
  const other = await world.tenant();
  const refused: string[] = [];
  const impossible = [gid('Person', '1'), gid('Organization', '0'), gid('Organization', '999999999'), 'x', ''];
  for (const id of [street.gid, tenant.root.gid, other.root.gid, ...impossible]) {
    const stream = await local.call.follow(taken, { id });
    const answers = await stream.end();
    expect([stream.status, stream.isOpen, stream.isCompleted]).toEqual([200, false, true]);
    refused.push(JSON.stringify(answers));
  }
  expect([...new Set(refused)]).toEqual([
    JSON.stringify([
      {
        errors: [
          {
            message: 'Not found.',
            locations: [{ line: 1, column: 27 }],
            path: ['temporaryAccessTaken'],
            extensions: { code: 'NOT_FOUND' },
          },
        ],
      },
    ]),
  ]);
});

test('without grant:read, or without a token, nobody follows', async () => {
  const { tenant, street } = await setting();
  for (const role of ['ORGANIZER', 'VIEWER', 'INTEGRATOR']) {
    const { call } = await tenant.actor({ role, at: street });
    const stream = await call.follow(taken, { id: street.gid });
    expect((await stream.end()).map(({ errors }) => errors?.[0]?.extensions)).toEqual([
      { code: 'FORBIDDEN', permission: 'grant:read' },
    ]);
  }
  const stream = await world.caller().follow(taken, { id: street.gid });
  expect((await stream.end())[0]?.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
});

test.each([
  ['the account is suspended', 'UNAUTHENTICATED', `update account set suspended_at = now() where id = $1`],
  ['the login is gone', 'UNAUTHENTICATED', `delete from login where account_id = $1`],
  ['the grant is taken back', 'NOT_FOUND', `update role_grant set revoked_at = now() where account_id = $1`],
  ['the grant has ended', 'NOT_FOUND', `update role_grant set ends_on = '2020-06-30' where account_id = $1`],
])('a stream ends when %s', async (_case, code, change) => {
  const { tenant, street, administrator } = await setting();
  const stream = await administrator.call.follow(taken, { id: street.gid });
  expect(stream.isOpen).toBe(true);
  await tenant.rows(change, [administrator.id]);
  expect((await stream.end()).map(({ errors, data }) => [errors?.[0]?.extensions.code, data])).toEqual([
    [code, undefined],
  ]);
  expect(stream.isCompleted).toBe(true);
});

test('a stream ends when the temporary access expires by which it is followed', async () => {
  const { tenant, street } = await setting();
  const { call, id } = await tenant.actor();
  await tenant.rows(
    `insert into role_grant (tenant_id, account_id, role, organization_id, starts_on, ends_on, created_at, expires_at, reason)
     values ($1, $2, 'AUDITOR', $3, '2020-06-30', '2020-07-01', $4::timestamptz, $4::timestamptz + interval '1 hour', 'laid out for a test')`,
    [tenant.id, id, street.id, now],
  );
  const stream = await call.follow<Event>(taken, { id: street.gid });
  now = new Date('2020-06-30T05:00:00Z');
  expect((await stream.end()).at(-1)?.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
});

test('a stream ends when the token expires', async () => {
  const { street, administrator } = await setting();
  const { SignJWT } = await loadJose();
  const key = createPrivateKey(await readFile(path.join(world.keysFolder, 'development-key.pem')));
  const seconds = Math.floor(Date.now() / 1_000);
  // Clocks may be 5 seconds apart, so it is good for one or two more.
  const token = await new SignJWT({ iss: developmentIssuer, aud: 'sanlou', sub: administrator.name, exp: seconds - 3 })
    .setProtectedHeader({ alg: 'EdDSA' })
    .sign(key);
  const stream = await world.caller(token).follow(taken, { id: street.gid });
  expect(stream.isOpen).toBe(true);
  expect((await stream.end()).map(({ errors }) => errors?.[0]?.extensions)).toEqual([{ code: 'UNAUTHENTICATED' }]);
});

test('after its connection to the database is broken a process listens again', async () => {
  const { street, north, administrator, local } = await setting();
  const stream = await administrator.call.follow<Event>(taken, { id: street.gid });
  const listening = `select pid from pg_stat_activity where application_name = 'sanlou-listener'
    and datname = current_database() and state = 'idle' and query like 'listen %'`;
  await connected(world.database.administratorUrl, async (client) => {
    const listener = async () => (await client.query<{ pid: number }>(listening)).rows[0]?.pid;
    const broken = await listener();
    expect(broken).toBeDefined();
    await client.query('select pg_terminate_backend($1)', [broken]);
    for (let next = await listener(); next === undefined || next === broken; next = await listener()) await wait(10);
  });

  const { grant } = await takeAccess(local.call, { organizationId: north.gid, role: 'VIEWER' });
  expect((await stream.answer(0))?.data?.temporaryAccessTaken.id).toBe(grant?.id);
  await stream.close();
});

test('a client of the library follows it', async () => {
  const { street, north, administrator, local } = await setting();
  const server = createServer(world.http).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const client = createClient({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql/stream`,
    headers: { authorization: `Bearer ${administrator.token}` },
    retryAttempts: 0,
  });
  const events = client.iterate<Event>({ query: taken, variables: { id: street.gid } });
  const first = events.next();
  const opened = await administrator.call.follow(taken, { id: street.gid });
  let told: Awaited<typeof first> | undefined;
  void first.then((event) => (told = event));
  for (const role of ['VIEWER', 'AUDITOR', 'TREASURER', 'INTEGRATOR', 'ORGANIZER']) {
    if (!told) await takeAccess(local.call, { organizationId: north.gid, role });
  }
  expect((await first).value).toMatchObject({ data: { temporaryAccessTaken: { account: { id: local.gid } } } });
  await events.return?.();
  client.dispose();
  await opened.close();
  server.closeAllConnections();
  server.close();
});
