import { developmentIssuer } from '../../src/access/personas';
import { hashOfDocument } from '../../src/graphql/trusted-documents';
import { TestStream } from '../setup/stream';
import { World } from '../setup/world';

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const follow = 'subscription ($id: ID!) { temporaryAccessTaken(organizationId: $id) { id } }';
const misspelt = 'subscription ($id: ID!) { temporaryAccessTake(organizationId: $id) { id } }';

/** A county on an app of its own, and who may follow what is taken there. */
async function setting(options: Parameters<typeof World.open>[0]) {
  const opened = await World.open(options);
  world = opened;
  const tenant = await opened.tenant();
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: tenant.root });
  return { world: opened, tenant, administrator, id: tenant.root.gid };
}

test('where the schema is not told, a stream suggests no names of it either', async () => {
  for (const [introspection, message] of [
    [true, 'Cannot query field "temporaryAccessTake" on type "Subscription". Did you mean "temporaryAccessTaken"?'],
    [false, 'Cannot query field "temporaryAccessTake" on type "Subscription".'],
  ] as const) {
    const { administrator, id } = await setting({ walls: { introspection } });
    const stream = await administrator.call.follow(misspelt, { id });
    const [answer] = await stream.end();
    expect(answer?.errors?.map((error) => [error.extensions.code, error.message])).toEqual([
      ['BAD_USER_INPUT', message],
    ]);
    await world?.close();
    world = undefined;
  }
});

test.each(['GET', 'POST'] as const)('where only trusted documents run, so do subscriptions, by %s', async (method) => {
  const trustedDocuments = new Map([[hashOfDocument(follow), follow]]);
  const { administrator, id, world } = await setting({ walls: { trustedDocuments } });
  const open = (query: string) => TestStream.open(world.http, administrator.token, query, { id }, { method });

  const trusted = await open(follow);
  expect([trusted.status, trusted.isOpen]).toEqual([200, true]);
  await trusted.close();
  const other = await open(`${follow} `);
  expect([other.status, other.isOpen]).toEqual([400, false]);
  await other.close();
});

test('to open a stream is counted to the account; who has nothing left is told how long to wait', async () => {
  const { administrator, id } = await setting({ walls: { rateLimits: { account: 2_000, address: 0 } } });
  for (const status of [200, 200, 429]) {
    const stream = await administrator.call.follow(follow, { id });
    expect([stream.status, stream.isOpen]).toEqual([status, status === 200]);
    await stream.close();
  }
});

test('one token that follows two counties is asked about in each of them', async () => {
  const { tenant, world } = await setting({ streams: { checkEvery: 20 } });
  const other = await world.tenant();
  const streams: TestStream[] = [];
  for (const county of [tenant, other]) {
    const { id } = await county.actor({ role: 'ADMINISTRATOR', at: county.root });
    await county.rows('insert into login (issuer, subject, name, tenant_id, account_id) values ($1, $2, $2, $3, $4)', [
      developmentIssuer,
      'both',
      county.id,
      id,
    ]);
  }
  const both = world.caller(await world.keys.sign('both'));
  for (const county of [tenant, other]) {
    const call = both.with({ 'x-sanlou-tenant': county.code });
    streams.push(await call.follow(follow, { id: county.root.gid }));
  }

  // Each check opens a snapshot: after these both streams have been asked about several times.
  const before = world.statements.length;
  while (world.statements.length < before + 30) await new Promise((resolve) => setTimeout(resolve, 5));

  expect(streams.map(({ isOpen, isCompleted, answers }) => [isOpen, isCompleted, answers])).toEqual([
    [true, false, []],
    [true, false, []],
  ]);
  for (const stream of streams) await stream.close();
});
