import request from 'supertest';
import type { TestActor, TestOrganization, TestTenant } from '../setup/tenant';
import { Caller, type Answer } from '../setup/api';
import { countMessages } from '../setup/messages';
import { World } from '../setup/world';

let world: World;
let messages: { sent: number };
beforeAll(async () => {
  world = await World.open();
  messages = countMessages(world.pool);
});
afterAll(() => world.close());

const READ = `query ($id: ID!) { viewer { name roots { id name } }
  node(id: $id) { id ... on Organization { name children { name descendantCount } } } }`;

interface County {
  tenant: TestTenant;
  streets: TestOrganization[];
  actor: TestActor;
  grantId: string;
}

async function county(role = 'VIEWER'): Promise<County> {
  const tenant = await world.tenant();
  const streets = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  for (const street of streets) await tenant.add(street);
  const actor = await tenant.actor();
  const { id } = await tenant.grant(actor.id, { role, at: streets[0] as TestOrganization });
  return { tenant, streets, actor, grantId: id };
}

/** Asks until everything of the operation is expected. */
async function accustom(ask: () => Promise<unknown>): Promise<void> {
  for (let run = 0; run < 6; run += 1) await ask();
  await rest();
}

/** A snapshot may be given back after its answer. */
async function rest(): Promise<void> {
  while (world.pool.totalCount > world.pool.idleCount) await new Promise((resolve) => setImmediate(resolve));
}

async function messagesOf(ask: () => Promise<unknown>): Promise<number> {
  messages.sent = 0;
  await ask();
  await rest();
  return messages.sent;
}

test.each([
  ['who asks alone', '{ viewer { name } }'],
  ['one statement', '{ viewer { roots { id name version } } }'],
  ['one statement, refused', '{ node(id: "T3JnYW5pemF0aW9uOjE=") { id } }'],
])('%s takes one message to PostgreSQL once it was asked before', async (_what, query) => {
  const { actor } = await county();
  const ask = () => actor.call.send(query);
  const first = await ask();
  await accustom(ask);
  expect(await messagesOf(ask)).toBe(1);
  expect(await ask()).toEqual(first);
});

test('an operation of several statements takes as many messages, however they are asked', async () => {
  const { actor, streets } = await county();
  const ask = () =>
    actor.call.ask(
      'query ($id: ID!) { a: organization(by: { id: $id }) { name memberships(first: 1) { totalCount } } }',
      {
        id: streets[0]?.gid,
      },
    );
  await accustom(ask);
  const statements = (await world.countStatements(ask)) - 1;
  expect(await messagesOf(ask)).toBe(statements);
});

/** What may change between two requests, by the API or by others. */
const changes: [string, (county: County) => Promise<unknown>][] = [
  [
    'a grant is taken back',
    ({ tenant, grantId }) => tenant.rows('update role_grant set revoked_at = now() where id = $1', [grantId]),
  ],
  [
    'a grant ends',
    ({ tenant, grantId }) => tenant.rows("update role_grant set ends_on = '2020-02-01' where id = $1", [grantId]),
  ],
  ['a grant is added', ({ tenant, actor }) => tenant.grant(actor.id, { role: 'VIEWER', at: tenant.root })],
  [
    'a grant of the other street is added',
    ({ tenant, actor, streets }) => tenant.grant(actor.id, { role: 'VIEWER', at: streets[1] as TestOrganization }),
  ],
  [
    'temporary access is taken',
    ({ tenant, actor }) => tenant.temporaryAccess(actor.id, { role: 'ORGANIZER', at: tenant.root }),
  ],
  [
    'the account is suspended',
    ({ tenant, actor }) => tenant.rows('update account set suspended_at = now() where id = $1', [actor.id]),
  ],
  ['the login is gone', ({ tenant, actor }) => tenant.rows('delete from login where account_id = $1', [actor.id])],
  [
    'the account is renamed',
    ({ tenant, actor }) => tenant.rows("update account set name = 'renamed' where id = $1", [actor.id]),
  ],
  [
    'the county is renamed',
    ({ tenant }) => tenant.rows("update tenant set name = 'renamed' where id = $1", [tenant.id]),
  ],
  [
    'the county moves its clock',
    ({ tenant }) => tenant.rows("update tenant set time_zone = 'Pacific/Kiritimati' where id = $1", [tenant.id]),
  ],
  ['an organization is added', ({ tenant, streets }) => tenant.add(streets[0] as TestOrganization)],
];

/** The data of each answer, and of what it was refused: engines differ in how often they say so of one null. */
function told(answers: readonly Answer<unknown>[]): object[] {
  return answers.map(({ data, errors = [] }) => ({
    data,
    codes: [...new Set(errors.map(({ extensions }) => extensions.code))],
  }));
}

test.each(changes)('%s: the next answer knows', async (_what, change) => {
  const place = await county();
  const { actor, tenant, streets } = place;
  const nodes = [tenant.root, ...streets].map(({ gid }) => gid);
  const ask = (caller: Caller) => Promise.all(nodes.map((id) => caller.send(READ, { id })));
  await accustom(() => ask(actor.call));
  const before = await ask(actor.call);
  await change(place);
  const after = await ask(actor.call);
  // Whoever has never heard of the token presumes nothing.
  const strange = new Caller((await world.beside({})).http, actor.token);
  expect(told(after)).toEqual(told(await ask(strange)));
  expect(told(await ask(actor.call))).toEqual(told(after));
  expect(before.every(({ data }) => data?.viewer)).toBe(true);
});

