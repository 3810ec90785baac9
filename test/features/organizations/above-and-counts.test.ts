import { World } from '../../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const ABOVE = `query ($id: ID!) { organization(by: { id: $id }) { depth parent { name } ancestors { name depth } } }`;
const COUNTS = `query ($id: ID!) { organization(by: { id: $id }) { hasChildren childCount descendantCount } }`;

test('ancestors come root first and, as the parent, are cut at the edge of what the viewer may read', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { name: 'street' });
  const community = await tenant.add(street, { name: 'community' });
  const branch = await tenant.add(community, { name: 'branch' });
  const county = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  const edge = await tenant.actor({ role: 'VIEWER', at: community });
  const root = { name: tenant.root.name, depth: 0 };

  expect(await county.call.ask(ABOVE, { id: branch.gid })).toEqual({
    organization: {
      depth: 3,
      parent: { name: 'community' },
      ancestors: [root, { name: 'street', depth: 1 }, { name: 'community', depth: 2 }],
    },
  });
  expect(await county.call.ask(ABOVE, { id: tenant.root.gid })).toEqual({
    organization: { depth: 0, parent: null, ancestors: [] },
  });
  expect(await edge.call.ask(ABOVE, { id: branch.gid })).toEqual({
    organization: { depth: 3, parent: { name: 'community' }, ancestors: [{ name: 'community', depth: 2 }] },
  });
  expect(await edge.call.ask(ABOVE, { id: community.gid })).toEqual({
    organization: { depth: 2, parent: null, ancestors: [] },
  });
});

test('ancestors of many nodes are each their own', async () => {
  const tenant = await world.tenant();
  const [east, west] = [
    await tenant.add(tenant.root, { name: 'east' }),
    await tenant.add(tenant.root, { name: 'west' }),
  ];
  const [inEast, inWest] = [await tenant.add(east), await tenant.add(west)];
  const { call } = await tenant.actor([east, west].map((at) => ({ role: 'VIEWER', at })));

  expect(
    await call.ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organization { ancestors { name } } } }`, {
      ids: [inWest.gid, east.gid, inEast.gid],
    }),
  ).toEqual({ nodes: [{ ancestors: [{ name: 'west' }] }, { ancestors: [] }, { ancestors: [{ name: 'east' }] }] });
});

test('children and descendants are counted, dissolved ones not', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const community = await tenant.add(street);
  await tenant.add(street, { dissolvedOn: '2020-01-01' });
  const branch = await tenant.add(community, { dissolvedOn: '2020-01-01' });
  const building = await tenant.add(await tenant.add(community));
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });

  const countsOf = async (id: string) => (await call.ask<{ organization: object }>(COUNTS, { id })).organization;
  expect(await countsOf(tenant.root.gid)).toEqual({ hasChildren: true, childCount: 1, descendantCount: 4 });
  expect(await countsOf(street.gid)).toEqual({ hasChildren: true, childCount: 1, descendantCount: 3 });
  expect(await countsOf(community.gid)).toEqual({ hasChildren: true, childCount: 1, descendantCount: 2 });
  expect(await countsOf(building.gid)).toEqual({ hasChildren: false, childCount: 0, descendantCount: 0 });
  expect(await countsOf(branch.gid)).toEqual({ hasChildren: false, childCount: 0, descendantCount: 0 });
});

test('a dissolved organization is not listed, but answers by every key with its dates to those above its place', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const facts = { establishedOn: '2019-05-01', dissolvedOn: '2020-03-01' };
  const closed = await tenant.add(street, { ...facts, externalReference: 'closed', areaCode: '500236001007' });
  const { call } = await tenant.actor({ role: 'VIEWER', at: street });
  const stranger = await tenant.actor({ role: 'VIEWER', at: await tenant.add(tenant.root) });
  const BY = `query ($by: OrganizationBy!) { organization(by: $by) { id establishedOn dissolvedOn parent { id } } }`;

  for (const by of [{ id: closed.gid }, { externalReference: 'closed' }, { areaCode: '500236001007' }]) {
    expect(await call.ask(BY, { by })).toEqual({
      organization: { id: closed.gid, ...facts, parent: { id: street.gid } },
    });
    expect(await stranger.call.refusals(BY, { by })).toEqual([{ code: 'NOT_FOUND', path: 'organization' }]);
  }
  expect(await call.ask(`query ($id: ID!) { node(id: $id) { id } }`, { id: closed.gid })).toEqual({
    node: { id: closed.gid },
  });
  expect(
    await call.ask(
      `query ($id: ID!) { organization(by: { id: $id }) { children { id } descendants(first: 9) { totalCount nodes { id } } } }`,
      { id: street.gid },
    ),
  ).toEqual({ organization: { children: [], descendants: { totalCount: 0, nodes: [] } } });
});

test('the roots of a viewer are listed, a dissolved one among his grants not', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const closed = await tenant.add(tenant.root, { dissolvedOn: '2020-03-01' });
  const within = await tenant.add(street);
  const { call } = await tenant.actor([closed, within, street].map((at) => ({ role: 'VIEWER', at })));

  expect(await call.ask(`{ viewer { roots { id children { id } } } }`)).toEqual({
    viewer: { roots: [{ id: street.gid, children: [{ id: within.gid }] }] },
  });
});
