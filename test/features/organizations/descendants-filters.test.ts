import type { TestOrganization, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const FILTERED = `query ($id: ID!, $maxDepth: Int, $level: String, $kind: String, $search: String) {
  organization(by: { id: $id }) { descendants(first: 100, maxDepth: $maxDepth, level: $level, kind: $kind, search: $search) {
    totalCount nodes { name } } } }`;

/** Asks for the names that pass a filter, of what lies beneath one organization. */
async function filtering(tenant: TestTenant, root: TestOrganization) {
  const { call } = await tenant.actor({ role: 'VIEWER', at: root });
  return {
    call,
    async names(filter: object): Promise<string[]> {
      const { organization } = await call.ask<{
        organization: { descendants: { totalCount: number; nodes: { name: string }[] } };
      }>(FILTERED, { id: root.gid, ...filter });
      const { totalCount, nodes } = organization.descendants;
      expect(totalCount).toBe(nodes.length);
      return nodes.map(({ name }) => name);
    },
  };
}

test('level, kind and depth narrow the list, together and alone', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { name: 'street', kind: 'STREET' });
  const town = await tenant.add(tenant.root, { name: 'town', kind: 'TOWN' });
  const community = await tenant.add(street, { name: 'community', kind: 'COMMUNITY' });
  await tenant.add(town, { name: 'village', kind: 'VILLAGE' });
  await tenant.add(community, { name: 'branch' });
  const { names } = await filtering(tenant, tenant.root);

  expect(await names({ level: 'STREET' })).toEqual(['street', 'town']);
  expect(await names({ level: 'STREET', kind: 'TOWN' })).toEqual(['town']);
  expect(await names({ kind: 'VILLAGE' })).toEqual(['village']);
  expect(await names({ kind: 'town' })).toEqual([]);
  expect(await names({ maxDepth: 1 })).toEqual(['street', 'town']);
  expect(await names({ maxDepth: 2, level: 'COMMUNITY' })).toEqual(['community', 'village']);
  expect(await names({ maxDepth: 1, level: 'COMMUNITY' })).toEqual([]);
  expect(await names({ maxDepth: 2_147_483_647 })).toEqual(['street', 'community', 'branch', 'town', 'village']);
  expect(await names({ level: 'COUNTY' })).toEqual([]);
  expect(await names({ level: null, kind: null, maxDepth: null, search: null })).toHaveLength(5);
});

test('depth is counted from the organization, not from the root', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const community = await tenant.add(street, { name: 'community' });
  await tenant.add(await tenant.add(community, { name: 'branch' }), { name: 'building' });
  const { names } = await filtering(tenant, street);

  expect(await names({ maxDepth: 1 })).toEqual(['community']);
  expect(await names({ maxDepth: 2 })).toEqual(['community', 'branch']);
});

test('a search finds part of the name, of the short name, of their pinyin in full or by initials', async () => {
  const tenant = await world.tenant();
  await tenant.add(tenant.root, { name: '羽声社区' });
  await tenant.add(tenant.root, { name: '中共奉节县永安街道工作委员会', shortName: '永安' });
  await tenant.add(tenant.root, { name: '绿洲 Garden' });
  const { names } = await filtering(tenant, tenant.root);

  for (const search of ['羽声', '声社', 'yssq', 'YSSQ', 'yushengshequ', 'shengshe', '  羽声社区  ']) {
    expect([search, await names({ search })]).toEqual([search, ['羽声社区']]);
  }
  for (const search of ['街道', 'yongan', 'zgfjxyajd', '永安']) {
    expect([search, await names({ search })]).toEqual([search, ['中共奉节县永安街道工作委员会']]);
  }
  for (const search of ['garden', 'GARDEN', 'lvzhou', 'lz']) {
    expect([search, await names({ search })]).toEqual([search, ['绿洲 Garden']]);
  }
  expect(await names({ search: '无' })).toEqual([]);
  expect(await names({ search: 'yssq', level: 'COMMUNITY' })).toEqual([]);
});

test('what a search matches lies within one name or spelling, never across two', async () => {
  const tenant = await world.tenant();
  await tenant.add(tenant.root, { name: '羽声社区' });
  const { names } = await filtering(tenant, tenant.root);

  expect(await names({ search: 'yssq羽声' })).toEqual([]);
  expect(await names({ search: 'yushengshequyssq' })).toEqual([]);
});

test('percent, underscore, backslash and quotes mean themselves', async () => {
  const tenant = await world.tenant();
  for (const name of ['100% club', 'a_b', 'c\\d', "e'f", 'plain']) await tenant.add(tenant.root, { name });
  const { names } = await filtering(tenant, tenant.root);

  expect(await names({ search: '%' })).toEqual(['100% club']);
  expect(await names({ search: '_' })).toEqual(['a_b']);
  expect(await names({ search: '\\' })).toEqual(['c\\d']);
  expect(await names({ search: "'" })).toEqual(["e'f"]);
  expect(await names({ search: 'p%n' })).toEqual([]);
});

test('a renamed organization is found by its new name only', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { name: '羽声社区' });
  const { names } = await filtering(tenant, tenant.root);
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const renamed = await organizer.call.ask(
    `mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { userErrors { code } } }`,
    { input: { id: street.gid, name: '夔州街道', shortName: '夔州' } },
  );

  expect(renamed).toEqual({ updateOrganization: { userErrors: [] } });
  expect(await names({ search: 'yssq' })).toEqual([]);
  expect(await names({ search: 'kzjd' })).toEqual(['夔州街道']);
});

test('a filter that cannot be is refused', async () => {
  const tenant = await world.tenant();
  await tenant.add(tenant.root, { name: 'street' });
  const { call } = await filtering(tenant, tenant.root);

  for (const filter of [
    { level: 'NOWHERE' },
    { level: 'street' },
    { level: '\0' },
    { kind: 'STREET\0' },
    { maxDepth: 0 },
    { maxDepth: -1 },
    { search: '' },
    { search: '   ' },
    { search: 'x'.repeat(101) },
    { search: '\ud800' },
    { search: 'a\0b' },
    { search: '羽声社区\nyusheng' },
  ]) {
    expect([filter, await call.refusals(FILTERED, { id: tenant.root.gid, ...filter })]).toEqual([
      filter,
      [{ code: 'BAD_USER_INPUT', path: 'organization.descendants' }],
    ]);
  }
});