test('a grant to a grid reaches as far as the grid covers now', async () => {
  const { tenant, streets } = await county();
  const [first, second] = streets as [TestOrganization, TestOrganization];
  const grid = await tenant.grid(first, [first]);
  const { call } = await tenant.actor({ role: 'GRID_WORKER', at: tenant.root, gridId: grid.id });
  const ask = () => call.ask('{ viewer { roots { id } } }');
  await accustom(ask);
  expect(await ask()).toEqual({ viewer: { roots: [{ id: first.gid }] } });
  await tenant.rows('insert into grid_building_group (tenant_id, grid_id, organization_id) values ($1, $2, $3)', [
    tenant.id,
    grid.id,
    second.id,
  ]);
  expect(await ask()).toEqual({ viewer: { roots: [{ id: first.gid }, { id: second.gid }] } });
});

test('an operation that takes more statements than before is answered from one snapshot all the same', async () => {
  const { actor, streets, tenant } = await county();
  const query = `query ($id: ID!, $more: Boolean!) { organization(by: { id: $id }) {
    name memberships(first: 1) @include(if: $more) { totalCount } counts @include(if: $more) { members } } }`;
  const [street] = streets as [TestOrganization];
  await tenant.member({ in: street });
  const ask = (more: boolean) => actor.call.send(query, { id: street.gid, more });
  const short = { organization: { name: street.name } };
  const long = { organization: { ...short.organization, memberships: { totalCount: 1 }, counts: { members: 1 } } };
  for (const more of [false, false, false, false, false, false, true, false, true, true]) {
    expect(await ask(more)).toMatchObject({ data: more ? long : short });
  }
  for (let run = 0; run < 60; run += 1) {
    const more = run % 12 >= 10;
    expect(await ask(more)).toMatchObject({ data: more ? long : short });
  }
  expect(await messagesOf(() => ask(false))).toBeLessThanOrEqual(2);
});

test('what proves wrong is paid for once', async () => {
  const paying = await World.open({ walls: { rateLimits: { account: 1_000_000, address: 0 } } });
  try {
    const tenant = await paying.tenant();
    const { token, id } = await tenant.actor({ role: 'VIEWER', at: tenant.root });
    const remaining = async () => {
      const sent = request(paying.http).post('/graphql').set('authorization', `Bearer ${token}`);
      const { headers } = await sent.send({ query: '{ viewer { name roots { id name } } }' });
      return Number(headers['ratelimit-remaining']);
    };
    for (let run = 0; run < 5; run += 1) await remaining();
    const [first, second] = [await remaining(), await remaining()];
    await tenant.grant(id, { role: 'ORGANIZER', at: tenant.root });
    expect(second - (await remaining())).toBe(first - second);
  } finally {
    await paying.close();
  }
});

test('whoever is refused is refused in every answer that begins after it, and let in after', async () => {
  const { tenant, actor, grantId, streets } = await county();
  const ask = () => actor.call.send('query ($id: ID!) { node(id: $id) { id } }', { id: streets[0]?.gid });
  await accustom(ask);
  let running = true;
  // Others keep the operation and its actor warm meanwhile.
  const others = Array.from({ length: 3 }, async () => {
    while (running) await ask();
  });
  try {
    for (let round = 0; round < 40; round += 1) {
      await tenant.rows('update role_grant set revoked_at = now() where id = $1', [grantId]);
      expect(await ask()).toMatchObject({ data: { node: null } });
      await tenant.rows('update role_grant set revoked_at = null where id = $1', [grantId]);
      expect(await ask()).toMatchObject({ data: { node: { id: streets[0]?.gid } } });
    }
  } finally {
    running = false;
    await Promise.all(others);
  }
});

test.each([
  ['written by PostgreSQL', ''],
  ['run by other engines', ' @include(if: true)'],
])('where no connection is to be had, an operation %s waits for one once and is refused', async (_how, directive) => {
  const { actor } = await county();
  const places = Array.from({ length: 8 }, (_, at) => `f${at}: organization(by: { externalReference: "${at}" })`);
  const ask = () => actor.call.send(`{ ${places.map((place) => `${place}${directive} { name }`).join(' ')} }`);
  await accustom(ask);
  const { options } = world.pool;
  const { connectionTimeoutMillis } = options;
  const waited = 600;
  const taken = await Promise.all(Array.from({ length: options.max }, () => world.pool.connect()));
  options.connectionTimeoutMillis = waited;
  try {
    const since = performance.now();
    const { status, data, errors } = await ask();
    const took = performance.now() - since;
    expect([status, data, errors?.map(({ extensions }) => extensions.code)]).toEqual([500, undefined, ['INTERNAL']]);
    expect(Math.floor(took / waited)).toBe(1);
  } finally {
    options.connectionTimeoutMillis = connectionTimeoutMillis;
    for (const client of taken) client.release();
  }
  expect(await ask()).toMatchObject({ data: { f0: null } });
});

test('whoever selects the same in ever new words takes no name from others, and no connection keeps it all', async () => {
  const { actor } = await county();
  const asking = (alias: string) => () => actor.call.ask(`{ viewer { roots { ${alias}: id ${alias}_name: name } } }`);
  const usual = asking('usual');
  await accustom(usual);
  for (let words = 0; words < 260; words += 1) {
    for (let run = 0; run < 5; run += 1) await asking(`a${words}`)();
    if (words % 50 === 0) await usual();
  }
  await rest();
  expect(await messagesOf(usual)).toBe(1);
  await accustom(asking('later'));
  expect(await messagesOf(asking('later'))).toBe(1);
  for (let connection = 0; connection < world.pool.totalCount; connection += 1) {
    const { rows } = await world.pool.query<{ kept: number }>(
      'select count(*)::int as kept from pg_prepared_statements',
    );
    expect(rows[0]?.kept).toBeLessThanOrEqual(245);
  }
});
