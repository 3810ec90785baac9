import { World } from '../../setup/world';
import { change, CREATE, DISSOLVE, faults, FIELDS, MOVE } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const BELOW = `organization { ${FIELDS} descendantCount ancestors { name } children { name } }
  impact { organizations members grantsGained grantsLost } userErrors { code }`;

test('a dry run of a move shows the tree as it would be and writes nothing', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root, { name: 'west' })];
  const community = await tenant.add(east, { name: 'community' });
  await tenant.member({ in: await tenant.add(community, { name: 'branch' }) });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await tenant.actor({ role: 'VIEWER', at: west });
  const REHEARSE = `mutation ($input: MoveOrganizationInput!) { moveOrganization(input: $input) { ${BELOW} } }`;
  const input = { id: community.gid, newParentId: west.gid };
  const before = await world.checksum();

  const rehearsed = await change(call, REHEARSE, { ...input, dryRun: true });
  expect(rehearsed).toMatchObject({
    organization: {
      ...{ id: community.gid, version: 2, depth: 2, descendantCount: 1, parent: { id: west.gid } },
      ...{ ancestors: [{ name: tenant.root.name }, { name: 'west' }], children: [{ name: 'branch' }] },
    },
    impact: { organizations: 2, members: 1, grantsGained: 1, grantsLost: 0 },
    userErrors: [],
  });
  expect(await world.checksum()).toEqual(before);
  expect(await change(call, REHEARSE, input)).toEqual(rehearsed);
  expect(await world.checksum()).not.toEqual(before);
});

test('a dry run of a creation answers the organization that would be, which then is not there', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const input = { parentId: tenant.root.gid, level: 'STREET', name: '永安街道', dryRun: true };
  const before = await world.checksum();

  const { organization, impact, userErrors } = await change(call, CREATE, input);
  expect({ organization, impact, userErrors }).toMatchObject({
    organization: { name: '永安街道', depth: 1, version: 1, parent: { id: tenant.root.gid } },
    impact: { organizations: 1, members: 0, grantsGained: 1, grantsLost: 0 },
    userErrors: [],
  });
  expect(await world.checksum()).toEqual(before);
  expect(await call.refusals(`query ($id: ID!) { node(id: $id) { id } }`, { id: organization.id })).toEqual([
    { code: 'NOT_FOUND', path: 'node' },
  ]);
});

test('a dry run of a dissolution answers with its dates and writes nothing', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await world.checksum();

  const rehearsed = await change(call, DISSOLVE, {
    id: street.gid,
    effectiveOn: '2020-06-15',
    reason: '合并',
    dryRun: true,
  });
  expect(rehearsed).toMatchObject({ organization: { dissolvedOn: '2020-06-15', version: 2 }, userErrors: [] });
  expect(await world.checksum()).toEqual(before);
});

test('a dry run is refused as the act itself would be', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const community = await tenant.add(street);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: street });
  const before = await world.checksum();

  expect(await faults(call, DISSOLVE, { id: community.gid, expectedVersion: 9, dryRun: true })).toEqual([
    'STALE_VERSION input.expectedVersion',
  ]);
  expect(await faults(call, MOVE, { id: community.gid, newParentId: community.gid, dryRun: true })).toEqual([
    'WOULD_CREATE_CYCLE input.newParentId',
  ]);
  expect(await call.refusals(DISSOLVE, { input: { id: street.gid, dryRun: true } })).toEqual([
    { code: 'FORBIDDEN', path: 'dissolveOrganization' },
  ]);
  expect(await world.checksum()).toEqual(before);
});

test('a dry run neither uses nor heeds an idempotency key', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const input = { parentId: tenant.root.gid, level: 'STREET', name: '街道', idempotencyKey: 'k' };

  await change(call, CREATE, { ...input, name: 'other', dryRun: true });
  const created = await change(call, CREATE, input);
  expect(created.userErrors).toEqual([]);
  const again = await change(call, CREATE, { ...input, dryRun: true });
  expect(again.organization.id).not.toBe(created.organization.id);
});

test('fields after a dry run in the same operation see nothing of it', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });

  const answer = await call.ask(
    `mutation ($id: ID!, $root: ID!) {
      dry: dissolveOrganization(input: { id: $id, dryRun: true }) { organization { parent { childCount } } }
      real: createOrganization(input: { parentId: $root, level: "STREET", name: "x" }) { organization { parent { childCount } } }
      again: dissolveOrganization(input: { id: $id, dryRun: true }) { organization { parent { childCount } } } }`,
    { id: street.gid, root: tenant.root.gid },
  );
  const counted = (childCount: number) => ({ organization: { parent: { childCount } } });
  expect(answer).toEqual({ dry: counted(0), real: counted(2), again: counted(1) });
});
