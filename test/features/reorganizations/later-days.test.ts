import { auditTrail } from '../../setup/records';
import { World } from '../../setup/world';
import {
  act,
  APPLY,
  DISSOLVE,
  faults,
  MERGE,
  MOVE,
  perform,
  REJECT,
  RENAME,
  RESTORE,
  SPLIT,
  treeOf,
} from './operations';

let world: World;
let today = '2020-06-30';
beforeAll(async () => {
  world = await World.open({ now: () => new Date(`${today}T04:00:00Z`) });
});
beforeEach(() => {
  today = '2020-06-30';
});
afterAll(() => world.close());

const PENDING = `query ($id: ID!) { organization(by: { id: $id }) {
  reorganizations(first: 20, reach: SUBTREE, state: [APPROVED]) { nodes { id state effectiveOn name acts { kind } } } } }`;

test('every act on a day to come is put off: approved, listed, and nothing of the tree is written', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const [one, two] = [await tenant.add(east, { name: '甲' }), await tenant.add(east, { name: '乙' })];
  const closed = await tenant.add(east, { dissolvedOn: '2020-05-01', name: '丙' });
  await tenant.member({ in: one });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const tree = await treeOf(tenant);
  const rest = () =>
    tenant.rows(`select (select array_agg(v::text order by 1) from organization_version v) as versions,
      (select array_agg(m::text) from membership m) as memberships, (select array_agg(l::text) from organization_lineage l) as lineage`);
  const others = await rest();

  for (const [operation, input, name] of [
    [RENAME, { id: one.gid, name: '新名' }, 'RENAME 甲'],
    [MOVE, { id: one.gid, newParentId: west.gid }, 'MOVE 甲'],
    [MERGE, { organizationIds: [one.gid], intoId: two.gid }, 'MERGE 甲'],
    [MERGE, { organizationIds: [one.gid, two.gid], into: { name: '新' } }, 'MERGE 甲, 乙'],
    [SPLIT, { id: one.gid, parts: [{ name: '新' }] }, 'SPLIT 甲'],
    [DISSOLVE, { id: one.gid, membersToId: two.gid }, 'DISSOLVE 甲'],
    [RESTORE, { id: closed.gid }, 'RESTORE 丙'],
  ] as const) {
    const { reorganization, userErrors, parts } = await act(call, operation, { ...input, effectiveOn: '2020-07-01' });
    expect([name, reorganization, parts ?? [], userErrors]).toEqual([
      name,
      {
        ...{ id: expect.any(String), state: 'APPROVED', effectiveOn: '2020-07-01', isDirect: true, version: 1 },
        organization: { id: operation === MOVE ? tenant.root.gid : east.gid },
      },
      [],
      [],
    ]);
    expect((await auditTrail(tenant)).at(-1)).toMatchObject({ action: 'reorganization.put-off', after: { name } });
  }
  expect([await treeOf(tenant), await rest()]).toEqual([tree, others]);
  const { organization } = await call.ask<{ organization: { reorganizations: { nodes: { name: string }[] } } }>(
    PENDING,
    {
      id: tenant.root.gid,
    },
  );
  expect(organization.reorganizations.nodes).toHaveLength(7);
});

test('an act that could not be done today is refused at once, and nothing is put off', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const community = await tenant.add(street);
  await tenant.add(tenant.root, { externalReference: 'taken' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await world.checksum();

  for (const [operation, input, expected] of [
    [DISSOLVE, { id: street.gid }, 'HAS_CHILDREN input.id'],
    [MOVE, { id: community.gid, newParentId: tenant.root.gid }, 'LEVEL_NOT_ALLOWED input.newParentId'],
    [RENAME, { id: street.gid, externalReference: 'taken' }, 'DUPLICATE_REFERENCE input.externalReference'],
    [MERGE, { organizationIds: [street.gid], intoId: street.gid }, 'WOULD_CREATE_CYCLE input.intoId'],
  ] as const) {
    expect(await faults(call, operation, { ...input, effectiveOn: '2021-01-01' })).toEqual([expected]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('what was put off is applied by hand on its day, not before, or withdrawn', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const community = await tenant.add(east);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const put = { effectiveOn: '2020-07-01' };
  const move = await perform(call, MOVE, { id: community.gid, newParentId: west.gid, ...put });
  const rename = await perform(call, RENAME, { id: community.gid, name: '新名', ...put });
  const tree = await treeOf(tenant);

  expect(await faults(call, APPLY, { id: move })).toEqual(['NOT_DUE input.id']);
  expect((await act(call, REJECT, { id: rename })).reorganization).toMatchObject({ state: 'REJECTED', version: 2 });
  expect(await treeOf(tenant)).toEqual(tree);
  today = '2020-07-02';
  expect(await faults(call, APPLY, { id: rename })).toEqual(['WRONG_STATE input.id']);
  expect(await act(call, APPLY, { id: move })).toMatchObject({
    reorganization: { state: 'APPLIED', effectiveOn: '2020-07-01', version: 2 },
    impact: { organizations: 1 },
    userErrors: [],
  });
  const PLACE = `query ($id: ID!, $asOf: Date) { organization(by: { id: $id }, asOf: $asOf) { name parent { id } } }`;
  for (const [asOf, parent] of [
    [null, west],
    ['2020-07-01', west],
    ['2020-06-30', east],
  ] as const) {
    expect(await call.ask(PLACE, { id: community.gid, asOf })).toEqual({
      organization: { name: community.name, parent: { id: parent.gid } },
    });
  }
  expect(await faults(call, APPLY, { id: move })).toEqual(['WRONG_STATE input.id']);
});

test('what does not fit any more on its day is refused as a whole, and the act is named', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const id = await perform(call, MERGE, { organizationIds: [east.gid], intoId: west.gid, effectiveOn: '2020-07-01' });
  await perform(call, DISSOLVE, { id: west.gid });
  today = '2020-07-01';
  const before = await world.checksum();

  expect(await faults(call, APPLY, { id })).toEqual(['DISSOLVED input.acts.0.intoId']);
  expect(await world.checksum()).toEqual(before);
});

test('of a merger that is put off the same key gives the same answer', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const input = { organizationIds: [east.gid], intoId: west.gid, effectiveOn: '2020-07-01', idempotencyKey: 'k' };
  const first = await act(call, MERGE, input);
  const before = await world.checksum();

  expect(await act(call, MERGE, input)).toEqual(first);
  expect(await world.checksum()).toEqual(before);
});
