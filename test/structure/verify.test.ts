import type { Pool } from 'pg';
import { createPool } from '../../src/database/pool';
import { openTransaction } from '../../src/database/open';
import { sql } from '../../src/database/sql';
import { createLog } from '../../src/log';
import { linesOf } from '../../src/cli/verify/report';
import { findFaults } from '../../src/process/integrity/find-faults';
import { mendDerived } from '../../src/process/integrity/mend';
import type { TestTenant } from '../setup/tenant';
import { World } from '../setup/world';
import { structureFaults } from './integrity';

let world: World;
let owner: Pool;
beforeAll(async () => {
  world = await World.open();
  owner = createPool(world.database.ownerUrl, createLog('silent'));
});
afterAll(async () => {
  await owner.end();
  await world.close();
});

async function setting() {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { establishedOn: '2010-01-01' });
  const community = await tenant.add(street);
  const [left, right] = [await tenant.add(community), await tenant.add(community)];
  const building = await tenant.add(left);
  const member = await tenant.member({ in: building });
  const grid = await tenant.grid(left, [building]);
  return { tenant, street, community, left, right, building, member, grid };
}
type Setting = Awaited<ReturnType<typeof setting>>;

/** What is found, as the command prints it, without the tenant's name. */
async function lines({ id, code }: TestTenant): Promise<string[]> {
  const found = await findFaults({ pool: owner }, id);
  return linesOf({ code, ...found }).map((line) => line.slice(code.length + 2));
}

const mend = ({ id }: TestTenant) => mendDerived({ pool: owner }, id);

interface Corruption {
  what: string;
  make: (setting: Setting) => string;
  found: (setting: Setting) => string[];
  /** What is left after the repair; nothing, where all of it was derived. */
  left?: (setting: Setting) => string[];
}

