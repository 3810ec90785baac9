import { holding, waiting } from '../../setup/locks';
import type { TestActor, TestNode, TestOrganization } from '../../setup/tenant';
import { World } from '../../setup/world';
import { grantRole, revokeChain } from './operations';

const rounds = 25;
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-03-30T04:00:00Z') });
});
afterAll(() => world.close());
jest.setTimeout(120_000);

/** A chain of administrators: of the root, a street, a community; and someone to whom the last gives a role. */
async function setting() {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const community = await tenant.add(street);
  const branch = await tenant.add(community);
  const chief = await tenant.actor({ role: 'ADMINISTRATOR', at: tenant.root });
  const [first, second, newcomer] = [
    await tenant.actor([], branch),
    await tenant.actor([], branch),
    await tenant.actor([], branch),
  ];
  const administrate = { role: 'ADMINISTRATOR' };
  const upper = await give(chief, first, street, administrate);
  const lower = await give(first, second, community, administrate);
  const holding = () =>
    tenant.rows<{ role: string }>(
      'select role from role_grant where revoked_at is null and delegated_from is not null order by id',
    );
  return { tenant, branch, chief, first, second, newcomer, upper, lower, holding };
}

/** The id of the grant, or the code of the refusal. */
async function give(by: TestActor, to: TestNode, at: TestOrganization, { role = 'VIEWER' } = {}): Promise<string> {
  const input = { accountId: to.gid, role, organizationId: at.gid };
  const { data, errors } = await by.call.send<{ grantRole: { grant: { id: string } } }>(grantRole, { input });
  return data?.grantRole.grant.id ?? errors?.[0]?.extensions.code ?? '';
}

interface Revoked {
  delegated: { id: string; revokedAt: string | null }[];
}

const revoke = async (by: TestActor, grantId: string, withDelegated: boolean) =>
  (await by.call.ask<{ revokeRole: Revoked }>(revokeChain, { input: { grantId, withDelegated } })).revokeRole.delegated;

const lockAccount = 'select from account where tenant_id = $1 and id = $2 for update';
const lockGrant = `select from role_grant where tenant_id = $1 and 'gid://sanlou/Grant/' || id = $2 for update`;

test.each(['upper', 'lower'] as const)(
  'what is being delegated while the %s grant is taken back goes with the chain',
  async (which) => {
    const place = await setting();
    // The grant to the newcomer holds what allows it, and waits for his account.
    const release = await holding(world, place.tenant, lockAccount, [place.tenant.id, place.newcomer.id]);
    const given = give(place.second, place.newcomer, place.branch);
    await waiting(world, 1);
    const delegated = revoke(place.chief, place[which], true);
    await waiting(world, 2);
    await release();

    const id = await given;
    expect(id).toMatch(/^gid:/);
    const chain = which === 'upper' ? [place.lower, id] : [id];
    expect(await delegated).toEqual(chain.map((each) => ({ id: each, revokedAt: expect.any(String) as string })));
    expect(await place.holding()).toEqual(which === 'upper' ? [] : [{ role: 'ADMINISTRATOR' }]);
  },
);

test('what was being delegated meanwhile is told also where the chain is left', async () => {
  const place = await setting();
  const release = await holding(world, place.tenant, lockAccount, [place.tenant.id, place.newcomer.id]);
  const given = give(place.second, place.newcomer, place.branch);
  await waiting(world, 1);
  const delegated = revoke(place.chief, place.lower, false);
  await waiting(world, 2);
  await release();
  expect(await delegated).toEqual([{ id: await given, revokedAt: null }]);
});

test('nothing is delegated from a grant that is being taken back', async () => {
  const place = await setting();
  const before = await give(place.second, await place.tenant.actor([], place.branch), place.branch);
  // Taking the lower grant back holds it, and waits for the one that was delegated from it.
  const release = await holding(world, place.tenant, lockGrant, [place.tenant.id, before]);
  const delegated = revoke(place.chief, place.lower, true);
  await waiting(world, 1);
  const given = give(place.second, place.newcomer, place.branch);
  await waiting(world, 2);
  await release();

  expect(await delegated).toMatchObject([{ id: before }]);
  expect(await given).toBe('CONFLICT');
  expect(await place.holding()).toEqual([{ role: 'ADMINISTRATOR' }]);
  expect(await give(place.second, place.newcomer, place.branch)).toBe('NOT_FOUND');
});

test('whoever comes first, nothing survives a chain that is taken back', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const { tenant, branch, chief, second, newcomer, upper, holding } = await setting();
    const others = [newcomer, await tenant.actor([], branch), await tenant.actor([], branch)];
    const outcomes = await Promise.all([
      ...others.map((to) => give(second, to, branch)),
      revoke(chief, upper, true).then(() => 'revoked'),
    ]);
    for (const outcome of outcomes) expect(outcome).toMatch(/^(gid:.*|revoked|CONFLICT|NOT_FOUND)$/);
    expect(await holding()).toEqual([]);
  }
});
