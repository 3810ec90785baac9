import type { Caller } from '../../setup/api';
import type { TestActor, TestOrganization } from '../../setup/tenant';
import { World } from '../../setup/world';
import { noon, today } from './random-county';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: noon });
});
afterAll(() => world.close());

const EXPLAIN = `query ($accountId: ID!, $nodeId: ID!, $permission: Permission!, $strictly: Boolean) {
  explainAccess(accountId: $accountId, nodeId: $nodeId, permission: $permission, strictly: $strictly) {
    account { name } node { id } organization { name } permission isAllowed isComplete
    proofs { grant { id } role organization { name } depth viaGrid { name } rule }
    missing { reason grant { id } roles message } } }`;

interface Explanation {
  isAllowed: boolean;
  isComplete: boolean;
  proofs: { grant: { id: string } }[];
  missing: { reason: string; grant: { id: string } | null; roles: string[]; message: string }[];
}

async function explain(
  call: Caller,
  account: { gid: string },
  node: { gid: string },
  permission: string,
  strictly = false,
): Promise<Explanation> {
  const variables = { accountId: account.gid, nodeId: node.gid, permission, strictly };
  return (await call.ask<{ explainAccess: Explanation }>(EXPLAIN, variables)).explainAccess;
}

/** A street with a community, and who administers the county. */
async function county() {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { name: '永安街道' });
  const community = await tenant.add(street, { name: '羽声社区' });
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: tenant.root });
  const grantsOf = async ({ id }: TestActor) =>
    (
      await tenant.rows<{ gid: string }>(
        `select 'gid://sanlou/Grant/' || id as gid from role_grant where account_id = $1 order by id`,
        [id],
      )
    ).map(({ gid }) => gid);
  return { tenant, street, community, administrator, grantsOf };
}

test('a proof leads from the grant over the distance to the rule, in the language of who asks', async () => {
  const { tenant, street, community, administrator, grantsOf } = await county();
  const secretary = await tenant.actor({ role: 'ORGANIZER', at: street }, street);
  const { person } = await tenant.member({ in: community });
  const [grant] = await grantsOf(secretary);
  const wanted = (rule: string) => ({
    account: { name: secretary.name },
    node: { id: person.gid },
    organization: { name: '羽声社区' },
    permission: 'PERSON_WRITE',
    isAllowed: true,
    isComplete: true,
    proofs: [
      { grant: { id: grant }, role: 'ORGANIZER', organization: { name: '永安街道' }, depth: 1, viaGrid: null, rule },
    ],
    missing: [],
  });
  expect(await explain(administrator.call, secretary, person, 'PERSON_WRITE')).toEqual(
    wanted(
      'ORGANIZER at “永安街道”. “羽声社区” lies 1 level beneath “永安街道”. ORGANIZER allows person:write there and in all that lies beneath.',
    ),
  );
  const chinese = administrator.call.with({ 'accept-language': 'zh-CN' });
  expect(await explain(chinese, secretary, person, 'PERSON_WRITE')).toEqual(
    wanted(
      '在“永安街道”担任 ORGANIZER；“羽声社区”位于“永安街道”之下第 1 级；ORGANIZER 在该处及其下级拥有 person:write。',
    ),
  );
});

test('a grant that is kept to a grid reaches from the building group that the grid covers', async () => {
  const { tenant, community, administrator } = await county();
  const branch = await tenant.add(community, { name: '党支部' });
  const [covered, other] = [await tenant.add(branch, { name: '1号楼' }), await tenant.add(branch, { name: '2号楼' })];
  const grid = await tenant.grid(branch, [covered]);
  const worker = await tenant.actor({ role: 'GRID_WORKER', at: branch, gridId: grid.id }, branch);
  const [{ name } = { name: '' }] = await tenant.rows<{ name: string }>('select name from grid where id = $1', [
    grid.id,
  ]);

  const inside = await explain(administrator.call, worker, covered, 'PERSON_CONTACT');
  expect(inside).toMatchObject({
    isAllowed: true,
    proofs: [
      {
        depth: 0,
        viaGrid: { name },
        organization: { name: '党支部' },
        rule: `GRID_WORKER at “党支部”, kept to the grid “${name}”, which covers “1号楼”. “1号楼” is that very place. GRID_WORKER allows person:contact there and in all that lies beneath.`,
      },
    ],
  });
  for (const place of [other, branch]) {
    const outside = await explain(administrator.call, worker, place, 'PERSON_CONTACT');
    expect([outside.isAllowed, outside.missing.map(({ reason }) => reason)]).toEqual([false, ['OUTSIDE_GRID']]);
  }
});

interface Given {
  role: string;
  at: 'street' | 'community' | 'beside';
  startsOn?: string;
  endsOn?: string;
  isRevoked?: boolean;
}
type Case = [reason: string, given: Given[], strictly: boolean, roles: string[], message: string];

const writing = ['ORGANIZER', 'INTEGRATOR'];
const cases: Case[] = [
  ['NO_GRANT', [], false, writing, 'It has no grant of any use here. It takes one of ORGANIZER, INTEGRATOR.'],
  [
    'NO_GRANT',
    [{ role: 'VIEWER', at: 'beside' }],
    false,
    writing,
    'It has no grant of any use here. It takes one of ORGANIZER, INTEGRATOR.',
  ],
  [
    'GRANT_NOT_YET',
    [{ role: 'ORGANIZER', at: 'street', startsOn: '2020-07-01' }],
    false,
    [],
    'ORGANIZER at “永安街道” has not begun yet.',
  ],
  [
    'GRANT_ENDED',
    [{ role: 'ORGANIZER', at: 'street', endsOn: today }],
    false,
    [],
    'ORGANIZER at “永安街道” has ended.',
  ],
  [
    'GRANT_REVOKED',
    [{ role: 'ORGANIZER', at: 'street', isRevoked: true }],
    false,
    [],
    'ORGANIZER at “永安街道” was taken back.',
  ],
  [
    'ROLE_LACKS_PERMISSION',
    [{ role: 'VIEWER', at: 'street' }],
    false,
    writing,
    'VIEWER at “永安街道” reaches here and does not allow it. It takes one of ORGANIZER, INTEGRATOR.',
  ],
  ['OTHER_PLACE', [{ role: 'ORGANIZER', at: 'beside' }], false, [], 'ORGANIZER at “鱼复街道” does not reach here.'],
  [
    'AT_NOT_ABOVE',
    [{ role: 'ORGANIZER', at: 'community' }],
    true,
    [],
    'ORGANIZER at “羽声社区” is held at this very place; it has to be held above.',
  ],
];

