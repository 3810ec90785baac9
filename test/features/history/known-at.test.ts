import { World } from '../../setup/world';
import { MERGE, MOVE, pause, perform, RENAME, UNDO } from '../reorganizations/operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

const on = (day: string) => ({ effectiveOn: `2020-06-${day}`, reason: '补录' });
const ONE = `query ($id: ID!, $asOf: Date, $knownAt: DateTime) { organization(by: { id: $id }, asOf: $asOf, knownAt: $knownAt) {
  name parent { name } counts { members } } }`;

test('a correction dated in the past changes what a day is known to have been, and not what was known before it', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root, { name: '东' }), await tenant.add(tenant.root, { name: '西' })];
  const one = await tenant.add(east, { name: '甲' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const instants = [await pause()];
  await perform(call, RENAME, { id: one.gid, name: '乙', ...on('20') });
  instants.push(await pause());
  await perform(call, MOVE, { id: one.gid, newParentId: west.gid, ...on('10') });
  instants.push(await pause());

  const told = async (asOf: string, knownAt: string | null) => {
    const { organization } = await call.ask<{ organization: { name: string; parent: { name: string } } }>(ONE, {
      ...{ id: one.gid, asOf, knownAt },
    });
    return `${organization.parent.name}${organization.name}`;
  };
  for (const [asOf, ...expected] of [
    ['2020-06-09', '东甲', '东甲', '东甲'],
    ['2020-06-15', '东甲', '东甲', '西甲'],
    ['2020-06-25', '东甲', '东乙', '西乙'],
  ] as const) {
    const known = await Promise.all(instants.map((instant) => told(asOf, instant)));
    expect([asOf, known, await told(asOf, null)]).toEqual([asOf, expected, expected[2]]);
  }
});

test('what was undone is shown to whoever asks what was believed while it stood', async () => {
  const tenant = await world.tenant();
  const [one, two] = [await tenant.add(tenant.root, { name: '甲' }), await tenant.add(tenant.root, { name: '乙' })];
  await tenant.member({ in: one });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await pause();
  const id = await perform(call, MERGE, { organizationIds: [one.gid], intoId: two.gid, ...on('10') });
  const between = await pause();
  await perform(call, UNDO, { id });
  const after = await pause();

  const members = async (of: typeof one, knownAt: string | null) => {
    const data = await call.ask<{ organization: { counts: { members: number } } }>(ONE, {
      id: of.gid,
      asOf: '2020-06-20',
      knownAt,
    });
    return data.organization.counts.members;
  };
  for (const [knownAt, expected] of [
    [before, [1, 0]],
    [between, [0, 1]],
    [after, [1, 0]],
    [null, [1, 0]],
  ] as const) {
    expect([await members(one, knownAt), await members(two, knownAt)]).toEqual(expected);
  }
  const APPLIED = `query ($id: ID!) { node(id: $id) { ... on Reorganization { appliedAt undoneAt } } }`;
  const { node } = await call.ask<{ node: { appliedAt: string; undoneAt: string } }>(APPLIED, { id });
  expect([before < node.appliedAt, node.appliedAt < between, between < node.undoneAt, node.undoneAt < after]).toEqual([
    ...[true, true, true, true],
  ]);
});

test('an instant before anything was known knows nothing; one to come knows what is known now', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, { name: '东' });
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  const variables = { id: street.gid, asOf: '2020-06-15' };

  expect(await call.refusals(ONE, { ...variables, knownAt: '2001-01-01T00:00:00Z' })).toEqual([
    { code: 'NOT_FOUND', path: 'organization' },
  ]);
  expect(await call.ask(ONE, { ...variables, knownAt: '2999-01-01T00:00:00Z' })).toEqual({
    organization: { name: '东', parent: { name: tenant.root.name }, counts: { members: 0 } },
  });
});

test('what is asked of an organization of a day stays with that day, and with what was known, unless it says otherwise', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root, { name: '东' }), await tenant.add(tenant.root, { name: '西' })];
  const one = await tenant.add(east, { name: '甲' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const before = await pause();
  await perform(call, MOVE, { id: one.gid, newParentId: west.gid, ...on('10') });

  const answer = await call.ask(
    `query ($id: ID!, $before: DateTime!) {
      day: organization(by: { id: $id }, asOf: "2020-06-09") { children { name } known: children(knownAt: $before) { name } }
      known: organization(by: { id: $id }, knownAt: $before) { children { name } earlier: children(asOf: "2020-06-20") { name } } }`,
    { id: east.gid, before },
  );
  const children = [{ name: '甲' }];
  expect(answer).toEqual({ day: { children, known: children }, known: { children, earlier: children } });
});
