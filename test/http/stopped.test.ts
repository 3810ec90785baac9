import { Client } from 'pg';
import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** Cancels what waits for a lock on the table, as the limit of time of a statement does. */
async function stopWaiting(table: string): Promise<void> {
  await world.owner.query(`begin; lock table ${table} in access exclusive mode`);
  const waiting = `select pid from pg_locks where not granted and relation = $1::regclass
    and database = (select oid from pg_database where datname = current_database())`;
  let pid: number | undefined;
  while (!pid) pid = (await world.owner.query<{ pid: number }>(waiting, [table])).rows[0]?.pid;
  await stop(pid);
  await world.owner.query('rollback');
}

async function stop(pid: number): Promise<void> {
  const administrator = new Client({ connectionString: world.database.administratorUrl });
  await administrator.connect();
  await administrator.query('select pg_cancel_backend($1)', [pid]);
  await administrator.end();
}

const stopped = {
  en: 'The database worked on this for too long and was stopped; nothing was written. Ask for less at once.',
  zh: '数据库处理超时，已中止，未写入任何内容。请减少单次请求的数据量。',
};

const extensions = { code: 'QUERY_TOO_EXPENSIVE' };

test.each([
  ['as a whole', '', { data: undefined, errors: [{ message: stopped.zh, extensions }] }],
  [
    'at its place where fields are resolved one by one',
    '@include(if: true)',
    {
      data: { organization: null },
      errors: [{ message: stopped.zh, path: ['organization', 'memberships'], extensions }],
    },
  ],
])('a read that the database stops is refused %s', async (_how, directive, refusal) => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  const reading = call
    .with({ 'accept-language': 'zh' })
    .send(`query ($id: ID!) { organization(by: { id: $id }) { memberships(first: 1) ${directive} { totalCount } } }`, {
      id: tenant.root.gid,
    });
  await stopWaiting('membership');
  expect(await reading).toMatchObject({ status: 200, ...refusal });
  expect(await call.ask('{ viewer { roots { name } } }')).toEqual({ viewer: { roots: [{ name: tenant.root.name }] } });
});

test('a write that the database stops says so, and nothing was written', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await world.checksum();
  const writing = call.send(
    'mutation ($id: ID!) { createOrganization(input: { parentId: $id, level: "STREET", name: "x" }) { userErrors { code } } }',
    { id: tenant.root.gid },
  );
  await stopWaiting('audit_entry');
  expect(await writing).toMatchObject({
    data: null,
    errors: [{ message: stopped.en, path: ['createOrganization'], extensions: { code: 'QUERY_TOO_EXPENSIVE' } }],
  });
  expect(await world.checksum()).toEqual(before);
});
