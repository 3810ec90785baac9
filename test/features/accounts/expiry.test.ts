import { findAccounts } from '../../../src/features/accounts/find-account';
import type { TestActor, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import {
  DISSOLVE,
  MERGE,
  MOVE,
  perform,
  PREVIEW,
  DRAFT,
  RENAME,
  RESTORE,
  SPLIT,
  treeOf,
  UNDO,
} from '../reorganizations/operations';

const lastDay = new Date('2020-06-29T04:00:00Z');
const dayAfter = new Date('2020-06-30T04:00:00Z');
let now = lastDay;
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => now });
});
beforeEach(() => {
  now = lastDay;
});
afterAll(() => world.close());

const until = '2020-06-30';

/** Two streets, and someone who has a role in the whole county until the end of the 29th, beside another who has none. */
async function county(role = 'ORGANIZER') {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const [one, two] = [await tenant.add(east), await tenant.add(east)];
  const closed = await tenant.add(east, { dissolvedOn: '2020-05-01' });
  const former = await tenant.actor({ role, at: tenant.root, endsOn: until });
  const stranger = await tenant.actor();
  return { tenant, east, west, one, two, closed, former, stranger };
}

/** What an operation answers to whoever has no grant, and the codes in it. */
async function expectRefusedAlike(former: TestActor, stranger: TestActor, operation: string, input: object) {
  const [expected, answered] = [
    await stranger.call.send(operation, { input }),
    await former.call.send(operation, { input }),
  ];
  expect(answered).toEqual(expected);
  return expected.errors?.map(({ extensions }) => extensions.code);
}

test('a grant that ended yesterday previews no act: it is refused as if there had been none', async () => {
  const { tenant, west, one, two, closed, former, stranger } = await county();
  const acts = [
    [RENAME, { id: one.gid, name: '新' }],
    [MOVE, { id: one.gid, newParentId: west.gid }],
    [MERGE, { organizationIds: [one.gid], intoId: two.gid }],
    [SPLIT, { id: one.gid, parts: [{ name: '新' }] }],
    [DISSOLVE, { id: one.gid }],
    [RESTORE, { id: closed.gid }],
  ] as const;
  for (const [operation, input] of acts) await perform(former.call, operation, { ...input, dryRun: true });
  const plan = {
    organizationId: tenant.root.gid,
    name: '方案',
    effectiveOn: '2020-07-10',
    acts: [{ rename: { organization: one.gid, name: '新' } }],
  };
  const id = await perform(former.call, DRAFT, plan);
  await perform(former.call, PREVIEW, { id });

  now = dayAfter;
  for (const [operation, input] of acts) {
    expect(await expectRefusedAlike(former, stranger, operation, { ...input, dryRun: true })).toEqual(['NOT_FOUND']);
  }
  for (const [operation, input] of [
    [DRAFT, plan],
    [PREVIEW, { id }],
  ] as const) {
    expect(await expectRefusedAlike(former, stranger, operation, input)).toEqual(['NOT_FOUND']);
  }
});

test('whose grant ended yesterday neither gains nor loses anything by an act', async () => {
  const { tenant, east, west, one } = await county();
  const loser = await tenant.actor({ role: 'VIEWER', at: east, endsOn: until });
  const gainer = await tenant.actor({ role: 'VIEWER', at: west, endsOn: until });
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const preview = `mutation ($input: MoveOrganizationInput!) { moveOrganization(input: $input) { impact {
    grantsGained grantsLost accountsGaining accountsLosing accessChanges { accountName isGained } } } }`;
  const impact = async () => {
    const input = { id: one.gid, newParentId: west.gid, dryRun: true };
    return (await organizer.call.ask<{ moveOrganization: { impact: object } }>(preview, { input })).moveOrganization
      .impact;
  };

  expect(await impact()).toEqual({
    ...{ grantsGained: 1, grantsLost: 1, accountsGaining: 1, accountsLosing: 1 },
    accessChanges: [
      { accountName: loser.name, isGained: false },
      { accountName: gainer.name, isGained: true },
    ],
  });
  now = dayAfter;
  expect(await impact()).toEqual({
    ...{ grantsGained: 0, grantsLost: 0, accountsGaining: 0, accountsLosing: 0 },
    accessChanges: [],
  });
});

test('what was done under a grant that ended yesterday is not undone by its holder, and nothing changes', async () => {
  const { tenant, west, one, former, stranger } = await county();
  const [moved, renamed] = [
    await perform(former.call, MOVE, { id: one.gid, newParentId: west.gid }),
    await perform(former.call, RENAME, { id: west.gid, name: '西' }),
  ];
  // While it holds he may.
  await perform(former.call, UNDO, { id: renamed });

  now = dayAfter;
  const before = await treeOf(tenant);
  for (const more of [{}, { dryRun: true }]) {
    expect(await expectRefusedAlike(former, stranger, UNDO, { id: moved, ...more })).toEqual(['NOT_FOUND']);
  }
  expect(await treeOf(tenant)).toEqual(before);
  // What ended is the grant: another undoes it.
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(organizer.call, UNDO, { id: moved });
});

const named = async (tenant: TestTenant, at: Date) =>
  (await findAccounts({ pool: world.pool }, tenant.id, undefined, at)).map(({ id }) => id);

test('the command acts in the name of nobody whose grant ended yesterday, in the time zone of the county', async () => {
  const { tenant, former, stranger } = await county();
  expect(await named(tenant, lastDay)).toEqual([former.id]);
  expect(await named(tenant, dayAfter)).toEqual([]);
  // Midnight in the county is 16:00 of the day before in UTC.
  expect(await named(tenant, new Date('2020-06-29T15:59:59Z'))).toEqual([former.id]);
  expect(await named(tenant, new Date('2020-06-29T16:00:00Z'))).toEqual([]);

  await tenant.grant(stranger.id, { role: 'ORGANIZER', at: tenant.root, startsOn: until });
  expect(await named(tenant, new Date('2020-06-29T15:59:59Z'))).toEqual([former.id]);
  expect(await named(tenant, new Date('2020-06-29T16:00:00Z'))).toEqual([stranger.id]);
});

test('an account that is named for the command is found, but its ended grant lets it do nothing', async () => {
  const { tenant, former } = await county();
  expect(await findAccounts({ pool: world.pool }, tenant.id, former.name, dayAfter)).toEqual([
    { id: former.id, name: former.name },
  ]);
  now = dayAfter;
  expect(await former.call.ask('{ viewer { grants { role } roots { id } } }')).toEqual({
    viewer: { grants: [], roots: [] },
  });
});
