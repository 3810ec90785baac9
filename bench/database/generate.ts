import type { Client } from 'pg';
import { developmentIssuer } from '../../src/access/personas';
import { levelPresets } from '../../src/features/organizations/level-presets';
import { copyRows } from '../../seeds/write/copy';
import { advanceSequences } from '../../seeds/write/transaction';
import { rebuildDerived } from './derived';
import type { GeneratedScale } from './scales';
import { growShape, type Shape } from './shape';

/** A statement that writes one table from the shape, with what is said before it. */
interface Step {
  says: string;
  statement: string;
}

/**
 * Writes tenants that are copies of one shape: each table is one statement, which sets the shape beside the numbers of the
 * tenants. Triggers and foreign keys are off meanwhile, so what triggers write is written here.
 */
export async function generate(client: Client, scale: GeneratedScale, say: (line: string) => void): Promise<void> {
  say('  growing the shape ...');
  const shape = growShape(scale);
  await client.query(`begin; set local session_replication_role = replica; set local work_mem = '256MB'`);
  await stage(client, shape);
  const sizes = sizesOf(scale, shape);
  for (const { says, statement } of steps(sizes)) {
    say(`  ${says} ...`);
    await client.query(statement);
  }
  await advanceSequences(client, lastIds(sizes));
  await rebuildDerived(client);
  // The trigger that keeps each login's tenant is wanted.
  await client.query('set local session_replication_role = origin');
  await writeAccounts(client);
  await client.query('commit');
}

interface Sizes {
  tenants: number;
  organizations: number;
  grids: number;
  members: number;
  membersEach: number;
}

const sizesOf = ({ tenants, membersEach }: GeneratedScale, { tree, grids }: Shape): Sizes => ({
  tenants,
  organizations: tree.organizations.length,
  grids: grids.length,
  members: tree.organizations.length * membersEach,
  membersEach,
});

const lastIds = ({ tenants, organizations, grids, members }: Sizes) => ({
  tenant: tenants,
  organization: tenants * organizations,
  grid: tenants * grids,
  person: tenants * members,
  membership: tenants * members,
});

/** Sets the shape down in tables of the transaction. */
async function stage(client: Client, { tree, grids }: Shape): Promise<void> {
  await client.query(`
    create temporary table shape (id int, parent_id int, level_rank smallint, kind text, name text, external_reference text,
      search_terms text, path text, depth smallint) on commit drop;
    create temporary table shape_grid (id int, organization_id int, name text, code text) on commit drop;
    create temporary table shape_covered (grid_id int, organization_id int) on commit drop`);
  await copyRows(
    client,
    'shape',
    ['id', 'parent_id', 'level_rank', 'kind', 'name', 'external_reference', 'search_terms', 'path', 'depth'],
    rowsOf(tree.organizations, (each) => [
      ...[each.id, each.parent?.id ?? null, each.rank, each.kind, each.name],
      ...[each.externalReference, each.searchTerms, each.path, each.depth],
    ]),
  );
  await copyRows(
    client,
    'shape_grid',
    ['id', 'organization_id', 'name', 'code'],
    rowsOf(grids, ({ id, organizationId, name, code }) => [id, organizationId, name, code]),
  );
  await copyRows(
    client,
    'shape_covered',
    ['grid_id', 'organization_id'],
    grids.flatMap(({ id, covers }) => covers.map((building) => [id, building.id])),
  );
  await client.query('analyze shape, shape_grid, shape_covered');
}

function* rowsOf<Item>(items: readonly Item[], rowOf: (item: Item) => (string | number | null)[]) {
  for (const item of items) yield rowOf(item);
}

const surnames = ['李 li', '王 wang', '张 zhang', '刘 liu', '陈 chen', '杨 yang', '赵 zhao', '黄 huang', '周 zhou'];
const givenNames = ['伟 wei', '芳 fang', '秀英 xiuying', '娜 na', '敏 min', '静 jing', '强 qiang', '磊 lei', '军 jun'];

const array = (texts: readonly string[], part: 0 | 1) =>
  `array[${texts.map((text) => `'${text.split(' ')[part]}'`).join(', ')}]`;
const pick = (texts: readonly string[], part: 0 | 1, number: string) =>
  `(${array(texts, part)})[1 + (${number}) % ${texts.length}]`;

/** The id of a tenant's copy of something, where each tenant has so many of them. */
const copyOf = (column: string, size: number) => `(t - 1)::bigint * ${size} + ${column}`;

