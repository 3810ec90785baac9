import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const internal = (path?: string[]) => ({
  message: 'Something went wrong on our side.',
  ...(path && { path, locations: [expect.anything()] }),
  extensions: { code: 'INTERNAL', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
});

test('a fault before any field ran is status 500, INTERNAL, and tells nothing of the database', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  await world.owner.query('revoke select on account from sanlou_app');
  try {
    expect(await call.send('{ viewer { name } }')).toEqual({
      ...{ status: 500, data: undefined, errors: [internal()], extensions: undefined },
    });
  } finally {
    await world.owner.query('grant select on account to sanlou_app');
  }
  expect(await call.send('{ viewer { __typename } }')).toMatchObject({ status: 200, errors: undefined });
});

test('a fault within a field stands at its path and writes nothing', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await world.checksum();
  await world.owner.query('revoke insert on audit_entry from sanlou_app');
  const { data, errors } = await call
    .send(
      `mutation ($id: ID!) { createOrganization(input: { parentId: $id, level: "STREET", name: "x" }) { userErrors { code } } }`,
      { id: tenant.root.gid },
    )
    .finally(() => world.owner.query('grant insert on audit_entry to sanlou_app'));

  expect({ data, errors }).toEqual({ data: null, errors: [internal(['createOrganization'])] });
  expect(await world.checksum()).toEqual(before);
});
