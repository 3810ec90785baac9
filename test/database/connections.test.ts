import { Client, Pool } from 'pg';
import { openSnapshot, openTransaction } from '../../src/database/open';
import type { Session } from '../../src/database/session';
import { sql } from '../../src/database/sql';
import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** Level NONE is refused, which empties the organization while everything beside it is still being read. */
const refusedInTheMidst = `query ($id: ID!) { organization(by: { id: $id }) {
  breakdown(level: "NONE") { total { members } } children { name } descendantCount counts { members }
  descendants(first: 5) { totalCount } memberships(first: 5) { totalCount nodes { person { name } } } } }`;

test('a refusal in the midst of an answer keeps no connection', async () => {
  const tenant = await world.tenant();
  await tenant.member({ in: await tenant.add(tenant.root) });
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });

  for (let sent = 0; sent < 25; sent += 1) {
    const { data, errors } = await call.send(refusedInTheMidst, { id: tenant.root.gid });
    expect(data).toEqual({ organization: null });
    expect(errors?.map(({ path, extensions }) => [path?.join('.'), extensions.code])).toEqual([
      ['organization.breakdown', 'BAD_USER_INPUT'],
    ]);
  }

  expect(await call.ask('{ viewer { roots { name } } }')).toEqual({ viewer: { roots: [{ name: tenant.root.name }] } });
  await settled();
  expect(world.pool.totalCount - world.pool.idleCount).toBe(0);
});

test('a connection that the server ends fails its own operation and nothing else', async () => {
  const tenant = await world.tenant();
  const { session, rows } = await openSnapshot<{ pid: number }>(
    { pool: world.pool },
    tenant.id,
    'select pg_backend_pid() as pid',
  );
  await terminate(rows[0]?.pid);

  await expect(session.query(sql`select 1`)).rejects.toThrow(/terminat|not queryable/);
  await expect(session.commit()).rejects.toThrow();
  expect(await count(tenant.id)).toEqual([{ count: '1' }]);
});

test('a connection carries no tenant over: not after a commit, a rollback or an error', async () => {
  const pool = new Pool({ connectionString: world.database.applicationUrl, max: 1 });
  try {
    const database = { pool };
    const { id: ours } = await world.tenant();
    const afterwards = async () => (await pool.query(`select current_setting('app.tenant_id', true) as tenant`)).rows;
    const read = await openSnapshot(database, ours, 'select');
    await read.session.commit();
    expect(await afterwards()).toEqual([{ tenant: '' }]);
    const write = await openTransaction(database, ours, 'shared', 'select');
    await write.session.rollback();
    expect(await afterwards()).toEqual([{ tenant: '' }]);
    await expect(pool.query('select from person')).rejects.toThrow('invalid input syntax for type bigint: ""');
    const failed = await openTransaction(database, ours, 'shared', 'select');
    await expect(failed.session.query(sql`select 1 / 0`)).rejects.toThrow('division by zero');
    await expect(failed.session.commit()).rejects.toThrow('rolled back');
    expect(await afterwards()).toEqual([{ tenant: null }]);
    await expect(openSnapshot(database, ours, 'select nonsense')).rejects.toThrow('nonsense');
    expect(await afterwards()).toEqual([{ tenant: null }]);
  } finally {
    await pool.end();
  }
});

test.each(['1 or true', "1'; drop table person; --", '', '-1', '01', '9223372036854775808'])(
  'a tenant that is no id, %j, is never sent',
  async (tenantId) => {
    await expect(openSnapshot({ pool: world.pool }, tenantId, 'select')).rejects.toThrow('Not an id');
  },
);

/** A connection is given back after its answer has been sent. */
async function settled(): Promise<void> {
  for (let tried = 0; tried < 100 && world.pool.totalCount > world.pool.idleCount; tried += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function terminate(pid: number | undefined): Promise<void> {
  const administrator = new Client({ connectionString: world.database.administratorUrl });
  await administrator.connect();
  await administrator.query('select pg_terminate_backend($1, 5000)', [pid]);
  await administrator.end();
}

async function count(tenantId: string): Promise<object[]> {
  const { session } = await openSnapshot({ pool: world.pool }, tenantId, 'select');
  const rows = await read(session);
  await session.commit();
  return rows;
}

const read = (session: Session) => session.query<{ count: string }>(sql`select count(*) from organization`);
