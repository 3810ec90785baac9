import { Client } from 'pg';
import { openSnapshot, type Session } from '../../src/database/session';
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