function steps({ tenants, organizations, grids, members, membersEach }: Sizes): Step[] {
  const eachTenant = `generate_series(1, ${tenants}) as t`;
  const organization = (column: string) => copyOf(column, organizations);
  const person = copyOf(`(s.id - 1) * ${membersEach} + k`, members);
  const eachMember = `${eachTenant}, shape s, generate_series(1, ${membersEach}) as k`;
  return [
    {
      says: `${tenants} tenants`,
      statement: `
        insert into tenant (id, code, name) select t, 'bench-' || t, '万楼县' from ${eachTenant};
        insert into organization_level (tenant_id, rank, code, name, child_ranks)
        select t, l.rank, l.code, l.name, l."childRanks"
        from ${eachTenant}, jsonb_to_recordset('${JSON.stringify(levelPresets['three-storey'])}')
          as l (rank smallint, code text, name text, "childRanks" smallint[])`,
    },
    {
      says: `${tenants * organizations} organizations`,
      statement: `
        insert into organization (tenant_id, id, parent_id, level_rank, kind, name, external_reference, search_terms, path, depth)
        select t, ${organization('s.id')}, ${organization('s.parent_id')}, s.level_rank, s.kind, s.name, s.external_reference,
          s.search_terms, (select string_agg((${organization('above.id::int')})::text, '/' order by above.place)
            from unnest(string_to_array(s.path, '/')) with ordinality as above (id, place)), s.depth
        from ${eachTenant}, shape s`,
    },
    {
      says: 'their closure',
      statement: `
        insert into organization_closure (tenant_id, ancestor_id, descendant_id, depth)
        select t, ${organization('above.id::int')}, ${organization('s.id')}, s.depth + 1 - above.place
        from ${eachTenant}, shape s, unnest(string_to_array(s.path, '/')) with ordinality as above (id, place)`,
    },
    {
      says: 'their history',
      statement: `
        insert into organization_version (tenant_id, organization_id, valid_from, recorded_at, origin_at, parent_id, level_rank, kind,
          name, short_name, sort_order, external_reference, area_code, search_terms, path, depth, version, updated_at)
        select tenant_id, id, '-infinity', recorded_moment(), recorded_moment(), parent_id, level_rank, kind, name, short_name,
          sort_order, external_reference, area_code, search_terms, path, depth, version, updated_at
        from organization`,
    },
    {
      says: `${tenants * grids} grids`,
      statement: `
        insert into grid (tenant_id, id, organization_id, name, code)
        select t, ${copyOf('g.id', grids)}, ${organization('g.organization_id')}, g.name, g.code from ${eachTenant}, shape_grid g;
        insert into grid_building_group (tenant_id, organization_id, grid_id)
        select t, ${organization('c.organization_id')}, ${copyOf('c.grid_id', grids)} from ${eachTenant}, shape_covered c;
        insert into grid_version (tenant_id, grid_id, valid_from, recorded_at, organization_id, name, code, version)
        select tenant_id, id, '-infinity', recorded_moment(), organization_id, name, code, version from grid`,
    },
    {
      says: `${tenants * members} people`,
      statement: `
        insert into person (tenant_id, id, organization_id, name, pinyin, external_reference)
        select t, ${person}, ${organization('s.id')},
          ${pick(surnames, 0, 's.id + k')} || ${pick(givenNames, 0, 's.id / 7 + k')},
          ${pick(surnames, 1, 's.id + k')} || ' ' || ${pick(givenNames, 1, 's.id / 7 + k')}, 'P-' || s.id || '-' || k
        from ${eachMember}`,
    },
    {
      says: 'their memberships',
      statement: `
        insert into membership (tenant_id, id, person_id, organization_id, status, status_since, started_on)
        select t, ${person}, ${person}, ${organization('s.id')},
          case (s.id * ${membersEach} + k) % 20 when 0 then 'PROBATIONARY' when 1 then 'APPLICANT' when 2 then 'ACTIVIST'
            when 3 then 'DEVELOPMENT_TARGET' else 'FULL' end,
          date '2000-01-01' + (s.id * 31 + k) % 7000, date '2000-01-01' + (s.id * 31 + k) % 7000
        from ${eachMember}`,
    },
    {
      says: 'their history',
      statement: `
        insert into membership_version (tenant_id, membership_id, valid_from, recorded_at, person_id, organization_id, status,
          status_since, started_on, version)
        select tenant_id, id, started_on, recorded_moment(), person_id, organization_id, status, status_since, started_on, version
        from membership`,
    },
  ];
}

/** Of each tenant an organizer and an integrator of the whole, and an organizer of each pilot street. */
async function writeAccounts(client: Client): Promise<void> {
  await client.query(
    `with wanted as (
      select o.tenant_id, o.id, role, lower(role) || '-' || o.id as name
      from organization o, unnest(array['ORGANIZER', 'INTEGRATOR']) as role
      where o.kind = 'STREET' and role = 'ORGANIZER' or o.parent_id is null),
    account as (
      insert into account (tenant_id, name, organization_id) select tenant_id, name, id from wanted
      returning tenant_id, id, name),
    login as (
      insert into login (issuer, subject, name, tenant_id, account_id) select $1, name, name, tenant_id, id from account)
    insert into role_grant (tenant_id, account_id, role, organization_id, starts_on)
    select w.tenant_id, a.id, w.role, w.id, '2020-01-01' from wanted w join account a using (tenant_id, name)`,
    [developmentIssuer],
  );
}
