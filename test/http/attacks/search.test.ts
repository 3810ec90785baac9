import { expectWell, ground, type Ground } from './ground';

let on: Ground;
beforeAll(async () => {
  on = await ground();
});
afterEach(() => expectWell(on));
afterAll(() => on.world.close());

const query =
  'query ($id: ID!, $s: String) { organization(by: { id: $id }) { descendants(first: 10, search: $s) { totalCount nodes { name } } } }';
const strange = '100%_\\d+.*[a-z](';

interface Found {
  organization: { descendants: { totalCount: number; nodes: { name: string }[] } };
}

async function find(search: string): Promise<string[]> {
  const { organization } = await on.viewer.call.ask<Found>(query, { id: on.tenant.root.gid, s: search });
  expect(organization.descendants.totalCount).toBe(organization.descendants.nodes.length);
  return organization.descendants.nodes.map(({ name }) => name);
}

test.each(['%', '_', '\\', '.*', '[a-z]', '(', '\\d+', '100%_\\', '100%_\\D+.*[A-Z]('])(
  '%s is found where it stands, and nowhere else',
  async (search) => {
    expect(await find(search)).toEqual([strange]);
  },
);

test.each([
  'e%t',
  'e_st',
  'e.st',
  '^east$',
  'east|west',
  '(a+)+$',
  "' or ''='",
  "east'; drop table organization; --",
  '$1',
  ':1',
  '\\\\',
  '%%',
])('%s stands for nothing else', async (search) => {
  expect(await find(search)).toEqual([]);
});

test('what is honest is still found', async () => {
  expect((await find('st')).toSorted()).toEqual(['east', 'west']);
});

test('a search has an end', async () => {
  const { errors } = await on.viewer.call.send(query, { id: on.tenant.root.gid, s: 'a'.repeat(101) });
  expect(errors?.map(({ extensions, path }) => [extensions.code, path])).toEqual([
    ['BAD_USER_INPUT', ['organization', 'descendants']],
  ]);
});
