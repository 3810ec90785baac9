import fc from 'fast-check';
import { permissions, rolesWith, type Permission } from '../../../src/access/permission';
import type { Caller } from '../../setup/api';
import { World } from '../../setup/world';
import { build, giving, holdsAt, noon, plans, type County, type ModelAccount, type ModelNode } from './random-county';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: noon });
});
afterAll(() => world.close());

const nameOf = (permission: Permission) => permission.toUpperCase().replace(':', '_');
const explainOne = (account: ModelAccount, node: ModelNode, permission: Permission, strictly: boolean, index: number) =>
  `q${index}: explainAccess(accountId: "${account.actor.gid}", nodeId: "${node.gid}", permission: ${nameOf(permission)}, strictly: ${strictly}) {
    isAllowed isComplete proofs { grant { id } } missing { reason } }`;
const whoOne = (node: ModelNode, permission: Permission, strictly: boolean, index: number) =>
  `w${index}: whoCan(nodeId: "${node.gid}", permission: ${nameOf(permission)}, strictly: ${strictly}, first: 100) {
    totalCount edges { account { id } roles grants { id } isHeldAbove } }`;

interface Explained {
  isAllowed: boolean;
  isComplete: boolean;
  proofs: { grant: { id: string } }[];
  missing: { reason: string }[];
}
interface Who {
  totalCount: number;
  edges: { account: { id: string } | null; roles: string[]; grants: { id: string }[]; isHeldAbove: boolean }[];
}

/** What the operations answer to the account itself: refused exactly where it is not allowed. */
const operations: Readonly<Record<string, [Permission, boolean, (id: string) => string]>> = {
  Person: ['person:write', false, (id) => `updatePerson(input: { id: "${id}", expectedVersion: 0 })`],
  Organization: [
    'organization:write',
    true,
    (id) => `moveOrganization(input: { id: "${id}", newParentId: "${id}", expectedVersion: 0 })`,
  ],
  Post: ['post:write', false, (id) => `abolishPost(input: { postId: "${id}", expectedVersion: 0 })`],
  Grant: ['grant:write', true, (id) => `revokeRole(input: { grantId: "${id}" })`],
};

test('in random counties explanations and lists are what a naive model says, for an auditor of all and for one of a part', async () => {
  await fc.assert(
    fc.asyncProperty(
      plans,
      fc.array(fc.nat(10_000), { minLength: 12, maxLength: 12, size: 'max' }),
      async (plan, draws) => {
        const county = await build(world, plan);
        const whole = await county.tenant.actor({ role: 'AUDITOR', at: county.tenant.root });
        const part = county.organizations[1] as County['organizations'][number];
        const partial = await county.tenant.actor({ role: 'AUDITOR', at: part });
        county.accounts.push(
          { actor: whole, home: county.tenant.root, isSuspended: false, grants: await held(county, whole.id) },
          { actor: partial, home: county.tenant.root, isSuspended: false, grants: await held(county, partial.id) },
        );
        await compare(county, whole.call, draws, () => true, whole.gid);
        await compare(county, partial.call, draws, (path) => `${path}/`.startsWith(`${part.path}/`), partial.gid);
        await agree(county, whole.call);
      },
    ),
    { numRuns: 6, endOnFailure: true },
  );
}, 180_000);

/** The one grant of an auditor, as the model has it. */
async function held({ tenant, organizations }: County, accountId: string): Promise<ModelAccount['grants']> {
  const rows = await tenant.rows<{ id: string; at: string }>(
    'select id, organization_id as at from role_grant where account_id = $1',
    [accountId],
  );
  return rows.map(({ id, at }) => {
    const place = organizations.find((each) => each.id === at) as County['organizations'][number];
    return {
      id,
      gid: `gid://sanlou/Grant/${id}`,
      role: rolesWith('audit:read')[0] as never,
      at: place,
      roots: [place],
      holds: true,
    };
  });
}

async function compare(
  { nodes, accounts }: County,
  call: Caller,
  draws: readonly number[],
  isSeen: (path: string) => boolean,
  self: string,
): Promise<void> {
  const asked = draws.map((draw, index) => ({
    node: nodes.filter(({ home }) => isSeen(home.path))[
      draw % nodes.filter(({ home }) => isSeen(home.path)).length
    ] as ModelNode,
    account: accounts.filter(({ home, actor }) => isSeen(home.path) || actor.gid === self)[
      draw % accounts.filter(({ home, actor }) => isSeen(home.path) || actor.gid === self).length
    ] as ModelAccount,
    permission: permissions[draw % permissions.length] as Permission,
    strictly: index % 3 === 0,
    index,
  }));
  const text = asked.flatMap(({ node, account, permission, strictly, index }) => [
    explainOne(account, node, permission, strictly, index),
    whoOne(node, permission, strictly, index),
  ]);
  const answer = await call.ask<Record<string, Explained & Who>>(`{ ${text.join(' ')} }`);
  for (const { node, account, permission, strictly, index } of asked) {
    const given = giving(account, permission, node.home, strictly);
    const seen = given.filter(({ at }) => isSeen(at.path));
    const isAllowed = holdsAt(account, permission, node.home, strictly);
    const explained = answer[`q${index}`] as Explained;
    expect([permission, strictly, explained.isAllowed]).toEqual([permission, strictly, isAllowed]);
    expect(explained.proofs.map(({ grant }) => grant.id).sort()).toEqual(
      isAllowed ? seen.map(({ gid }) => gid).sort() : [],
    );
    if (isAllowed) expect([explained.isComplete, explained.missing]).toEqual([seen.length === given.length, []]);
    else if (explained.isComplete) expect(explained.missing).not.toEqual([]);

    const holders = accounts.filter((each) => holdsAt(each, permission, node.home, strictly));
    const who = answer[`w${index}`] as Who;
    expect(who.totalCount).toBe(holders.length);
    expect(who.edges.map(({ roles: _roles, ...edge }) => edge)).toEqual(
      holders
        .toSorted((left, right) => Number(left.actor.id) - Number(right.actor.id))
        .map((holder) => {
          const all = giving(holder, permission, node.home, strictly);
          const told = all.filter(({ at }) => isSeen(at.path));
          const isNamed = isSeen(holder.home.path) || holder.actor.gid === self;
          return {
            account: isNamed ? { id: holder.actor.gid } : null,
            grants: told.map(({ gid }) => ({ id: gid })),
            isHeldAbove: told.length < all.length,
          };
        }),
    );
  }
}

/** What is explained is what happens: each account tries one operation on some nodes that it sees. */
async function agree({ nodes, accounts }: County, auditor: Caller): Promise<void> {
  for (const account of accounts.filter(({ isSuspended }) => !isSuspended)) {
    const { call } = account.actor;
    const { nodes: seen } = await call.ask<{ nodes: ({ id: string } | null)[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids: nodes.map(({ gid }) => gid) },
    );
    for (const [type, [permission, strictly, operation]] of Object.entries(operations)) {
      const node = nodes.find((each, index) => each.type === type && seen[index]);
      if (!node) continue;
      const told = await auditor.ask<{ q0: Explained }>(`{ ${explainOne(account, node, permission, strictly, 0)} }`);
      const { errors } = await call.send(`mutation { ${operation(node.gid)} { userErrors { code } } }`);
      expect([type, errors?.map(({ extensions }) => extensions.code)]).toEqual([
        type,
        told.q0.isAllowed ? undefined : ['FORBIDDEN'],
      ]);
    }
  }
}