test.each(cases)('%s is what is missing with %j', async (reason, given, strictly, roles, message) => {
  const { tenant, street, community, administrator, grantsOf } = await county();
  const places = { street, community, beside: await tenant.add(tenant.root, { name: '鱼复街道' }) };
  const account = await tenant.actor([], street);
  for (const { role, at, startsOn, endsOn, isRevoked } of given) {
    const grant = await tenant.grant(account.id, { role, at: places[at], startsOn, endsOn });
    if (isRevoked) await tenant.rows('update role_grant set revoked_at = $2 where id = $1', [grant.id, noon()]);
  }
  const [grant] = reason === 'NO_GRANT' ? [] : await grantsOf(account);

  const answer = await explain(administrator.call, account, community, 'PERSON_WRITE', strictly);

  expect(answer).toMatchObject({ isAllowed: false, isComplete: true, proofs: [] });
  expect(answer.missing).toEqual([{ reason, grant: grant ? { id: grant } : null, roles, message }]);
});

test('a suspended account may nothing, and what else is missing is told as well', async () => {
  const { tenant, street, community, administrator } = await county();
  const suspended = await tenant.actor({ role: 'VIEWER', at: street }, street);
  await tenant.rows('update account set suspended_at = now() where id = $1', [suspended.id]);
  const told = async (permission: string) => {
    const { isAllowed, missing } = await explain(administrator.call, suspended, community, permission);
    return [isAllowed, missing.map(({ reason, message }) => `${reason}: ${message}`)];
  };
  expect(await told('PERSON_READ')).toEqual([false, ['ACCOUNT_SUSPENDED: The account is suspended.']]);
  expect(await told('POST_WRITE')).toEqual([
    false,
    [
      'ACCOUNT_SUSPENDED: The account is suspended.',
      'ROLE_LACKS_PERMISSION: VIEWER at “永安街道” reaches here and does not allow it. It takes one of ORGANIZER.',
    ],
  ]);
});

test('a grant beside or above who asks is not told, only that something is left out', async () => {
  const { tenant, street, community } = await county();
  const beside = await tenant.add(tenant.root, { name: '隔壁街道' });
  const asker = await tenant.actor({ role: 'ADMINISTRATOR', at: street });
  const above = await tenant.actor({ role: 'ORGANIZER', at: tenant.root }, community);
  const elsewhere = await tenant.actor({ role: 'ORGANIZER', at: beside }, community);

  const allowed = await explain(asker.call, above, community, 'PERSON_WRITE');
  expect(allowed).toMatchObject({ isAllowed: true, isComplete: false, proofs: [], missing: [] });
  const refused = await explain(asker.call, elsewhere, community, 'PERSON_WRITE');
  expect(refused).toMatchObject({ isAllowed: false, isComplete: false, proofs: [], missing: [] });
});

test('everyone may ask about himself; about others whoever may read grants of the account or of the place', async () => {
  const { tenant, street, community } = await county();
  const viewer = await tenant.actor({ role: 'VIEWER', at: street }, tenant.root);
  expect(await explain(viewer.call, viewer, community, 'PERSON_READ')).toMatchObject({
    isAllowed: true,
    isComplete: true,
  });
  expect(await explain(viewer.call, viewer, community, 'PERSON_WRITE')).toMatchObject({
    isAllowed: false,
    missing: [{ reason: 'ROLE_LACKS_PERMISSION' }],
  });

  const refusals = async ({ call }: TestActor, account: { gid: string }, node: TestOrganization) =>
    call.refusals(EXPLAIN, { accountId: account.gid, nodeId: node.gid, permission: 'PERSON_READ' });
  const hidden = [{ code: 'NOT_FOUND', path: 'explainAccess' }];
  const neighbour = await tenant.actor({ role: 'ADMINISTRATOR', at: await tenant.add(tenant.root) });
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  expect(await refusals(viewer, viewer, tenant.root)).toEqual(hidden);
  expect(await refusals(neighbour, viewer, community)).toEqual(hidden);
  expect(await refusals(organizer, viewer, community)).toEqual(hidden);
  expect(await refusals(await tenant.actor({ role: 'AUDITOR', at: tenant.root }), viewer, community)).toEqual([]);
});

test('an explanation takes as many statements for one grant as for many', async () => {
  const { tenant, street, community, administrator } = await county();
  const ask = async (roles: string[]) => {
    const account = await tenant.actor(
      roles.map((role) => ({ role, at: street })),
      community,
    );
    return world.countStatements(() => explain(administrator.call, account, community, 'PERSON_WRITE'));
  };
  const one = await ask(['ORGANIZER']);
  expect(await ask(['ORGANIZER', 'INTEGRATOR', 'VIEWER', 'AUDITOR'])).toBe(one);
  const [request, account, node, door, actor, decision, grants, above, seen, names] = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
  expect(one).toBe(request + account + node + door + actor + decision + grants + above + seen + names);
});
