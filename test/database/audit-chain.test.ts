import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { sealTenant } from '../../src/features/audit/seal-audit';
import type { TestTenant } from '../setup/tenant';
import { World } from '../setup/world';
import { connected, inTenant, refusal } from './catalog';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

interface Entry {
  id: string;
  canonical: string;
  number: string | null;
  hash: string | null;
}

const insert = `insert into audit_entry (tenant_id, account_id, request_id, action, node_type, node_id, organization_id, after)
  select $1, $2, 'r', 'person.registered', 'Person', n, $3, jsonb_build_object('n', n) from generate_series(1, $4::int) n`;

/** A county with someone in whose name something is recorded. */
async function setting() {
  const tenant = await world.tenant();
  const { id: account } = await tenant.actor();
  const record = (count: number) => tenant.rows(insert, [tenant.id, account, tenant.root.id, count]);
  return { tenant, account, record };
}

const trailOf = (tenant: TestTenant) =>
  tenant.rows<Entry>(`select e.id, audit_canonical(e) as canonical, s.number, encode(s.hash, 'hex') as hash
    from audit_entry e left join audit_seal s on s.tenant_id = e.tenant_id and s.entry_id = e.id order by s.number, e.id`);

/** The chain as it should be of these entries in this order. */
function chained(entries: readonly Entry[]): Entry[] {
  let previous = Buffer.alloc(0);
  return entries.map((entry, index) => {
    previous = createHash('sha256').update(previous).update(entry.canonical).digest();
    return { ...entry, number: String(index + 1), hash: previous.toString('hex') };
  });
}

async function expectWhole(tenant: TestTenant, count: number): Promise<void> {
  const trail = await trailOf(tenant);
  expect(trail).toHaveLength(count);
  expect(trail).toEqual(chained(trail));
  expect(await tenant.rows('select from audit_unsealed')).toEqual([]);
}

const seal = (tenant: TestTenant) => sealTenant({ pool: world.pool }, tenant.id);

test('entries wait until they are sealed, then are links of one chain in the order of their ids', async () => {
  const { tenant, record } = await setting();
  await record(3);
  expect((await trailOf(tenant)).map(({ number, hash }) => [number, hash])).toEqual([1, 2, 3].map(() => [null, null]));

  expect(await seal(tenant)).toBe(3);
  await record(5_000);
  expect(await seal(tenant)).toBe(5_000);
  expect(await seal(tenant)).toBe(0);

  await expectWhole(tenant, 5_003);
  const ids = (await trailOf(tenant)).map(({ id }) => Number(id));
  expect(ids).toEqual(ids.toSorted((left, right) => left - right));
});

test('each tenant has a chain of its own', async () => {
  const [one, other] = [await setting(), await setting()];
  for (const { record } of [one, other, one]) await record(2);
  const { rows } = await world.pool.query<{ id: string }>('select tenant_id as id from tenants_with_unsealed_audit()');
  expect(rows.map(({ id }) => id)).toEqual([one.tenant.id, other.tenant.id]);
  for (const { tenant } of [one, other]) await seal(tenant);
  await expectWhole(one.tenant, 4);
  await expectWhole(other.tenant, 2);
  expect((await world.pool.query('select from tenants_with_unsealed_audit()')).rows).toEqual([]);
});

