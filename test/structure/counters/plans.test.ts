import type { Statement } from '../../../src/database/session';
import type { Caller } from '../../setup/api';
import { fillCounty } from '../../setup/fill';
import { accessTo } from '../../setup/plans';
import type { TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';

let world: World;
let heard: Statement[];
let tenant: TestTenant;
let call: Caller;
/** Changes that wait at a hundred organizations; those of another county beside them. */
const changed = 1_000;

beforeAll(async () => {
  world = await World.open();
  heard = world.parameterized;
  const other = await world.tenant();
  tenant = await world.tenant();
  for (const each of [other, tenant]) await fill(each);
  for (const status of ['ACTIVIST', 'FULL']) await other.rows('update membership set status = $1', [status]);
  call = (await tenant.actor({ role: 'VIEWER', at: tenant.root })).call;
});
afterAll(() => world.close());

/** Changes wait at a hundred of its organizations. */
async function fill(each: TestTenant): Promise<void> {
  await fillCounty(each);
  await world.foldCounts();
  await each.rows(
    `update membership set status = 'PROBATIONARY' where id in (select id from membership where tenant_id = $1 order by id limit $2)`,
    [each.id, changed],
  );
}

/** The statements of an operation that read the counters. */
async function counting(operation: string) {
  heard.length = 0;
  await call.ask(operation, { id: tenant.root.gid });
  return heard.filter(({ text }) => text.includes('organization_count'));
}

test.each([
  ['never looked at', ''],
  ['looked at while they were full', 'analyze'],
  ['looked at', 'analyze organization, organization_closure, organization_count, membership'],
])('counts are read by keys: tables %s', async (_name, prepare) => {
  if (prepare) await world.owner.query(prepare);
  const statements = [
    ...(await counting('query ($id: ID!) { organization(by: { id: $id }) { counts { members } } }')),
    ...(await counting('query ($id: ID!) { organization(by: { id: $id }) { descendantCount } }')),
    ...(await counting(
      'query ($id: ID!) { organization(by: { id: $id }) { breakdown(level: "STREET") { rows { counts { members } } } } }',
    )),
    ...(await counting(
      'query ($id: ID!) { organization(by: { id: $id }) { breakdown(level: "BUILDING_GROUP") { rows { counts { members } } } } }',
    )),
  ];
  const rows = [1, 1, 6, 1_001];
  expect(statements).toHaveLength(rows.length);
  for (const [index, statement] of statements.entries()) {
    const wanted = rows[index] ?? 0;
    const access = (table: string) => accessTo(table, world, tenant.id, statement);
    expect(await access('membership')).toEqual({ scans: [], indexes: [], rows: 0 });
    expect(await access('grid')).toEqual({ scans: [], indexes: [], rows: 0 });
    const deltas = await access('count_delta');
    // Of a table that was never looked at PostgreSQL may think that it is empty.
    if (prepare) expect(deltas.indexes).toEqual(['count_delta_pkey']);
    if (prepare) expect(deltas.rows).toBeLessThanOrEqual(changed);
    const closure = await access('organization_closure');
    expect(closure.scans).toEqual(['Index Only Scan']);
    // A small table that was never looked at may be read by its other index besides.
    expect(closure.indexes).toEqual([
      'organization_closure_descendant',
      ...(prepare || closure.indexes.length === 1 ? [] : ['organization_closure_pkey']),
    ]);
    // Five ancestors for each of five hundred building groups, and the probe whether the county may be seen.
    expect(closure.rows).toBeLessThanOrEqual(2_501);
    const counts = await access('organization_count');
    if (wanted < 10) expect(counts).toMatchObject({ indexes: ['organization_count_pkey'], rows: wanted });
    else expect(counts.rows).toBeLessThanOrEqual(2 * wanted + 100);
  }
});

test('whether anything waits is asked of the index alone', async () => {
  await world.foldCounts();
  await world.owner.query('vacuum count_delta');
  const { rows } = await inTenant(
    `explain (costs off) select exists (select from tenant t join count_delta d on d.tenant_id = t.id
       and d.counts_from <= (now() at time zone t.time_zone)::date where t.id = ${tenant.id})`,
  );
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Only Scan using count_delta_pkey/);
});

async function inTenant(text: string) {
  const client = await world.pool.connect();
  try {
    await client.query(
      `begin; set local app.tenant_id = '${tenant.id}'; set local enable_seqscan = off; set local enable_bitmapscan = off`,
    );
    return await client.query<{ 'QUERY PLAN': string }>(text);
  } finally {
    await client.query('rollback');
    client.release();
  }
}
