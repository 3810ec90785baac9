import type { TestOrganization, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** A street of two communities; the first holds a branch with two buildings, the second nothing. */
async function street(tenant: TestTenant) {
  const top = await tenant.add(tenant.root, { name: 'street' });
  const north = await tenant.add(top, { name: 'north', sortOrder: 1 });
  const south = await tenant.add(top, { name: 'south', sortOrder: 2 });
  const branch = await tenant.add(north, { name: 'branch' });
  await tenant.add(branch, { name: '2号楼' });
  await tenant.add(branch, { name: '10号楼' });
  const { call } = await tenant.actor({ role: 'VIEWER', at: top });
  return { top, north, south, branch, call };
}

const buildings = [{ name: '2号楼' }, { name: '10号楼' }];

test('siblings stand by sort order, then area code, then name in Chinese order with numbers in sequence', async () => {
  const tenant = await world.tenant();
  const facts = [
    { name: '10号楼', sortOrder: 1 },
    { name: '中山', sortOrder: 1 },
    { name: '2号楼', sortOrder: 1 },
    { name: '北门', sortOrder: 1 },
    { name: '甲', sortOrder: 1, areaCode: '500236002000' },
    { name: '乙', sortOrder: 1, areaCode: '500236001000' },
    { name: '末', sortOrder: 2 },
    { name: '首', sortOrder: -1 },
  ];
  for (const each of facts) await tenant.add(tenant.root, each);
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });

  const { organization } = await call.ask<{ organization: { children: { name: string }[] } }>(
    `query ($id: ID!) { organization(by: { id: $id }) { children { name } } }`,
    { id: tenant.root.gid },
  );
  expect(organization.children.map(({ name }) => name)).toEqual([
    ...['首', '乙', '甲', '2号楼', '10号楼', '北门', '中山', '末'],
  ]);
});

test('children may be selected at two places of one operation with different depths', async () => {
  const tenant = await world.tenant();
  const { top, call } = await street(tenant);

  expect(
    await call.ask(
      `query ($id: ID!) {
        flat: organization(by: { id: $id }) { children { name } }
        deep: organization(by: { id: $id }) {
          children { name children { name children { name } } }
          again: children { children { name } }
          descendants(first: 1, maxDepth: 1) { nodes { name children { children { name } } } }
        }
      }`,
      { id: top.gid },
    ),
  ).toEqual({
    flat: { children: [{ name: 'north' }, { name: 'south' }] },
    deep: {
      children: [
        { name: 'north', children: [{ name: 'branch', children: buildings }] },
        { name: 'south', children: [] },
      ],
      again: [{ children: [{ name: 'branch' }] }, { children: [] }],
      descendants: { nodes: [{ name: 'north', children: [{ children: buildings }] }] },
    },
  });
});

test('fragments, inline fragments and aliases read as what they stand for', async () => {
  const tenant = await world.tenant();
  const { top, call } = await street(tenant);

  expect(
    await call.ask(
      `query ($id: ID!) { node(id: $id) { ...Branches ... on Organization { below: children { ... on Node { id } } } } }
      fragment Branches on Organization { communities: children { ...Named ... { branches: children { ...Buildings } } } }
      fragment Buildings on Organization { ...Named buildings: children { ...Named } twice: children { parent { name } } }
      fragment Named on Organization { name }`,
      { id: top.gid },
    ),
  ).toEqual({
    node: {
      communities: [
        {
          name: 'north',
          branches: [
            { name: 'branch', buildings, twice: [{ parent: { name: 'branch' } }, { parent: { name: 'branch' } }] },
          ],
        },
        { name: 'south', branches: [] },
      ],
      below: [{ id: expect.stringMatching(/^gid:/) }, { id: expect.stringMatching(/^gid:/) }],
    },
  });
});

test('@skip and @include decide how deep is read', async () => {
  const tenant = await world.tenant();
  const { north, call } = await street(tenant);
  const SKIPPING = `query ($id: ID!, $deep: Boolean!) { organization(by: { id: $id }) {
    children { name children @include(if: $deep) { name } ... @skip(if: $deep) { shallow: childCount } } } }`;

  expect(await call.ask(SKIPPING, { id: north.gid, deep: true })).toEqual({
    organization: { children: [{ name: 'branch', children: buildings }] },
  });
  expect(await call.ask(SKIPPING, { id: north.gid, deep: false })).toEqual({
    organization: { children: [{ name: 'branch', shallow: 2 }] },
  });
});

test('children of the parent of a child are read in their own right', async () => {
  const tenant = await world.tenant();
  const { branch, call } = await street(tenant);

  expect(
    await call.ask(
      `query ($id: ID!) { organization(by: { id: $id }) { children { parent { children { name } parent { children { name children { name } } } } } } }`,
      { id: branch.gid },
    ),
  ).toEqual({
    organization: {
      children: [1, 2].map(() => ({
        parent: { children: buildings, parent: { children: [{ name: 'branch', children: buildings }] } },
      })),
    },
  });
});

test('nodes that lie beneath one another each have their own children, whatever was read along', async () => {
  const tenant = await world.tenant();
  const { top, north, branch, call } = await street(tenant);
  const named = (organization: TestOrganization) => organization.gid;

  expect(
    await call.ask(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organization { name children { name children { name } } } } }`,
      { ids: [top, north, branch].map(named) },
    ),
  ).toEqual({
    nodes: [
      {
        name: 'street',
        children: [
          { name: 'north', children: [{ name: 'branch' }] },
          { name: 'south', children: [] },
        ],
      },
      { name: 'north', children: [{ name: 'branch', children: buildings }] },
      { name: 'branch', children: buildings.map((building) => ({ ...building, children: [] })) },
    ],
  });
});

test('all six levels come in one selection', async () => {
  const tenant = await world.tenant();
  const { branch } = await street(tenant);
  const [building] = await tenant.rows<{ id: string }>(`select id from organization where name = '2号楼'`);
  const floor = { level: 'FLOOR_HOUSEHOLD', name: '三楼' };
  await tenant.add({ ...branch, ...building, path: `${branch.path}/${building?.id}`, depth: 4 }, floor);
  const all = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  const selection = [1, 2, 3, 4, 5].reduceRight((inner) => `children { depth ${inner} }`, '');

  const { organization } = await all.call.ask<{ organization: object }>(
    `query ($id: ID!) { organization(by: { id: $id }) { depth ${selection} } }`,
    { id: tenant.root.gid },
  );
  const flatten = ({ depth, children = [] }: { depth?: number; children?: object[] }): unknown[] => [
    depth,
    ...children.flatMap(flatten),
  ];
  expect(flatten(organization)).toEqual([0, 1, 2, 3, 4, 5, 4, 2]);
});
