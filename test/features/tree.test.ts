import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

test('one nested selection of children reads the whole subtree in order', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { name: '永安街道' });
  const community = await tenant.add(street, { name: '羽声社区' });
  const branch = await tenant.add(community, { name: '巴蜀花园' });
  for (const name of ['10号楼', '2号楼', '1号楼']) await tenant.add(branch, { name });
  const { call } = await tenant.actor({ role: 'VIEWER', at: street });

  const answer = await call.send(
    `query ($id: ID!) { organization(by: { id: $id }) { name children { name children { name childCount children { name depth level { code } } } } } }`,
    { id: street.gid },
  );

  expect(answer).toMatchObject({
    status: 200,
    data: {
      organization: {
        name: '永安街道',
        children: [
          {
            name: '羽声社区',
            children: [
              {
                name: '巴蜀花园',
                childCount: 3,
                children: [
                  { name: '1号楼', depth: 4, level: { code: 'BUILDING_GROUP' } },
                  { name: '2号楼', depth: 4, level: { code: 'BUILDING_GROUP' } },
                  { name: '10号楼', depth: 4, level: { code: 'BUILDING_GROUP' } },
                ],
              },
            ],
          },
        ],
      },
    },
  });
});
