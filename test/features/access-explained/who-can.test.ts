import { World } from '../../setup/world';
import { noon } from './random-county';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: noon });
});
afterAll(() => world.close());

const WHO = `query ($nodeId: ID!, $permission: Permission!, $strictly: Boolean, $first: Int, $after: String, $last: Int, $before: String) {
  whoCan(nodeId: $nodeId, permission: $permission, strictly: $strictly, first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor startCursor }
    edges { cursor account { name } roles grants { organization { name } } isHeldAbove } } }`;
interface Answer {
  whoCan: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string; startCursor: string };
    edges: { cursor: string; account: { name: string } | null; roles: string[]; isHeldAbove: boolean }[];
  };
}

test('who administers a street learns who can there, and of those above him their roles alone', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { name: '永安街道' });
  const community = await tenant.add(street, { name: '羽声社区' });
  await tenant.actor(
    [
      { role: 'ORGANIZER', at: tenant.root },
      { role: 'VIEWER', at: street },
    ],
    tenant.root,
  );
  const integrator = await tenant.actor({ role: 'INTEGRATOR', at: street }, street);
  const secretary = await tenant.actor(
    [
      { role: 'ORGANIZER', at: community },
      { role: 'INTEGRATOR', at: tenant.root },
    ],
    community,
  );
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: street }, street);
  const suspended = await tenant.actor({ role: 'ORGANIZER', at: community }, community);
  await tenant.rows('update account set suspended_at = now() where id = $1', [suspended.id]);
  const { person } = await tenant.member({ in: community });

  const { whoCan } = await administrator.call.ask<Answer>(WHO, {
    nodeId: person.gid,
    permission: 'PERSON_WRITE',
    first: 10,
  });

  expect(whoCan.totalCount).toBe(3);
  expect(whoCan.edges.map(({ cursor: _cursor, ...edge }) => edge)).toEqual([
    { account: null, roles: ['ORGANIZER'], grants: [], isHeldAbove: true },
    {
      account: { name: integrator.name },
      roles: ['INTEGRATOR'],
      grants: [{ organization: { name: '永安街道' } }],
      isHeldAbove: false,
    },
    {
      account: { name: secretary.name },
      roles: ['ORGANIZER', 'INTEGRATOR'],
      grants: [{ organization: { name: '羽声社区' } }],
      isHeldAbove: true,
    },
  ]);
  const strictly = await administrator.call.ask<Answer>(WHO, {
    nodeId: community.gid,
    permission: 'PERSON_WRITE',
    strictly: true,
    first: 10,
  });
  expect(strictly.whoCan.edges.map(({ account, roles }) => [account?.name, roles])).toEqual([
    [undefined, ['ORGANIZER']],
    [integrator.name, ['INTEGRATOR']],
    [secretary.name, ['INTEGRATOR']],
  ]);
});

test('who may not read grants there is refused, and who does not see the node is told nothing', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const ask = async (role: string, at = street) =>
    (await tenant.actor({ role, at })).call.refusals(WHO, { nodeId: street.gid, permission: 'PERSON_READ', first: 1 });
  expect(await ask('VIEWER')).toEqual([{ code: 'FORBIDDEN', path: 'whoCan' }]);
  expect(await ask('AUDITOR')).toEqual([]);
  expect(await ask('ADMINISTRATOR', await tenant.add(tenant.root))).toEqual([{ code: 'NOT_FOUND', path: 'whoCan' }]);
});

test('the pages together are the whole list, from either end, while others are added', async () => {
  const tenant = await world.tenant();
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: tenant.root });
  const viewers: string[] = [];
  for (let made = 0; made < 5; made += 1) viewers.push((await tenant.actor({ role: 'VIEWER', at: tenant.root })).name);
  const page = async (args: object) =>
    (await administrator.call.ask<Answer>(WHO, { nodeId: tenant.root.gid, permission: 'GRID_READ', ...args })).whoCan;
  const names = ({ edges }: Answer['whoCan']) => edges.map(({ account }) => account?.name);

  const first = await page({ first: 3 });
  expect([names(first), first.totalCount, first.pageInfo.hasNextPage]).toEqual([
    [administrator.name, ...viewers.slice(0, 2)],
    6,
    true,
  ]);
  const late = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  const rest = await page({ first: 10, after: first.pageInfo.endCursor });
  expect([names(rest), rest.totalCount, rest.pageInfo.hasNextPage]).toEqual([
    [...viewers.slice(2), late.name],
    7,
    false,
  ]);
  const back = await page({ last: 2, before: rest.pageInfo.startCursor });
  expect([names(back), back.pageInfo.hasPreviousPage]).toEqual([viewers.slice(0, 2), true]);

  const other = { nodeId: tenant.root.gid, permission: 'POST_READ', first: 1, after: first.pageInfo.endCursor };
  expect(await administrator.call.refusals(WHO, other)).toEqual([{ code: 'BAD_USER_INPUT', path: 'whoCan' }]);
});

test('a page is one statement, whoever is on it', async () => {
  const tenant = await world.tenant();
  const auditor = await tenant.actor({ role: 'AUDITOR', at: tenant.root });
  const asking = (more: string) => `query ($id: ID!) { whoCan(nodeId: $id, permission: GRID_READ, first: 100) {
    ${more} edges { roles account { name } grants { role } isHeldAbove } } }`;
  const count = (counted: boolean) =>
    world.countStatements(() => auditor.call.ask(asking(counted ? 'totalCount' : ''), { id: tenant.root.gid }));
  const [request, node, door, page, accounts, grants, total] = [1, 1, 1, 1, 1, 1, 1];
  const statements = request + node + door + page + accounts + grants;
  expect(await count(false)).toBe(statements);
  for (let made = 0; made < 5; made += 1) await tenant.actor({ role: 'VIEWER', at: tenant.root });
  expect(await count(false)).toBe(statements);
  expect(await count(true)).toBe(statements + total);
});
