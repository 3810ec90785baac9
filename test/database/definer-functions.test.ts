import { createDataSource } from '../../ormconfig';
import { migrate } from '../../src/database/migrate';
import { cloneDatabase, type TestDatabase } from '../setup/database';
import { connected, refusal } from './catalog';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

/** The functions that act as their owner, wherever they are, and what they search for names. */
const definers = `
  select p.proname as name, p.proconfig as settings,
    p.proconfig is not distinct from array['search_path=pg_catalog, ' || n.nspname || ', pg_temp'] as "isSafe"
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where p.prosecdef and n.nspname <> 'pg_catalog' order by 1`;

interface Definer {
  name: string;
  settings: string[] | null;
  isSafe: boolean;
}

test('every function that acts as its owner searches the catalog, its schema, and temporary tables last', async () => {
  await connected(database.ownerUrl, async (owner) => {
    const { rows } = await owner.query<Definer>(definers);
    expect(rows.filter(({ isSafe }) => !isSafe)).toEqual([]);
    expect(rows.length).toBeGreaterThanOrEqual(4);
  });
});

test.each([
  ['none at all', ''],
  ['one without pg_temp', 'set search_path = pg_catalog, public'],
  ['pg_temp before the schema', 'set search_path = pg_catalog, pg_temp, public'],
  ['the schema before the catalog', 'set search_path = public, pg_catalog, pg_temp'],
  ['that of the caller', 'set search_path from current'],
])('a new one with a search path that is not safe is found: %s', async (_name, path) => {
  await connected(database.ownerUrl, async (owner) => {
    await owner.query('begin');
    await owner.query(`create function another() returns int language sql security definer ${path} as 'select 1'`);
    const { rows } = await owner.query<Definer>(definers);
    expect(rows.filter(({ isSafe }) => !isSafe).map(({ name }) => name)).toEqual(['another']);
    await owner.query('rollback');
  });
});

test('a temporary table or view cannot stand in for what such a function reads, nor run anything as the owner', async () => {
  await connected(database.applicationUrl, async (application) => {
    await application.query(`
      create temporary table acted (as_role text);
      create function pg_temp.act() returns bigint language plpgsql as $$
        begin insert into pg_temp.acted values (current_user); return 1; end $$;
      create temporary view reorganization as
        select pg_temp.act() as tenant_id, 7::bigint as id, 7::bigint as approved_by, 7::bigint as author_id,
          'APPROVED' as state, null::text as failure, '2020-01-01'::date as effective_on;
      create temporary table tenant as select 1::bigint as id, 'UTC' as time_zone;
      create temporary table tenant_id_seq as select 1::bigint as last_value;
      create temporary table audit_unsealed as select 1::bigint as tenant_id, 1::bigint as entry_id;
      create temporary table count_delta as
        select 1::bigint as tenant_id, 1::bigint as id, 1::bigint as organization_id, date '2020-01-01' as counts_from;
      grant all on acted, reorganization, tenant, tenant_id_seq, audit_unsealed, count_delta to public`);
    const ask = async (text: string) => (await application.query<object>(text)).rows;

    expect(await ask('select * from due_reorganizations(now())')).toEqual([]);
    expect(await ask('select * from tenants_with_unsealed_audit()')).toEqual([]);
    expect(await ask('select seal_audit(1, 10)')).toEqual([{ seal_audit: 0 }]);
    expect(await ask('select * from tenants_with_counts_to_fold(now())')).toEqual([]);
    expect(await ask('select fold_counts(1, now(), 10)')).toEqual([{ fold_counts: 0 }]);
    expect(await ask('select * from acted')).toEqual([]);
  });
});

test('once it is brought up, the application cannot make a temporary table, and the owner can', async () => {
  const owner = await createDataSource(database.ownerUrl).initialize();
  try {
    expect(await migrate(owner)).toEqual([]);
    await owner.query('create temporary table mine ()');
  } finally {
    await owner.destroy();
  }
  await connected(database.applicationUrl, async (application) => {
    await application.query('begin');
    for (const text of ['create temporary table mine ()', 'create temporary view mine as select 1']) {
      expect(await refusal(application, text)).toMatch(/^permission denied to create temporary tables in database/);
    }
    expect(await refusal(application, "create function pg_temp.act() returns int language sql as 'select 1'")).toMatch(
      /^permission denied/,
    );
  });
});
