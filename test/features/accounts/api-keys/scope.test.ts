import fc from 'fast-check';
import { makeApiKey } from '../../../../src/access/api-key';
import { hashKey } from '../../../../src/access/key-hash';
import type { TestOrganization, TestTenant } from '../../../setup/tenant';
import { World } from '../../../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const roles = ['ADMINISTRATOR', 'ORGANIZER', 'INTEGRATOR', 'GRID_WORKER'] as const;
const place = fc.nat(30);
/** The organization above each of the others, grants with the places of a grid where there is one, and scopes of keys. */
const county = fc.record({
  parents: fc.array(place, { minLength: 4, maxLength: 12 }),
  grants: fc.array(
    fc.record({
      role: fc.constantFrom(...roles),
      at: place,
      covers: fc.option(fc.array(place, { maxLength: 3 }), { nil: undefined }),
      endsOn: fc.constantFrom(undefined, '2021-01-01'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  keys: fc.array(fc.record({ role: fc.option(fc.constantFrom(...roles)), at: place }), { minLength: 3, maxLength: 5 }),
});
type County = typeof county extends fc.Arbitrary<infer Value> ? Value : never;

/** The tree as a list of parents: each organization stands beneath one that comes before it. */
function treeOf({ parents }: County) {
  const above = [undefined, ...parents.map((parent, index) => parent % (index + 1))];
  const isBeneath = (index: number | undefined, root: number): boolean =>
    index !== undefined && (index === root || isBeneath(above[index], root));
  const subtree = (root: number) => above.flatMap((_parent, index) => (isBeneath(index, root) ? [index] : []));
  return { above, subtree, at: (place: number) => place % above.length };
}

/** A building group lies in one grid at the most, so each is covered once. */
function gridsOf({ grants }: County, at: (place: number) => number): (number[] | undefined)[] {
  const taken = new Set<number>();
  return grants.map(({ role, covers }) => {
    if (role !== 'GRID_WORKER' || !covers) return undefined;
    const fresh = [...new Set(covers.map(at))].filter((index) => !taken.has(index));
    fresh.forEach((index) => taken.add(index));
    return fresh;
  });
}

/** What a key reads, naively: what each grant reaches, cut with what lies beneath the place of the key. */
function readable(facts: County, key: County['keys'][number]): number[] {
  const { subtree, at } = treeOf(facts);
  const grids = gridsOf(facts, at);
  const beneathKey = new Set(subtree(at(key.at)));
  const reached = facts.grants.flatMap((grant, index) => {
    if (grant.endsOn !== undefined || (key.role !== null && key.role !== grant.role)) return [];
    const beneathGrant = subtree(at(grant.at));
    const grid = grids[index];
    if (!grid) return beneathGrant;
    return grid.filter((root) => beneathGrant.includes(root)).flatMap(subtree);
  });
  return [...new Set(reached)].filter((index) => beneathKey.has(index)).sort((left, right) => left - right);
}

test('what a key reads is what the grants of its account and its scope have in common', async () => {
  const sizes = new Set<number>();
  await fc.assert(
    fc.asyncProperty(county, async (facts) => {
      const { tenant, places, secrets } = await build(facts);
      for (const [index, key] of facts.keys.entries()) {
        const expected = readable(facts, key).map((each) => (places[each] as TestOrganization).gid);
        sizes.add(expected.length);
        expect(await readThrough(secrets[index] ?? '', places)).toEqual({
          byId: expected,
          byRoots: [...expected].sort(),
        });
      }
      expect(tenant.id).toMatch(/^\d+$/);
    }),
    { numRuns: 25 },
  );
  // Some keys read nothing, and some several.
  expect(sizes.has(0) && sizes.size > 3).toBe(true);
}, 120_000);

/** Everything that a key reads: asked for by id, and found beneath its roots. */
async function readThrough(secret: string, places: readonly TestOrganization[]) {
  const data = await world.caller(secret).ask<{
    nodes: ({ id: string } | null)[];
    viewer: { roots: { id: string; descendants: { nodes: { id: string }[] } }[] };
  }>(`query ($ids: [ID!]!) { nodes(ids: $ids) { id } viewer { roots { id descendants(first: 100) { nodes { id } } } } }`, { ids: places.map(({ gid }) => gid) });
  const byRoots = data.viewer.roots.flatMap(({ id, descendants }) => [id, ...descendants.nodes.map((node) => node.id)]);
  return { byId: data.nodes.flatMap((node) => node?.id ?? []), byRoots: byRoots.sort() };
}

async function build(facts: County) {
  const tenant = await world.tenant();
  const { above, at } = treeOf(facts);
  const places: TestOrganization[] = [tenant.root];
  for (const parent of above.slice(1)) {
    places.push(await tenant.add(places[parent as number] as TestOrganization, { level: 'BRANCH' }));
  }
  const placeOf = (place: number) => places[at(place)] as TestOrganization;
  const account = await tenant.actor([]);
  const grids = gridsOf(facts, at);
  for (const [index, { role, at: where, endsOn }] of facts.grants.entries()) {
    const covered = grids[index]?.map(placeOf);
    const grid = covered && (await tenant.grid(placeOf(where), covered));
    await tenant.grant(account.id, { role, at: placeOf(where), endsOn, gridId: grid?.id });
  }
  const secrets: string[] = [];
  for (const key of facts.keys) secrets.push(await insertKey(tenant, account.id, key.role, placeOf(key.at)));
  return { tenant, places, secrets };
}

/** By SQL, since nobody is given a key of his county's root. */
async function insertKey(tenant: TestTenant, accountId: string, role: string | null, at: TestOrganization) {
  const { text, prefix } = makeApiKey(tenant.id);
  const { hash, hashedWith } = hashKey(text);
  await tenant.rows(
    `insert into api_key (tenant_id, account_id, name, prefix, key_hash, hashed_with, role, organization_id, created_by, created_at, expires_at)
     values ($1, $2, 'key', $3, $4, $5, $6, $7, $2, now(), now() + interval '1 day')`,
    [tenant.id, accountId, prefix, hash, hashedWith, role, at.id],
  );
  return text;
}

test('a key writes with the permissions of its role alone, no matter what else the account may', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const account = await tenant.actor([
    { role: 'VIEWER', at: tenant.root },
    { role: 'INTEGRATOR', at: tenant.root },
  ]);
  const input = { organizationId: street.gid, name: '张三' };
  const register = async (role: string | null) => {
    const caller = world.caller(await insertKey(tenant, account.id, role, tenant.root));
    return caller.refusals(
      'mutation ($input: RegisterPersonInput!) { registerPerson(input: $input) { userErrors { code } } }',
      { input },
    );
  };
  expect(await register('VIEWER')).toEqual([{ code: 'FORBIDDEN', path: 'registerPerson' }]);
  expect(await register('ORGANIZER')).toEqual([{ code: 'NOT_FOUND', path: 'registerPerson' }]);
  expect(await register('INTEGRATOR')).toEqual([]);
  expect(await register(null)).toEqual([]);
});

test('a key goes with its place when that is moved', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const community = await tenant.add(east);
  const account = await tenant.actor({ role: 'VIEWER', at: east });
  const caller = world.caller(await insertKey(tenant, account.id, null, community));
  const roots = '{ viewer { roots { id } grants { role organization { id } } } }';
  expect(await caller.ask(roots)).toEqual({
    viewer: {
      roots: [{ id: community.gid }],
      grants: [{ role: 'VIEWER', organization: { id: community.gid } }],
    },
  });

  const organizer = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await organizer.call.ask(
    'mutation ($input: MoveOrganizationInput!) { moveOrganization(input: $input) { userErrors { code } } }',
    { input: { id: community.gid, newParentId: west.gid } },
  );
  expect(await caller.ask(roots)).toEqual({ viewer: { roots: [], grants: [] } });
});
