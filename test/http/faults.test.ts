import { World } from '../setup/world';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

const requestId = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;

test('a table that is gone makes a fault of ours: a request id, and nothing of the database', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await world.owner.query('drop table membership cascade');

  const read = await call.send(
    'query ($id: ID!) { organization(by: { id: $id }) { name memberships(first: 1) { totalCount } } viewer { name } }',
    { id: tenant.root.gid },
  );
  expect(read.data).toMatchObject({ organization: null, viewer: {} });
  expect(read.errors).toEqual([
    {
      message: 'Something went wrong on our side.',
      locations: [{ line: 1, column: 57 }],
      path: ['organization', 'memberships'],
      extensions: { code: 'INTERNAL', requestId },
    },
  ]);

  const chinese = await call
    .with({ 'accept-language': 'zh-CN' })
    .send('query ($id: ID!) { organization(by: { id: $id }) { memberships(first: 1) { totalCount } } }', {
      id: tenant.root.gid,
    });
  expect(chinese.errors?.[0]?.message).toBe('服务器内部出错。');

  expect(await call.ask('{ viewer { roots { name } } }')).toEqual({ viewer: { roots: [{ name: tenant.root.name }] } });
});

test('a write that fails is taken back whole, and tells a request id', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await world.owner.query('drop table audit_entry cascade');

  const input = { organizationId: tenant.root.gid, name: '张三' };
  const write = await call.send(
    'mutation ($input: RegisterPersonInput!) { registerPerson(input: $input) { person { id } } }',
    { input },
  );
  expect(write).toMatchObject({ status: 200, data: null });
  expect(write.errors).toEqual([
    {
      message: 'Something went wrong on our side.',
      locations: [{ line: 1, column: 43 }],
      path: ['registerPerson'],
      extensions: { code: 'INTERNAL', requestId },
    },
  ]);
  expect(await tenant.rows('select name from person')).toEqual([]);
});

test('when nothing at all can be read the answer has the status of a fault, and the next one is honest again', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  await world.owner.query('alter table role_grant rename to role_grant_gone');
  expect(await call.send('{ viewer { name } }')).toEqual({
    status: 500,
    data: undefined,
    errors: [{ message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL', requestId } }],
    extensions: undefined,
  });
  await world.owner.query('alter table role_grant_gone rename to role_grant');
  expect((await call.send('{ viewer { name } }')).errors).toBeUndefined();
});