const corruptions: readonly Corruption[] = [
  {
    what: 'a closure row gone',
    make: ({ street, building }) =>
      `delete from organization_closure where ancestor_id = ${street.id} and descendant_id = ${building.id}`,
    found: ({ street, building }) => [
      `closure by the parents: organization ${building.id} lacks the row of ${street.id}, 3 above`,
    ],
  },
  {
    what: 'a closure row too many',
    make: ({ tenant, right, building }) =>
      `insert into organization_closure values (${tenant.id}, ${right.id}, ${building.id}, 1)`,
    found: ({ right, building }) => [
      `closure by the parents: organization ${building.id} has a row of ${right.id}, 1 above, which its parents do not say`,
    ],
  },
  {
    what: 'a path and a depth of today',
    make: ({ right }) => `update organization set path = '9/9', depth = 7 where id = ${right.id}`,
    found: ({ right }) => [
      `paths and depths by the parents: organization ${right.id} has path 9/9 and depth 7, not ${right.path} and 3`,
      `today by the history: organization ${right.id} differs from its last version in depth, path`,
    ],
  },
  {
    what: 'paths of two that changed places',
    make: ({ left, right }) =>
      `update organization set path = '9/9' where id = ${left.id}; update organization set path = '${left.path}' where id = ${right.id};
       update organization set path = '${right.path}' where id = ${left.id}`,
    found: ({ left, right }) => [
      `paths and depths by the parents: organization ${left.id} has path ${right.path} and depth 3, not ${left.path} and 3`,
      `paths and depths by the parents: organization ${right.id} has path ${left.path} and depth 3, not ${right.path} and 3`,
      ...[left, right].map(
        ({ id }) => `today by the history: organization ${id} differs from its last version in path`,
      ),
    ],
  },
  {
    what: 'a path in the history',
    make: ({ building }) =>
      `update organization_version set path = '1/2', depth = 1 where organization_id = ${building.id}`,
    found: ({ building }) => [
      `today by the history: organization ${building.id} differs from its last version in depth, path`,
      `paths and depths of the history: organization ${building.id} has path 1/2 and depth 1 from -infinity, not ${building.path} and 4`,
    ],
  },
  {
    what: 'a fact of today that the history does not know',
    make: ({ right }) => `update organization set name = 'other', kind = 'OTHER' where id = ${right.id}`,
    found: ({ right }) => [
      `today by the history: organization ${right.id} differs from its last version in kind, name`,
    ],
    left: ({ right }) => [`today by the history: organization ${right.id} differs from its last version in kind, name`],
  },
  {
    what: 'a history that begins too late',
    make: ({ street }) =>
      `update organization_version set valid_from = '2012-01-01' where organization_id = ${street.id}`,
    found: ({ street }) => [`history without gaps: organization ${street.id} begins on 2012-01-01, not on 2010-01-01`],
    left: ({ street }) => [`history without gaps: organization ${street.id} begins on 2012-01-01, not on 2010-01-01`],
  },
  {
    what: 'a history that ends',
    make: ({ right }) => `update organization_version set valid_to = '2020-01-01' where organization_id = ${right.id}`,
    found: ({ right }) => [`today by the history: organization ${right.id} has no version that lasts`],
    left: ({ right }) => [`today by the history: organization ${right.id} has no version that lasts`],
  },
  {
    what: 'a gap in the history',
    make: ({ right }) =>
      `update organization_version set valid_to = '2019-01-01' where organization_id = ${right.id};
       insert into organization_version select (jsonb_populate_record(null::organization_version,
         to_jsonb(v) || '{"valid_from": "2020-01-01", "valid_to": "infinity"}')).* from organization_version v where organization_id = ${right.id}`,
    found: ({ right }) => [
      `history without gaps: organization ${right.id} has a version until 2019-01-01 and the next one from 2020-01-01`,
    ],
    left: ({ right }) => [
      `history without gaps: organization ${right.id} has a version until 2019-01-01 and the next one from 2020-01-01`,
    ],
  },
  {
    what: 'a membership in another place than its history says',
    make: ({ member, left }) =>
      `update membership_version set organization_id = ${left.id}, status = 'PROBATIONARY' where membership_id = ${member.id}`,
    found: ({ member, left, building }) => [
      `memberships by the history: membership ${member.id} is last in ${left.id} in the history, not in ${building.id}, is last PROBATIONARY in the history, not FULL`,
    ],
    left: ({ member, left, building }) => [
      `memberships by the history: membership ${member.id} is last in ${left.id} in the history, not in ${building.id}, is last PROBATIONARY in the history, not FULL`,
    ],
  },
  {
    what: 'a membership that holds at another time than its history says',
    make: ({ member }) =>
      `update membership_version set valid_from = '2019-08-01', valid_to = '2020-08-01' where membership_id = ${member.id}`,
    found: ({ member }) => [
      `memberships by the history: membership ${member.id} begins on 2019-08-01 in the history, not on 2019-07-01, ends on 2020-08-01 in the history, not on infinity`,
    ],
    left: ({ member }) => [
      `memberships by the history: membership ${member.id} begins on 2019-08-01 in the history, not on 2019-07-01, ends on 2020-08-01 in the history, not on infinity`,
    ],
  },
  {
    what: 'a membership without a history',
    make: ({ member }) =>
      `update membership_version set superseded_at = now() + interval '1 day' where membership_id = ${member.id}`,
    found: ({ member }) => [`memberships by the history: membership ${member.id} has no history`],
    left: ({ member }) => [`memberships by the history: membership ${member.id} has no history`],
  },
  {
    what: 'a grid of another name than its history says',
    make: ({ grid }) => `update grid_version set name = 'other' where grid_id = ${grid.id}`,
    found: ({ grid }) => [`grids by the history: grid ${grid.id} differs from its last version`],
    left: ({ grid }) => [`grids by the history: grid ${grid.id} differs from its last version`],
  },
  {
    what: 'a change that was never counted',
    make: ({ left }) => `delete from count_delta where organization_id = ${left.id}`,
    found: ({ tenant, street, community, left }) =>
      [tenant.root, street, community, left].flatMap(({ id }, place) => {
        const [counted, is] =
          place === 3 ? ['1/0/1/0/0', '2/1/1/0/0'] : [`${5 - place}/0/1/0/0`, `${6 - place}/1/1/0/0`];
        return ['in the end', 'today'].map(
          (day) => `counters by a recount: organization ${id} counts ${counted}, not ${is} ${day}`,
        );
      }),
  },
  {
    what: 'a total that nothing adds up to',
    make: ({ tenant, right }) => `insert into organization_count values (${tenant.id}, ${right.id}, 7, 6, 5, 4, 3)`,
    found: ({ right }) =>
      ['in the end', 'today'].map(
        (day) => `counters by a recount: organization ${right.id} counts 8/6/5/4/3, not 1/0/0/0/0 ${day}`,
      ),
  },
  {
    what: 'a future that is counted wrongly',
    make: ({ tenant, building }) =>
      `insert into count_delta (tenant_id, organization_id, counts_from, applicants) values (${tenant.id}, ${building.id}, '2999-01-01', -1)`,
    found: ({ tenant, street, community, left, building }) =>
      [tenant.root, street, community, left, building].map(({ id }, place) => {
        const rest = `${place > 2 ? 5 - place : 6 - place}/${place > 3 ? 0 : 1}/1/0`;
        return `counters by a recount: organization ${id} counts ${rest}/-1, not ${rest}/0 in the end`;
      }),
  },
];

