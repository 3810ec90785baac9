import { seal } from '../../src/features/people/secrets';
import { gid } from '../setup/tenant';
import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

test('who sees a person by a former membership is refused the secrets, not told that the person is absent', async () => {
  const tenant = await world.tenant();
  const [north, south] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const { person } = await tenant.member({ in: north, name: '李四', endedOn: '2020-01-01' });
  await tenant.rows('update person set organization_id = $2, phone = $3 where id = $1', [
    person.id,
    south.id,
    seal(tenant.id, '13800000000'),
  ]);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: north });

  const answer = await call.send('query ($id: ID!) { person(by: { id: $id }) { name phone } }', { id: person.gid });

  expect(answer.data).toEqual({ person: { name: '李四', phone: null } });
  expect(answer.errors).toEqual([
    {
      message: 'This requires person:contact above or at this place.',
      locations: [{ line: 1, column: 51 }],
      path: ['person', 'phone'],
      extensions: { code: 'FORBIDDEN', permission: 'person:contact' },
    },
  ]);
});

test('an own grant that was taken back is as absent as what never was', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const { id, call } = await tenant.actor({ role: 'VIEWER', at: street });
  const revoked = await tenant.grant(id, { role: 'VIEWER', at: tenant.root });
  await tenant.rows('update role_grant set revoked_at = now() where id = $1', [revoked.id]);
  const ended = await tenant.grant(id, { role: 'VIEWER', at: tenant.root, endsOn: '2020-02-01' });
  const [held] = await tenant.rows<{ id: string }>(
    'select id from role_grant where account_id = $1 and revoked_at is null and ends_on is null',
    [id],
  );

  const text = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Grant { role organization { name } } } }';
  const ids = [revoked.gid, ended.gid, gid('Grant', held?.id ?? '')];
  expect(await call.ask(text, { ids })).toEqual({
    nodes: [null, null, { role: 'VIEWER', organization: { name: street.name } }],
  });
});

test('a grid does not show a building group that was moved out of reach', async () => {
  const tenant = await world.tenant();
  const community = await tenant.add(await tenant.add(tenant.root));
  const [branch, other] = [await tenant.add(community), await tenant.add(community)];
  const [kept, moved] = [await tenant.add(branch, { name: '1号楼' }), await tenant.add(branch, { name: '2号楼' })];
  const grid = await tenant.grid(branch, [kept, moved]);
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: community });
  await organizer.call.ask(
    'mutation ($input: MoveOrganizationInput!) { moveOrganization(input: $input) { userErrors { code } } }',
    { input: { id: moved.gid, newParentId: other.gid } },
  );

  const text = 'query ($id: ID!) { node(id: $id) { ... on Grid { buildingGroups { name } } } }';
  const { call } = await tenant.actor({ role: 'VIEWER', at: branch });
  expect(await call.ask(text, { id: grid.gid })).toEqual({ node: { buildingGroups: [{ name: '1号楼' }] } });
  expect(await organizer.call.ask(text, { id: grid.gid })).toEqual({
    node: { buildingGroups: [{ name: '1号楼' }, { name: '2号楼' }] },
  });
});

test('what is held at one place shows nothing at another that is merely visible', async () => {
  const tenant = await world.tenant();
  const [north, south] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  for (const at of [north, south]) {
    const { id } = await tenant.actor({ role: 'VIEWER', at }, at);
    await tenant.rows(
      `insert into audit_entry (tenant_id, account_id, request_id, action, node_type, node_id, organization_id)
       values ($1, $2, 'laid out', 'organization.created', 'Organization', $3, $3)`,
      [tenant.id, id, at.id],
    );
  }
  const { call } = await tenant.actor([
    { role: 'VIEWER', at: tenant.root },
    { role: 'AUDITOR', at: north },
  ]);

  const beneath = `query ($id: ID!) { organization(by: { id: $id }) {
    auditEntries(first: 9, reach: SUBTREE) { totalCount nodes { organization { id } } }
    accounts(first: 9, reach: SUBTREE) { totalCount nodes { organization { id } } } } }`;
  const ofNorth = { totalCount: 1, nodes: [{ organization: { id: north.gid } }] };
  const ofNone = { totalCount: 0, nodes: [] };
  for (const [{ gid: id }, found] of [
    [tenant.root, ofNorth],
    [north, ofNorth],
    [south, ofNone],
  ] as const) {
    expect(await call.ask(beneath, { id })).toEqual({ organization: { auditEntries: found, accounts: found } });
  }
});
