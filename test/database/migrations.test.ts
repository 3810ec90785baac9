import { createDataSource } from '../../ormconfig';
import { migrate } from '../../src/database/migrate';
import { cloneDatabase, type TestDatabase } from '../setup/database';
import { connected, notByTenant } from './catalog';

type DataSource = ReturnType<typeof createDataSource>;

let database: TestDatabase;
let owner: DataSource;
beforeAll(async () => {
  database = await cloneDatabase();
  owner = await createDataSource(database.ownerUrl).initialize();
});
afterAll(async () => {
  await owner.destroy();
  await database.drop();
});

/** Tables and columns that no entity describes, because only statements of their own speak of them. */
const withoutEntity = [
  'audit_seal',
  'audit_unsealed',
  'count_delta',
  'grid_building_group',
  'grid_version',
  'idempotency_key',
  'login',
  'membership_version',
  'migrations',
  'organization_alias',
  'organization_closure',
  'organization_count',
  'organization_level',
  'organization_lineage',
  'organization_version',
  'reorganization_act',
  'reorganization_carried',
  'reorganization_hand',
  'tenant',
];

interface ColumnFacts {
  table: string;
  column: string;
  type: string;
  nullable: boolean;
}

test('the columns of the entities are those of the tables, by name, type and nullability', async () => {
  const described = owner.entityMetadatas
    .flatMap(({ tableName, columns }) =>
      columns.map((column): ColumnFacts => ({
        table: tableName,
        column: column.databaseName,
        type: owner.driver.normalizeType(column).replace('timestamptz', 'timestamp with time zone'),
        nullable: column.isNullable,
      })),
    )
    .sort(byName);
  const stored = (
    await owner.query<ColumnFacts[]>(`
      select table_name as table, column_name as column, data_type as type, is_nullable = 'YES' as nullable
      from information_schema.columns where table_schema = 'public'`)
  ).filter(({ table }) => !withoutEntity.includes(table));

  expect(described).toEqual(stored.sort(byName));
  expect(described.length).toBeGreaterThan(60);
});

test('every table has an entity or is listed as having none', async () => {
  const rows = await owner.query<{ name: string }[]>(
    `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  const described = owner.entityMetadatas.map(({ tableName }) => tableName);
  expect(rows.map(({ name }) => name)).toEqual([...described, ...withoutEntity].sort());
});

test('an empty database is brought up once; the second run does nothing', async () => {
  const name = `empty_${database.ownerUrl.split('_').at(-1)}`;
  await connected(database.administratorUrl, (client) => client.query(`create database ${name} owner sanlou_owner`));
  const empty = await createDataSource(database.ownerUrl.replace(/[^/]+$/, name)).initialize();
  try {
    const every = empty.migrations.map((migration) => migration.name ?? migration.constructor.name);
    expect(await migrate(empty)).toEqual(every);
    const before = await catalogOf(empty);
    expect(await migrate(empty)).toEqual([]);
    expect(await catalogOf(empty)).toEqual(before);
    expect(before).toEqual(await catalogOf(owner));
    expect(before.length).toBeGreaterThan(100);
  } finally {
    await empty.destroy();
    await connected(database.administratorUrl, (client) => client.query(`drop database ${name} with (force)`));
  }
});

test('primary keys, unique constraints and indexes of a tenant table lead with its tenant', async () => {
  const rows = await owner.query<{ table: string; index: string; leads: string }[]>(`
    select c.relname as table, i.relname as index, a.attname as leads
    from pg_index x
    join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
    left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = x.indkey[0]
    where c.relnamespace = 'public'::regnamespace order by 1, 2`);
  const byTenant = rows.filter(({ table }) => !notByTenant.includes(table));
  expect(byTenant.filter(({ leads }) => leads !== 'tenant_id')).toEqual([]);
  const tables = new Set(byTenant.map(({ table }) => table));
  const keys = await owner.query<{ table: string }[]>(
    `select conrelid::regclass::text as table from pg_constraint where contype = 'p' and connamespace = 'public'::regnamespace`,
  );
  expect(
    keys
      .map(({ table }) => table)
      .filter((table) => !notByTenant.includes(table))
      .sort(),
  ).toEqual([...tables].sort());
});

test('every reference names its tenant on both sides, so that none can cross', async () => {
  const rows = await owner.query<{ name: string; from: string; to: string; leads: string; meets: string }[]>(`
    select conname as name, conrelid::regclass::text as from, confrelid::regclass::text as to,
      near.attname as leads, far.attname as meets
    from pg_constraint k
    join pg_attribute near on near.attrelid = k.conrelid and near.attnum = k.conkey[1]
    join pg_attribute far on far.attrelid = k.confrelid and far.attnum = k.confkey[1]
    where contype = 'f' order by 1`);
  expect(rows.length).toBeGreaterThan(15);
  const toTenants = rows.filter(({ to }) => to === 'tenant');
  expect(toTenants.map(({ leads, meets }) => `${leads} -> ${meets}`)).toEqual(toTenants.map(() => 'tenant_id -> id'));
  const others = rows.filter(({ to }) => to !== 'tenant');
  expect(others.filter(({ leads, meets }) => leads !== 'tenant_id' || meets !== 'tenant_id')).toEqual([]);
});

test('every column that refers to a row of the tenant has a foreign key', async () => {
  const rows = await owner.query<{ place: string }[]>(`
    select c.relname || '.' || a.attname as place
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
      and (a.attname like '%\\_id' or a.attname like '%\\_by' or a.attname = 'level_rank') and a.attname <> 'tenant_id'
      and not exists (select from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid and a.attnum = any(k.conkey))
    order by 1`);
  // What an audit entry is about, or a reorganization carried, may be of any type, and the request is no row. History
  // repeats what its organization and membership refer to, and those have foreign keys. What waits to be sealed, and what is
  // counted, is written by triggers of the entries and of the organizations themselves.
  expect(rows.map(({ place }) => place)).toEqual([
    ...['audit_entry.node_id', 'audit_entry.request_id', 'audit_unsealed.entry_id', 'count_delta.organization_id'],
    ...['membership_version.person_id', 'organization_count.organization_id'],
    ...['organization_version.level_rank', 'organization_version.parent_id', 'reorganization_carried.row_id'],
  ]);
});

function byName(left: ColumnFacts, right: ColumnFacts): number {
  return `${left.table}.${left.column}` < `${right.table}.${right.column}` ? -1 : 1;
}

/** Every column, constraint, index, policy and privilege of the schema as text. */
function catalogOf(source: DataSource): Promise<object[]> {
  return source.query(`
    select c.relname || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull as fact
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and a.attnum > 0
    union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select concat_ws(' ', tablename, policyname, roles, cmd, qual, with_check) from pg_policies
    union all select relname || ' ' || coalesce(relacl::text, '') from pg_class where relnamespace = 'public'::regnamespace
    order by 1`);
}
