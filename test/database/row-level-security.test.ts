import { Client } from 'pg';
import { places } from '../access/expectation';
import { layOut } from '../access/places';
import { World } from '../setup/world';
import { connected, inTenant, notByTenant, refusal } from './catalog';

let world: World;
let application: Client;
let ours: string;
let theirs: string;
let tables: string[];
beforeAll(async () => {
  world = await World.open();
  const ground = await layOut(world);
  ours = ground.tenant.id;
  theirs = ground.other.id;
  for (const [tenantId, tenant] of [
    [ours, ground.tenant],
    [theirs, ground.other],
  ] as const) {
    await tenant.rows(
      `with r as (select min(id) as id from reorganization), o as (select min(id) as id from organization), a as (
          insert into reorganization_act (tenant_id, reorganization_id, position, kind, act, touches, added_by)
          select $1, r.id, 0, 'MOVE', '{}', '{}', (select min(id) from account) from r
        ), h as (
          insert into reorganization_hand (tenant_id, reorganization_id, account_id) select $1, r.id, (select min(id) from account) from r
        ), c as (
          insert into reorganization_carried (tenant_id, reorganization_id, kind, row_id, from_organization_id, to_organization_id)
          select $1, r.id, 'grid', 1, o.id, o.id from r, o
        ), l as (
          insert into organization_lineage (tenant_id, kind, predecessor_id, successor_id, effective_on, recorded_at)
          select $1, 'MOVE', id, id, '2020-01-01', now() from o
        )
        insert into organization_alias (tenant_id, kind, value, organization_id, valid_until, recorded_at)
        select $1, 'AREA_CODE', '1', id, '2020-01-01', now() from o`,
      [tenantId],
    );
    await tenant.rows(
      `insert into idempotency_key (tenant_id, account_id, key, mutation, input_hash) select $1, min(id), 'k', 'm', 'h' from account`,
      [tenantId],
    );
    await world.owner.query('select seal_audit($1, 1)', [tenantId]);
    await world.owner.query('select fold_counts($1, now(), 1)', [tenantId]);
  }
  application = new Client({ connectionString: world.database.applicationUrl });
  await application.connect();
  const { rows } = await world.owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  tables = rows.map(({ name }) => name).filter((name) => !notByTenant.includes(name));
});
afterAll(async () => {
  await application.end();
  await world.close();
});

test('every table forces row-level security, with one policy that names the tenant for reading and for writing', async () => {
  const { rows } = await world.owner.query<{ name: string; forced: boolean; policies: string[] }>(`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced, array(
      select concat_ws(' | ', polcmd, polpermissive, polroles::text, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
      from pg_policy where polrelid = c.oid order by 1) as policies
    from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`);
  const condition = "(tenant_id = (current_setting('app.tenant_id'::text))::bigint)";
  const policy = `* | t | {0} | ${condition} | ${condition}`;
  expect(rows.filter(({ name }) => !notByTenant.includes(name))).toEqual(
    tables.map((name) => ({ name, forced: true, policies: [policy, ...(furtherPolicies[name] ?? [])] })),
  );
  expect(tables.length).toBeGreaterThanOrEqual(13);
  expect(rows.filter(({ forced }) => !forced).map(({ name }) => name)).toEqual(['migrations']);
});

/** History cannot be deleted. */
const kept = 'd | f | {0} | (recorded_at = recorded_moment())';
const furtherPolicies: Readonly<Record<string, string[]>> = {
  grid_version: [kept],
  membership_version: [kept],
  organization_version: [kept],
};