test.each(corruptions)('$what is found, and mended where it is derived', async ({ make, found, left = () => [] }) => {
  const here = await setting();
  expect(await lines(here.tenant)).toEqual([]);
  for (const statement of make(here).split(';')) await here.tenant.rows(statement);
  expect(await lines(here.tenant)).toEqual(found(here));
  await mend(here.tenant);
  expect(await lines(here.tenant)).toEqual(left(here));
});

test('a circle of parents is found and left, and what hangs from it is told', async () => {
  const { tenant, left, right, building } = await setting();
  await tenant.rows(`update organization set parent_id = case id when ${left.id} then ${right.id}::bigint else ${left.id}::bigint end
    where id in (${left.id}, ${right.id})`);
  const lost = (await lines(tenant)).filter((line) => line.startsWith('paths'));
  expect(lost).toEqual(
    [left, right, building].map(
      ({ id }) => `paths and depths by the parents: organization ${id} does not lie beneath the root`,
    ),
  );
  expect(await mend(tenant)).toEqual({ places: 0, closures: 0, versionPlaces: 0, counters: 0 });
  expect((await lines(tenant)).filter((line) => line.startsWith('paths'))).toEqual(lost);
});

test('a version that would have to be two is found and left', async () => {
  const { tenant, left, right, building } = await setting();
  const halves = (id: string, path: string) => [
    `update organization_version set valid_to = '2019-01-01' where organization_id = ${id}`,
    `insert into organization_version select (jsonb_populate_record(null::organization_version, to_jsonb(v) ||
       '{"valid_from": "2019-01-01", "valid_to": "infinity", "parent_id": ${right.id}, "depth": 4, "path": "${path}"}')).*
     from organization_version v where organization_id = ${id}`,
  ];
  // The history says that the branch went beneath the other one, and the building group has but one version.
  for (const statement of halves(left.id, `${right.path}/${left.id}`)) await tenant.rows(statement);
  const torn = `paths and depths of the history: organization ${building.id} has path ${building.path} and depth 4 from 2019-01-01, not ${right.path}/${left.id}/${building.id} and 5`;
  expect(await lines(tenant)).toContain(torn);
  expect(await mend(tenant)).toEqual({ places: 0, closures: 0, versionPlaces: 0, counters: 0 });
  expect(await lines(tenant)).toContain(torn);
});

test('of one kind a hundred are told, then how many more', async () => {
  const { tenant, street } = await setting();
  await tenant.rows(
    `with new as (select nextval(pg_get_serial_sequence('organization', 'id')) as id from generate_series(1, 110))
     insert into organization (tenant_id, id, parent_id, level_rank, name, search_terms, path, depth)
     select $1, id, $2, 2, 'n', 'n', $3 || '/' || id, 2 from new`,
    [tenant.id, street.id, street.path],
  );
  // Each lacks its own closure row, that of the street and that of the root.
  const told = await lines(tenant);
  expect(told).toHaveLength(101);
  expect(told.at(-1)).toBe('closure by the parents: and 230 more');
  expect(await mend(tenant)).toEqual({ places: 0, closures: 110, versionPlaces: 0, counters: 0 });
  expect(await lines(tenant)).toEqual([]);
});

test('it runs beside a write, and sees nothing of what is not committed', async () => {
  const { tenant, right } = await setting();
  const { session } = await openTransaction({ pool: world.pool }, tenant.id, 'exclusive', 'select');
  await session.query(
    sql`update organization set depth = 9 where tenant_id = ${tenant.id}::bigint and id = ${right.id}::bigint`,
  );
  expect(await lines(tenant)).toEqual([]);
  await session.commit();
  expect(await structureFaults(world, tenant)).toHaveLength(2);
});

test('a repair waits for a structural act and mends what it left', async () => {
  const { tenant, right } = await setting();
  const { session } = await openTransaction({ pool: world.pool }, tenant.id, 'exclusive', 'select');
  const mending = mend(tenant);
  await session.query(
    sql`update organization set depth = 9 where tenant_id = ${tenant.id}::bigint and id = ${right.id}::bigint`,
  );
  await session.commit();
  expect(await mending).toEqual({ places: 1, closures: 0, versionPlaces: 0, counters: 0 });
  expect(await lines(tenant)).toEqual([]);
});
