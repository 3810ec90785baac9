import { Pool } from 'pg';
import { createApp, type App } from '../../src/app';
import { createLog } from '../../src/log';
import { listen, type Listener } from '../../src/process/listen';
import type { TestActor, TestOrganization, TestTenant } from '../setup/tenant';
import { World } from '../setup/world';
import { Trouble, Watch } from './stress';

const connections = 4;
const operations = 2_000;
const atOnce = 16;

interface County {
  tenant: TestTenant;
  street: TestOrganization;
  organizer: TestActor;
}

let world: World;
let pool: Pool;
let watch: Watch;
let app: App;
let server: Listener;
let counties: County[];

beforeAll(async () => {
  world = await World.open();
  pool = new Pool({
    connectionString: world.database.applicationUrl,
    max: connections,
    statement_timeout: 200,
    lock_timeout: 5_000,
  });
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  watch = new Watch(pool);
  app = await createApp({ database: { pool }, keys: world.keys, log: createLog('silent') });
  server = await listen(app.http, '127.0.0.1', 0);
  counties = [];
  for (const code of ['alpha', 'bravo', 'delta']) {
    const tenant = await world.tenant(code);
    const street = await tenant.add(tenant.root, { name: `${code} street`, externalReference: 'SAME' });
    await tenant.member({ in: street, name: `${code} member` });
    counties.push({ tenant, street, organizer: await tenant.actor({ role: 'ORGANIZER', at: tenant.root }) });
  }
});
afterAll(async () => {
  await server.close();
  await app.stop();
  await pool.end();
  await world.close();
});

const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(Math.random() * items.length)] as Item;

/** What is asked, at random: reads, a reference that every tenant has, what is another's, faults in the midst, writes kept and taken back. */
function operation({ tenant, street }: County): { query: string; variables: object } {
  const foreign = pick(counties).street.gid;
  const create =
    'mutation ($input: CreateOrganizationInput!) { createOrganization(input: $input) { organization { name parent { name } } userErrors { code } } }';
  return pick([
    { query: '{ viewer { name roots { name children { name } counts { members } } } }', variables: {} },
    {
      query:
        '{ organization(by: { externalReference: "SAME" }) { name parent { name } memberships(first: 5) { nodes { person { name } } } } }',
      variables: {},
    },
    {
      query: 'query ($id: ID!) { organization(by: { id: $id }) { name descendantCount } }',
      variables: { id: foreign },
    },
    {
      query:
        'query ($id: ID!) { organization(by: { id: $id }) { breakdown(level: "NONE") { level } children { name } memberships(first: 1) { totalCount } } }',
      variables: { id: tenant.root.gid },
    },
    {
      query: create,
      variables: { input: { parentId: tenant.root.gid, level: 'STREET', name: `${tenant.code} dry`, dryRun: true } },
    },
    {
      query: create,
      variables: { input: { parentId: street.gid, level: 'COMMUNITY', name: `${tenant.code} kept`.padEnd(20) } },
    },
    { query: create, variables: { input: { parentId: tenant.root.gid, level: 'STREET', name: ' ' } } },
  ]);
}

/** The text of the answer; undefined when the client has left. */
async function send(county: County): Promise<string | undefined> {
  const leaving = new AbortController();
  const answer = fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${county.organizer.token}` },
    body: JSON.stringify(operation(county)),
    signal: leaving.signal,
  }).then((response) => response.text());
  if (Math.random() < 0.1) setTimeout(() => leaving.abort(), Math.random() * 20);
  return answer.catch((error: Error) => {
    if (error.name === 'AbortError') return undefined;
    throw error;
  });
}

function foreignNames(text: string, { tenant }: County): string[] {
  return counties.map(({ tenant: { code } }) => code).filter((code) => code !== tenant.code && text.includes(code));
}

test('whatever goes wrong in between, no connection carries a tenant, a transaction or an answer over to another', async () => {
  const trouble = new Trouble(world.database);
  const codes = new Map<string, number>();
  const leaked: string[] = [];
  let left = 0;
  let sent = 0;
  const client = async () => {
    while (sent < operations) {
      sent += 1;
      const county = pick(counties);
      const text = await send(county);
      if (text === undefined) {
        left += 1;
        continue;
      }
      if (foreignNames(text, county).length) leaked.push(text);
      const { errors } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
      const code = errors?.[0]?.extensions.code ?? 'none';
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  await trouble.stop();

  expect(leaked).toEqual([]);
  expect([watch.carried, watch.unsettled]).toEqual([[], []]);
  // All of it took place.
  expect([...codes.keys()].toSorted()).toEqual(
    expect.arrayContaining(['BAD_USER_INPUT', 'INTERNAL', 'NOT_FOUND', 'QUERY_TOO_EXPENSIVE', 'none']),
  );
  expect(codes.get('none')).toBeGreaterThan(operations / 4);
  for (const count of [left, watch.broken, ...Object.values(trouble.made)]) expect(count).toBeGreaterThan(0);
  expect(watch.checked).toBeGreaterThan(operations / 2);

  // No connection is missing: as many as there are answer at once, and then all of them rest.
  const whole = await Promise.all(
    counties.flatMap(({ organizer, tenant }) =>
      Array.from({ length: connections }, async () => {
        const response = await fetch(`${server.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${organizer.token}` },
          body: JSON.stringify({ query: '{ viewer { roots { name } } }' }),
        });
        const { data } = (await response.json()) as { data: { viewer: { roots: { name: string }[] } } };
        return data.viewer.roots[0]?.name === tenant.root.name;
      }),
    ),
  );
  expect(whole).toEqual(whole.map(() => true));
  while (pool.totalCount > pool.idleCount) await new Promise((resolve) => setImmediate(resolve));
  expect([pool.waitingCount, pool.totalCount <= connections]).toEqual([0, true]);
  const { rows } = await world.owner.query(
    `select state from pg_stat_activity where datname = current_database() and usename = 'sanlou_app' and state like 'idle in transaction%'`,
  );
  expect(rows).toEqual([]);
}, 300_000);