test('beside the policies stand functions that tell what is due, queue and seal the audit trail, count, and nothing else', async () => {
  const { rows } = await world.owner.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm', 'f')
     union all select p.proname from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`,
  );
  const functions = [
    ...['audit_entry_waits', 'due_reorganizations', 'fold_counts', 'grid_counted', 'membership_counted'],
    ...['organization_counted', 'seal_audit', 'tenants_with_counts_to_fold', 'tenants_with_unsealed_audit'],
  ];
  expect(rows).toEqual(functions.map((relname) => ({ relname })));
  await connected(world.database.applicationUrl, async (client) => {
    expect((await client.query('select * from due_reorganizations(now())')).rows).toEqual([]);
    const { rows: due } = await client.query<object>(`select * from due_reorganizations('2999-06-01')`);
    expect([due.length, Object.keys(due[0] ?? {})]).toEqual([places.length, ['tenant_id', 'id', 'account_id']]);
    // Outside of a tenant nothing is open to it afterwards either.
    expect(await refusalOf(client, 'select from organization')).toMatch(/invalid input syntax for type bigint/);
  });
});

test('without a tenant every table refuses to be read or written', async () => {
  for (const table of [...tables, 'tenant', 'login']) {
    const refusals = await inTenant(application, null, () => tryEverything(table));
    for (const message of refusals) {
      expect(`${table}: ${message}`).toMatch(/unrecognized configuration parameter "app\.|permission denied for table/);
    }
  }
});

test('in one tenant nothing of another is read or written', async () => {
  // What waits to be sealed is not the application's to read at all.
  for (const table of tables.filter((name) => name !== 'audit_unsealed')) {
    await inTenant(application, theirs, async () => {
      const { rows } = await application.query<{ tenant_id: string }>(`select tenant_id from ${table}`);
      expect([table, [...new Set(rows.map((row) => row.tenant_id))]]).toEqual([table, [theirs]]);
      const asked = await application.query(`select from ${table} where tenant_id = $1`, [ours]);
      expect([table, asked.rowCount]).toEqual([table, 0]);
      for (const text of [
        `update ${table} set tenant_id = tenant_id where tenant_id = ${ours}`,
        `delete from ${table} where tenant_id = ${ours}`,
      ]) {
        expect(await refusal(application, text)).toMatch(/^(ran: 0 rows|permission denied for table \w+)$/);
      }
    });
  }
});

test('a row cannot be put into another tenant, nor moved there', async () => {
  const readOnly = ['organization_level', 'audit_seal', 'audit_unsealed', 'organization_count', 'count_delta'];
  const writable = tables.filter((table) => !readOnly.includes(table));
  for (const table of writable) {
    const copy = await copyOf(table);
    await inTenant(application, theirs, async () => {
      const message = await refusal(application, copy.text, copy.values);
      expect(message).toBe(`new row violates row-level security policy for table "${table}"`);
      const moved = await refusal(application, `update ${table} set tenant_id = ${ours}`);
      expect(moved).toMatch(/^(new row violates row-level security policy|permission denied) for table/);
    });
  }
});

test('the application role cannot delete records, nor change the audit trail, nor alter the schema', async () => {
  await inTenant(application, ours, async () => {
    for (const table of [
      ...['organization', 'person', 'membership', 'account', 'role_grant', 'grid', 'audit_entry'],
      ...[
        'reorganization',
        'reorganization_hand',
        'reorganization_carried',
        'organization_lineage',
        'organization_alias',
      ],
      ...['post', 'appointment', 'api_key'],
    ]) {
      expect(await refusal(application, `delete from ${table}`)).toBe(`permission denied for table ${table}`);
    }
    for (const text of [
      'update audit_entry set reason = null',
      'update login set name = name',
      'truncate audit_entry',
      'update api_key set key_hash = key_hash',
      'update api_key set organization_id = organization_id',
      `insert into audit_seal (tenant_id, number, entry_id, hash) values (${ours}, 9, 9, sha256('9'))`,
      'update audit_seal set number = number',
      'delete from audit_seal',
      'truncate audit_seal',
      'select from audit_unsealed',
      'delete from audit_unsealed',
      `insert into audit_unsealed (tenant_id, entry_id) values (${ours}, 9)`,
      'alter table audit_entry disable trigger all',
      `insert into organization_count values (${ours}, 9, 1, 1, 1, 1, 1)`,
      'update organization_count set grids = 9',
      'delete from organization_count',
      `insert into count_delta (tenant_id, organization_id, grids) values (${ours}, 9, 9)`,
      'update count_delta set grids = 9',
      'delete from count_delta',
    ]) {
      expect(await refusal(application, text)).toMatch(
        /^(permission denied for table (audit_entry|audit_seal|audit_unsealed|api_key|login|organization_count|count_delta)|must be owner of table audit_entry)$/,
      );
    }
    for (const text of [`rebuild_counts(${ours}, now())`, `own_counts(${ours}, '{1}', now()::date)`]) {
      expect(await refusal(application, `select ${text}`)).toMatch(/^permission denied for function/);
    }
    for (const table of ['organization_version', 'membership_version', 'grid_version']) {
      expect(await refusal(application, `delete from ${table}`)).toBe('ran: 0 rows');
    }
    for (const text of ['alter table person disable row level security', 'drop policy person_of_tenant on person']) {
      expect(await refusal(application, text)).toMatch(/^must be owner of (table|relation) person$/);
    }
    expect(await refusal(application, 'select from migrations')).toBe('permission denied for table migrations');
    expect(await refusal(application, 'create table public.mine ()')).toBe('permission denied for schema public');
  });
});

const refusalOf = (client: Client, text: string) =>
  client.query(text).then(
    () => 'ran',
    (error: Error) => error.message,
  );

async function tryEverything(table: string): Promise<string[]> {
  const messages: string[] = [];
  for (const text of [
    `select * from ${table}`,
    `update ${table} set ${table === 'login' ? 'name = name' : table === 'tenant' ? 'id = id' : 'tenant_id = tenant_id'}`,
    `delete from ${table}`,
  ]) {
    messages.push(await refusal(application, text));
  }
  const copy = await copyOf(table);
  messages.push(await refusal(application, copy.text, copy.values));
  return messages;
}

/** An insert of one of our rows as it stands. */
async function copyOf(table: string): Promise<{ text: string; values: unknown[] }> {
  const [row = {}] = await connected(world.database.administratorUrl, async (client) => {
    const where = table === 'login' ? '' : `where ${table === 'tenant' ? 'id' : 'tenant_id'} = ${ours}`;
    return (await client.query<Record<string, unknown>>(`select * from ${table} ${where} limit 1`)).rows;
  });
  const { rows: generated } = await world.owner.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attgenerated <> ''`,
    [table],
  );
  const columns = Object.keys(row).filter((column) => !generated.some(({ name }) => name === column));
  expect(columns).not.toEqual([]);
  return {
    text: `insert into ${table} (${columns.join(', ')}) values (${columns.map((_column, index) => `$${index + 1}`).join(', ')})`,
    values: columns.map((column) => row[column]),
  };
}
