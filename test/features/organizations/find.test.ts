import { World } from '../../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const FIND = `query ($by: OrganizationBy!) { organization(by: $by) { id name } }`;

test('an organization is found by its id, its external reference and its area code of 12 digits', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, {
    name: '永安街道',
    externalReference: 'S-1',
    areaCode: '500236001000',
  });
  const community = await tenant.add(street, { name: '羽声社区', areaCode: '500236001009' });
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  const found = { organization: { id: street.gid, name: '永安街道' } };

  expect(await call.ask(FIND, { by: { id: street.gid } })).toEqual(found);
  expect(await call.ask(FIND, { by: { externalReference: 'S-1' } })).toEqual(found);
  expect(await call.ask(FIND, { by: { areaCode: '500236001000' } })).toEqual(found);
  expect(await call.ask(FIND, { by: { areaCode: '500236001009' } })).toEqual({
    organization: { id: community.gid, name: '羽声社区' },
  });
});

test('county codes of 6 digits and township codes of 9 are completed by zeros', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { areaCode: '500236000000' });
  const community = await tenant.add(street, { areaCode: '500236001000' });
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });

  expect(await call.ask(FIND, { by: { areaCode: '500236' } })).toMatchObject({ organization: { id: street.gid } });
  expect(await call.ask(FIND, { by: { areaCode: '500236001' } })).toMatchObject({
    organization: { id: community.gid },
  });
  for (const areaCode of ['', '50023', '5002360', '50023600100', '5002360010000', '５００２３６', '50023x']) {
    expect(await call.refusals(FIND, { by: { areaCode } })).toEqual([{ code: 'NOT_FOUND', path: 'organization' }]);
  }
});

test('exactly one of the three ways is given', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { externalReference: 'S-1', areaCode: '500236001000' });
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });

  for (const by of [
    {},
    { id: null },
    { id: street.gid, externalReference: 'S-1' },
    { id: street.gid, areaCode: '500236001' },
    { id: street.gid, externalReference: 'S-1', areaCode: '500236001' },
  ]) {
    expect(await call.refusals(FIND, { by })).toEqual([{ code: 'BAD_USER_INPUT', path: 'organization' }]);
  }
  expect(await call.ask(FIND, { by: { id: street.gid, areaCode: null } })).toMatchObject({
    organization: { id: street.gid },
  });
});

test('absent, out of scope, of another tenant, of another type and malformed answer word for word alike', async () => {
  const tenant = await world.tenant();
  const other = await world.tenant();
  const mine = await tenant.add(tenant.root);
  const sibling = await tenant.add(tenant.root, { externalReference: 'sibling', areaCode: '500236002000' });
  const foreign = await other.add(other.root, { externalReference: 'foreign', areaCode: '500236003000' });
  const member = await tenant.member({ in: mine });
  const { call } = await tenant.actor({ role: 'VIEWER', at: mine });

  const ids = [
    'gid://sanlou/Organization/999999999',
    tenant.root.gid,
    sibling.gid,
    foreign.gid,
    member.gid,
    mine.id,
    '',
  ];
  const ways = [
    ...[...ids, 'gid://sanlou/Organization/0', 'gid://sanlou/Organization/9223372036854775808'].map((id) => ({ id })),
    ...['sibling', 'foreign', 'nothing', ''].map((externalReference) => ({ externalReference })),
    ...['500236002', '500236003', '500236004'].map((areaCode) => ({ areaCode })),
  ];
  const answers = await Promise.all(ways.map((by) => call.send(FIND, { by })));
  for (const answer of answers) {
    expect(answer).toMatchObject({
      status: 200,
      data: { organization: null },
      errors: [{ message: 'Not found.', path: ['organization'], extensions: { code: 'NOT_FOUND' } }],
    });
    expect(answer.errors).toEqual(answers[0]?.errors);
  }
});

test('nodes answers in the order of the ids, with null for what is absent, out of scope, another tenant’s or malformed', async () => {
  const tenant = await world.tenant();
  const other = await world.tenant();
  const [street, sibling] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const community = await tenant.add(street);
  const member = await tenant.member({ in: community });
  const { call } = await tenant.actor({ role: 'VIEWER', at: street });
  const NODES = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }`;
  const theStreet = { __typename: 'Organization', id: street.gid };

  const ids = [
    ...[community.gid, sibling.gid, member.gid, other.root.gid, street.gid, 'gid://sanlou/Organization/999999999'],
    ...['gid://sanlou/Nothing/1', 'rubbish', '', '\0', '\ud800', street.gid],
  ];
  expect(await call.ask(NODES, { ids })).toEqual({
    nodes: [
      { __typename: 'Organization', id: community.gid },
      null,
      { __typename: 'Membership', id: member.gid },
      null,
      theStreet,
      ...[null, null, null, null, null, null],
      theStreet,
    ],
  });
  expect(await call.ask(NODES, { ids: [] })).toEqual({ nodes: [] });
});

test('node answers one node, and NOT_FOUND in the place of any other', async () => {
  const tenant = await world.tenant();
  const [street, sibling] = [await tenant.add(tenant.root, { name: '永安街道' }), await tenant.add(tenant.root)];
  const { call } = await tenant.actor({ role: 'VIEWER', at: street });
  const NODE = `query ($id: ID!) { node(id: $id) { id ... on Organization { name level { code } } } }`;

  expect(await call.ask(NODE, { id: street.gid })).toEqual({
    node: { id: street.gid, name: '永安街道', level: { code: 'STREET' } },
  });
  for (const id of [sibling.gid, tenant.root.gid, 'rubbish', `gid://sanlou/Tenant/${tenant.id}`]) {
    expect(await call.refusals(NODE, { id })).toEqual([{ code: 'NOT_FOUND', path: 'node' }]);
  }
});

test('more than 100 ids are refused', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  const ids = Array<string>(101).fill(tenant.root.gid);

  expect(await call.refusals(`query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`, { ids })).toEqual([
    { code: 'BAD_USER_INPUT', path: 'nodes' },
  ]);
  const { nodes } = await call.ask<{ nodes: object[] }>(`query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`, {
    ids: ids.slice(1),
  });
  expect(nodes).toEqual(Array(100).fill({ id: tenant.root.gid }));
});