test('every column of an entry is in its canonical text', async () => {
  const { tenant, record } = await setting();
  await record(1);
  const columns = await tenant.rows<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = 'public' and table_name = 'audit_entry' order by ordinal_position`,
  );
  expect(columns.length).toBeGreaterThan(11);
  const other: Record<string, unknown> = {
    bigint: 4_242_424_242,
    text: 'something else',
    jsonb: { else: 1 },
    'timestamp with time zone': '2020-02-29T23:59:59.123457Z',
  };
  for (const { name, type } of columns) {
    const [row] = await tenant.rows<{ differs: boolean }>(
      `select audit_canonical(e) <> audit_canonical(jsonb_populate_record(e, $1)) as differs from audit_entry e`,
      [JSON.stringify({ [name]: other[type] ?? `no other value of type ${type} is known here` })],
    );
    expect([name, row?.differs]).toEqual([name, true]);
  }
});

test('the canonical text is the same in any session, and can be written by hand', async () => {
  const { tenant, account } = await setting();
  await tenant.rows(
    `insert into audit_entry (tenant_id, id, occurred_at, account_id, request_id, action, node_type, node_id, organization_id, reason, before, after)
     overriding system value values ($1, 4711, '2020-06-30T12:00:00.000001+08', $2, 'r-1', 'grid.named', 'Grid', 9, $3, E'“为什么”\\n"\\\\', null,
       '{"b": [1, 2.50, null], "a": "é", "aa": true}')`,
    [tenant.id, account, tenant.root.id],
  );
  const expected =
    `[1, "${tenant.id}", "4711", "2020-06-30T04:00:00.000001Z", "${account}", "r-1", "grid.named", "Grid", "9", ` +
    `"${tenant.root.id}", "“为什么”\\n\\"\\\\", null, {"a": "é", "b": [1, 2.50, null], "aa": true}]`;
  for (const settings of [
    'select',
    `set timezone = 'Pacific/Apia'; set datestyle = 'German, DMY'; set intervalstyle = 'sql_standard'`,
    `set timezone = 'UTC'; set lc_time = 'C'; set extra_float_digits = -15; set bytea_output = 'escape'`,
  ]) {
    await connected(world.database.applicationUrl, async (client) => {
      await client.query(settings);
      await inTenant(client, tenant.id, async () => {
        const { rows } = await client.query('select audit_canonical(e) as canonical from audit_entry e');
        expect(rows).toEqual([{ canonical: expected }]);
      });
    });
  }
});

test('an entry made with an API key says so in a last element; without one it is written as before there were any', async () => {
  const { tenant, account, record } = await setting();
  await record(1);
  const [key] = await tenant.rows<{ id: string }>(
    `insert into api_key (tenant_id, account_id, name, prefix, key_hash, hashed_with, organization_id, created_by, created_at, expires_at)
     values ($1, $2, 'key', 'abcdefgh2345', sha256('x'), 'k', $3, $2, now(), now() + interval '1 day') returning id`,
    [tenant.id, account, tenant.root.id],
  );
  await tenant.rows(
    `insert into audit_entry (tenant_id, account_id, api_key_id, request_id, action, node_type, node_id, organization_id, after)
     select tenant_id, account_id, $1, request_id, action, node_type, node_id, organization_id, after from audit_entry`,
    [key?.id],
  );
  const [without, made] = (await trailOf(tenant)).map(({ canonical }) => JSON.parse(canonical) as unknown[]);
  expect(without).toHaveLength(13);
  expect(made?.slice(13)).toEqual([{ apiKey: key?.id }]);
  expect(made?.slice(4, 13)).toEqual(without?.slice(4));
  // The text itself, since that is what is hashed.
  expect((await trailOf(tenant))[1]?.canonical).toMatch(new RegExp(`, \\{"n": 1\\}, \\{"apiKey": "${key?.id}"\\}\\]$`));
  await seal(tenant);
  await expectWhole(tenant, 2);
});

test('neither entries nor seals can be changed or removed, not even by the owner of the tables', async () => {
  const { tenant, record } = await setting();
  await record(2);
  await seal(tenant);
  const before = await trailOf(tenant);
  await inTenant(world.owner, tenant.id, async () => {
    for (const [table, column] of [
      ['audit_entry', 'reason'],
      ['audit_seal', 'hash'],
    ] as const) {
      for (const text of [
        `update ${table} set ${column} = null`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ]) {
        expect(await refusal(world.owner, text)).toMatch(/^Rows of audit_(entry|seal) are only ever added\.$/);
      }
    }
  });
  expect(await trailOf(tenant)).toEqual(before);
});

test('a temporary table cannot stand in for the queue or the chain', async () => {
  const { tenant, account } = await setting();
  await connected(world.database.applicationUrl, async (client) => {
    await client.query(`create temp table audit_unsealed (tenant_id bigint, entry_id bigint)`);
    await client.query(`create temp table audit_seal (tenant_id bigint, number bigint, entry_id bigint, hash bytea)`);
    await client.query('begin');
    await client.query(`set local app.tenant_id = '${tenant.id}'`);
    await client.query(insert, [tenant.id, account, tenant.root.id, 1]);
    await client.query('commit');
    expect((await client.query('select seal_audit($1, 10) as count', [tenant.id])).rows).toEqual([{ count: 1 }]);
  });
  await expectWhole(tenant, 1);
});

test('writers and sealers side by side: every entry is sealed once, without gaps, whoever is killed between', async () => {
  const { tenant, account } = await setting();
  let writing = true;
  let written = 0;
  let killed = 0;
  const writer = async (client: Client, seed: number) => {
    for (let round = 1; round <= 40; round += 1) {
      const count = ((seed * 7 + round * 13) % 9) + 1;
      await client.query(`begin; set local app.tenant_id = '${tenant.id}'`);
      await client.query(insert, [tenant.id, account, tenant.root.id, count]);
      // Some stay open while others commit higher ids, some are taken back.
      if (round % 3 === 0) await client.query('select pg_sleep(0.005)');
      const isKept = round % 5 !== 0;
      await client.query(isKept ? 'commit' : 'rollback');
      if (isKept) written += count;
    }
  };
  const sealer = async (client: Client, most: number) => {
    while (writing) await client.query('select seal_audit($1, $2)', [tenant.id, most]);
  };
  /** Ends with its connection in the middle of a transaction that has sealed something. */
  const victim = async (administrator: Client) => {
    while (writing || killed < 3) {
      await connected(world.database.applicationUrl, async (client) => {
        client.on('error', () => undefined);
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        await client.query('begin');
        await client.query('select seal_audit($1, 50)', [tenant.id]);
        await administrator.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
        await expect(client.query('commit')).rejects.toThrow();
        killed += 1;
      }).catch((error: Error) => expect(error.message).toMatch(/terminat/));
    }
  };
  const side = (work: (client: Client) => Promise<void>) => connected(world.database.applicationUrl, work);
  const victims = connected(world.database.administratorUrl, victim);
  const sealers = [side((client) => sealer(client, 7)), side((client) => sealer(client, 2_000))];
  await Promise.all(Array.from({ length: 8 }, (_each, seed) => side((client) => writer(client, seed))));
  writing = false;
  await Promise.all([...sealers, victims]);

  await seal(tenant);
  expect(written).toBeGreaterThan(800);
  expect(killed).toBeGreaterThanOrEqual(3);
  await expectWhole(tenant, written);
});
