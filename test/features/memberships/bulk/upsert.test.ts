import { auditTrail, fingerprint, membershipsOf } from '../../../setup/records';
import { World } from '../../../setup/world';
import { clock, row, send, setting, today } from './rosters';

let world: World;
beforeAll(async () => {
  world = await World.open(clock);
});
afterAll(() => world.close());

/** Someone new, someone known without a membership, one to move, one to promote, one to name, one as he should be. */
async function roster() {
  const county = await setting(world);
  const { tenant, north } = county;
  const known = await tenant.person(north, { name: '李四', externalReference: 'known' });
  const began = { in: north, startedOn: '2019-07-01' };
  const moving = await tenant.member({
    ...began,
    name: '王五',
    personReference: 'moving',
    externalReference: 'M-moving',
  });
  const rising = await tenant.member({
    ...{ ...began, name: '赵六', status: 'PROBATIONARY' },
    ...{ personReference: 'rising', externalReference: 'M-rising' },
  });
  const unnamed = await tenant.member({ ...began, name: '钱七', personReference: 'unnamed' });
  const kept = await tenant.member({ ...began, name: '孙八', personReference: 'kept', externalReference: 'M-kept' });
  const rows = [
    row('new', 'NORTH', { personName: ' 单雄信 ', status: 'APPLICANT' }),
    row('known', 'SOUTH', { personName: 'never read' }),
    row('moving', 'SOUTH'),
    row('rising', 'NORTH', { startedOn: '2019-07-01' }),
    row('unnamed', 'NORTH', { startedOn: '2019-07-01' }),
    row('kept', 'NORTH', { startedOn: '2019-07-01' }),
  ];
  return { ...county, rows, known, moving, rising, unnamed, kept };
}

test('a roster opens, moves, promotes, names and keeps memberships, each row with its own result', async () => {
  const { tenant, integrator, rows, rising, unnamed, kept } = await roster();

  const payload = await send(integrator, rows);

  const shown = (person: string, name: string, place: string, more: object = {}) => ({
    ...{ id: expect.any(String), status: 'FULL', startedOn: '2019-07-01', endedOn: null },
    ...{ externalReference: `M-${person}`, person: { name, externalReference: person } },
    ...{ organization: { externalReference: place }, ...more },
  });
  const memberships = [
    shown('new', '单雄信', 'NORTH', { startedOn: today, status: 'APPLICANT' }),
    shown('known', '李四', 'SOUTH', { startedOn: today }),
    shown('moving', '王五', 'SOUTH', { startedOn: today }),
    shown('rising', '赵六', 'NORTH', { id: rising.gid }),
    shown('unnamed', '钱七', 'NORTH', { id: unnamed.gid }),
    shown('kept', '孙八', 'NORTH', { id: kept.gid }),
  ];
  expect(payload).toEqual({
    ...{ assigned: 5, unchanged: 1, failed: 0, registered: 1, userErrors: [] },
    impact: { organizations: 2, members: 3, grantsGained: 0, grantsLost: 0 },
    results: memberships.map((membership, index) => ({ index, membership, userErrors: [] })),
  });
  const open = { endedOn: null, endReason: null, status: 'FULL', startedOn: '2019-07-01', organization: 'NORTH' };
  const stored = (person: string, more: object) => ({ ...open, person, externalReference: `M-${person}`, ...more });
  expect(await membershipsOf(tenant)).toEqual([
    stored('kept', { version: 1 }),
    stored('known', { version: 1, organization: 'SOUTH', startedOn: today }),
    stored('moving', { version: 2, endedOn: today, endReason: 'REASSIGNED' }),
    stored('moving', { version: 1, organization: 'SOUTH', startedOn: today }),
    stored('new', { version: 1, startedOn: today, status: 'APPLICANT' }),
    stored('rising', { version: 2 }),
    stored('unnamed', { version: 2 }),
  ]);
});

test('every row that changed something has its entry at its place, and the row that did not has none', async () => {
  const { tenant, north, south, integrator, rows, moving, rising, unnamed } = await roster();

  const { results } = await send(integrator, rows);

  const ids = results.map(({ membership }) => membership?.id);
  const trail = await auditTrail(tenant);
  expect(trail.map(({ action, node, organization }) => [action, node, organization])).toEqual([
    ['person.registered', expect.stringContaining('/Person/'), north.gid],
    ['membership.assigned', ids[0], north.gid],
    ['membership.assigned', ids[1], south.gid],
    ['membership.reassigned', moving.gid, north.gid],
    ['membership.reassigned', ids[2], south.gid],
    ['membership.status-changed', rising.gid, north.gid],
    ['membership.referenced', unnamed.gid, north.gid],
  ]);
  expect(trail.map(({ before, after }) => [before, after])).toMatchObject([
    [null, { organization: north.gid, hasExternalReference: true, version: 1, hasPhone: false }],
    [null, { status: 'APPLICANT', hasExternalReference: true }],
    [null, { organization: south.gid, status: 'FULL', startedOn: today }],
    [
      { endedOn: null, version: 1 },
      { endedOn: today, endReason: 'REASSIGNED', version: 2 },
    ],
    [null, { organization: south.gid, startedOn: today, version: 1 }],
    [
      { status: 'PROBATIONARY', version: 1 },
      { status: 'FULL', statusSince: today, version: 2 },
    ],
    [{ hasExternalReference: false }, { hasExternalReference: true, version: 2, changed: ['externalReference'] }],
  ]);
});

test('the same roster again finds everything as it should be and writes nothing but its key', async () => {
  const { tenant, integrator, rows } = await roster();
  const first = await send(integrator, rows);
  const before = await fingerprint(tenant);

  const second = await send(integrator, rows);

  expect(second).toEqual({
    ...first,
    ...{ assigned: 0, unchanged: 6, registered: 0 },
    impact: { organizations: 0, members: 0, grantsGained: 0, grantsLost: 0 },
  });
  expect(await fingerprint(tenant)).toEqual({ ...before, idempotency_key: expect.anything() });
});

test('a new person is spelled as surnames are read, and answered for by the branch of the roster', async () => {
  const { tenant, integrator, south } = await setting(world);
  await send(integrator, [row('new', 'SOUTH', { personName: '单雄信' })]);
  expect(
    await tenant.rows('select name, pinyin, organization_id from person where tenant_id = $1', [tenant.id]),
  ).toEqual([{ name: '单雄信', pinyin: 'shan xiong xin', organization_id: south.id }]);
});

test('a roster without lines is right, and does nothing', async () => {
  const { tenant, integrator } = await setting(world);
  const before = await fingerprint(tenant);
  expect(await send(integrator, [])).toEqual({
    ...{ assigned: 0, unchanged: 0, failed: 0, registered: 0, results: [], userErrors: [] },
    impact: { organizations: 0, members: 0, grantsGained: 0, grantsLost: 0 },
  });
  expect(await fingerprint(tenant)).toEqual({ ...before, idempotency_key: expect.anything() });
});
