import { World } from '../../setup/world';
import { structureFaults } from '../../structure/integrity';
import { act, AMEND, APPLY, APPROVE, DRAFT, faults, perform, PREVIEW, PROPOSE, RENAME } from './operations';
import { planCounty } from './plan-county';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

test('later acts build on what earlier ones found, in a preview, and then for good', async () => {
  const { tenant, one, two, author, call } = await planCounty(world);
  const draft = await act(author, DRAFT, {
    ...{ organizationId: tenant.root.gid, name: ' 分设夔州街道', reason: '区划调整' },
    acts: [
      { create: { key: '夔', parent: tenant.root.gid, level: 'STREET', name: '夔州街道', sortOrder: 9 } },
      { move: { organization: one.gid, parent: 'new:夔' } },
      { split: { organization: one.gid, parts: [{ key: 'part', name: '丙' }] } },
      { rename: { organization: 'new:part', name: '丁' } },
      { merge: { organizations: [two.gid], into: 'new:part' } },
    ],
  });
  const counts = ['CREATE', 'MERGE', 'MOVE', 'RENAME', 'SPLIT'].map((kind) => ({ kind, count: 1 }));
  expect(draft).toEqual({
    reorganization: {
      ...{ id: expect.any(String), name: '分设夔州街道', reason: '区划调整', effectiveOn: '2020-06-30' },
      ...{ state: 'DRAFT', isDirect: false, version: 1, organization: { id: tenant.root.gid }, actCounts: counts },
    },
    ...{ impact: null, userErrors: [] },
  });
  const id = draft.reorganization?.id ?? '';
  const before = await world.checksum();
  const preview = await act(author, PREVIEW, { id });
  const tree = {
    id: tenant.root.gid,
    children: [
      { name: '东街', children: [] },
      { name: '西街', children: [] },
      { name: '夔州街道', children: [{ name: '丁' }, { name: '甲' }] },
    ],
  };
  expect(preview).toMatchObject({ organization: tree, reorganization: { state: 'APPLIED' }, userErrors: [] });
  expect(await world.checksum()).toEqual(before);

  await perform(author, PROPOSE, { id });
  await perform(call, APPROVE, { id });
  expect((await act(call, APPLY, { id })).impact).toEqual(preview.impact);
  const TREE = `query ($id: ID!) { organization(by: { id: $id }) { id children { name children { name } } } }`;
  expect(await call.ask(TREE, { id: tenant.root.gid })).toEqual({ organization: tree });
  expect(await structureFaults(world, tenant)).toEqual([]);
});

test('a draft is amended by whoever may draft there: acts go out, close ranks and come behind', async () => {
  const { tenant, one, two, author, call } = await planCounty(world);
  const rename = (of: typeof one, name: string) => ({ rename: { organization: of.gid, name } });
  const acts = [rename(one, 'a'), rename(one, 'b'), rename(two, 'c')];
  const id = await perform(author, DRAFT, { organizationId: tenant.root.gid, name: '方案', acts });
  const amended = { id, removeActs: [0, 2, 2], acts: [rename(two, 'd')], name: '新方案', effectiveOn: '2020-07-01' };
  expect((await act(call, AMEND, { ...amended, expectedVersion: 1 })).reorganization).toMatchObject({
    ...{ name: '新方案', effectiveOn: '2020-07-01', version: 2, actCounts: [{ kind: 'RENAME', count: 2 }] },
  });
  const ACTS = `query ($id: ID!) { node(id: $id) { ... on Reorganization { acts { position act organizations { id } } } } }`;
  expect(await call.ask(ACTS, { id })).toEqual({
    node: {
      acts: [
        [one, 'b'],
        [two, 'd'],
      ].map(([of, name], position) => ({
        ...{ position, organizations: [{ id: (of as typeof one).gid }] },
        act: { kind: 'RENAME', organization: (of as typeof one).gid, name },
      })),
    },
  });
  const before = await world.checksum();
  for (const [wrong, expected] of [
    [{ expectedVersion: 1 }, 'STALE_VERSION input.expectedVersion'],
    [{ removeActs: [2] }, 'INVALID input.removeActs'],
    [{ removeActs: [-1] }, 'INVALID input.removeActs'],
    [{ effectiveOn: '2020-01-01' }, 'INVALID input.reason'],
    [{ acts: [{}] }, 'INVALID input.acts.2'],
    [{ removeActs: [0], acts: [rename(tenant.root, 'n')] }, 'NOT_FOUND input.acts.1'],
    [{ acts: Array(999).fill(rename(one, 'n')) }, 'INVALID input.acts'],
  ] as const) {
    expect([wrong, await faults(call, AMEND, { id, ...wrong })]).toEqual([wrong, [expected]]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('what a plan names may change until it is applied: then it is refused as a whole', async () => {
  const { tenant, east, one, two, call } = await planCounty(world);
  const acts = [{ rename: { organization: two.gid, name: 'n' } }, { rename: { organization: one.gid, name: 'n' } }];
  const id = await perform(call, DRAFT, { organizationId: east.gid, name: '方案', acts });
  const west = await tenant.add(tenant.root);
  await call.ask(
    `mutation ($input: MoveOrganizationInput!) { moveOrganization(input: $input) { userErrors { code } } }`,
    {
      input: { id: one.gid, newParentId: west.gid },
    },
  );
  await perform(call, RENAME, { id: two.gid, name: 'other' });
  const before = await world.checksum();
  expect(await faults(call, PREVIEW, { id })).toEqual(['NOT_FOUND input.acts.1.id']);
  expect(await world.checksum()).toEqual(before);
});
