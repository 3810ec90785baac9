import { addMembership, fingerprint } from '../../../setup/records';
import { World } from '../../../setup/world';
import type { Fault } from '../operations';
import { clock, row, send, setting, today } from './rosters';

let world: World;
beforeAll(async () => {
  world = await World.open(clock);
});
afterAll(() => world.close());

const fault = (index: number, code: string, field: string, message: string): Fault => ({
  ...{ code, message },
  field: ['input', 'rows', String(index), field],
});

/** Two right rows between rows of every fault there is. */
async function faultyRoster() {
  const county = await setting(world);
  const { tenant, community, north, south } = county;
  await tenant.add(community, { externalReference: 'GONE', dissolvedOn: '2020-01-01' });
  const street2 = await tenant.add(tenant.root, { externalReference: 'STREET-2' });
  await tenant.person(street2, { externalReference: 'stranger' });
  const foreign = await world.tenant();
  await foreign.person(foreign.root, { externalReference: 'foreigner' });
  await foreign.add(foreign.root, { externalReference: 'FOREIGN' });
  await tenant.member({ in: north, personReference: 'placed', startedOn: '2019-07-01', externalReference: 'M-placed' });
  await tenant.member({ in: north, personReference: 'applicant', status: 'APPLICANT', startedOn: '2019-07-01' });
  await tenant.member({ in: street2, personReference: 'other', externalReference: 'M-taken' });
  const past = await tenant.person(south, { externalReference: 'past' });
  await addMembership(tenant, past, { in: south, startedOn: '2010-01-01', endedOn: '2020-06-01' });

  const overlap = 'The person has another membership in that time.';
  const faults: [object, string, string, string][] = [
    [row('nobody', 'NORTH'), 'NOT_FOUND', 'personExternalReference', 'Not found.'],
    [row('stranger', 'NORTH'), 'NOT_FOUND', 'personExternalReference', 'Not found.'],
    [row('foreigner', 'NORTH'), 'NOT_FOUND', 'personExternalReference', 'Not found.'],
    [
      row('stranger-2', 'NORTH', { personName: ' ' }),
      ...([
        'INVALID',
        'personName',
        'This takes 1 to 200 characters, some of them visible, no control characters.',
      ] as const),
    ],
    [
      row('other', 'NORTH', { personName: '他' }),
      ...(['DUPLICATE_REFERENCE', 'personExternalReference'] as const),
      'The reference belongs to a person out of your reach.',
    ],
    [row('a', 'STREET-2', { personName: '甲' }), 'NOT_FOUND', 'organizationExternalReference', 'Not found.'],
    [row('b', 'FOREIGN', { personName: '乙' }), 'NOT_FOUND', 'organizationExternalReference', 'Not found.'],
    [
      row('c', 'GONE', { personName: '丙' }),
      ...(['DISSOLVED', 'organizationExternalReference', 'The organization was dissolved on 2020-01-01.'] as const),
    ],
    [
      row('d', 'NORTH', { personName: '丁', externalReference: 'M-taken' }),
      ...(['DUPLICATE_REFERENCE', 'externalReference', 'Another open membership has this reference.'] as const),
    ],
    [row('placed', 'SOUTH', { externalReference: null }), 'OVERLAPS', 'startedOn', overlap],
    [row('past', 'SOUTH', { startedOn: '2020-05-31' }), 'OVERLAPS', 'startedOn', overlap],
    [
      row('applicant', 'NORTH', { startedOn: '2019-07-01' }),
      ...(['STATUS_NOT_ALLOWED', 'status', 'FULL does not follow APPLICANT.'] as const),
    ],
    [
      row('e', 'NORTH', { personName: '戊\ud83d' }),
      ...(['INVALID', 'personName', 'The text holds a NUL or half of a surrogate pair.'] as const),
    ],
    [
      row('right-1', 'SOUTH', { externalReference: null }),
      ...(['DUPLICATE_REFERENCE', 'personExternalReference', 'Row 0 of this call names the same one.'] as const),
    ],
    [
      row('f', 'NORTH', { personName: '己', externalReference: 'M-right-1' }),
      ...(['DUPLICATE_REFERENCE', 'externalReference', 'Row 0 of this call names the same one.'] as const),
    ],
  ];
  const rows = [
    row('right-1', 'NORTH', { personName: '对一' }),
    ...faults.map(([line]) => line),
    row('right-2', 'SOUTH', { personName: '对二' }),
  ];
  const expected = faults.map(([, code, field, message], index) => fault(index + 1, code, field, message));
  return { ...county, rows, expected };
}

test('by REJECT_EVERYTHING, as when left out, every fault is named and nothing is written', async () => {
  const { tenant, integrator, rows, expected } = await faultyRoster();
  const before = await fingerprint(tenant);

  for (const policy of [{}, { errorPolicy: 'REJECT_EVERYTHING' }, { errorPolicy: null }]) {
    expect(await send(integrator, rows, policy)).toEqual({
      ...{ assigned: 0, unchanged: 0, registered: 0, impact: null, failed: expected.length, userErrors: expected },
      results: rows.map((_row, index) => ({ index, membership: null, userErrors: expected.slice(index - 1, index) })),
    });
  }
  expect(await fingerprint(tenant)).toEqual(before);
});

test('by REJECT_FAILED_ROWS the right rows are written and the others reported', async () => {
  const { tenant, integrator, rows, expected } = await faultyRoster();
  const last = rows.length - 1;

  const payload = await send(integrator, rows, { errorPolicy: 'REJECT_FAILED_ROWS' });

  expect(payload).toEqual({
    ...{ assigned: 2, unchanged: 0, registered: 2, failed: expected.length, userErrors: [] },
    impact: { organizations: 2, members: 2, grantsGained: 0, grantsLost: 0 },
    results: rows.map((_row, index) => ({
      index,
      membership: index === 0 || index === last ? expect.objectContaining({ startedOn: today }) : null,
      userErrors: expected.slice(index - 1, index).filter(() => index !== 0 && index !== last),
    })),
  });
  const people = await tenant.rows(
    `select name from person where tenant_id = $1 and created_at = (select max(created_at) from person) order by id`,
    [tenant.id],
  );
  expect(people).toEqual([{ name: '对一' }, { name: '对二' }]);
});

test('faults are told in Chinese to whoever prefers it, under the same codes', async () => {
  const { integrator, rows, expected } = await faultyRoster();
  const chinese = { ...integrator, call: integrator.call.with({ 'Accept-Language': 'zh-CN,zh;q=0.9,en;q=0.5' }) };
  const { userErrors } = await send(chinese, rows);
  expect(userErrors.map(({ code, field }) => ({ code, field }))).toEqual(
    expected.map(({ code, field }) => ({ code, field })),
  );
  for (const { message } of userErrors) expect(message).toMatch(/^[\p{Script=Han}\p{P}\w\s]*\p{Script=Han}/u);
});

test('a move goes forward in time, and stays at one place only under the day it has', async () => {
  const { tenant, north, integrator } = await setting(world);
  await tenant.member({ in: north, personReference: 'm', externalReference: 'M-m', startedOn: '2019-07-01' });
  const before = await fingerprint(tenant);

  const day = { startedOn: '2019-07-01' };
  expect((await send(integrator, [row('m', 'SOUTH', day)])).userErrors).toEqual([
    fault(0, 'INVALID', 'startedOn', 'The day is not after 2019-07-01, when the present membership began.'),
  ]);
  expect((await send(integrator, [row('m', 'NORTH')])).userErrors).toEqual([
    fault(0, 'OVERLAPS', 'startedOn', 'The person has another membership in that time.'),
  ]);
  expect(await fingerprint(tenant)).toEqual(before);
});

test('more than 1,000 lines are refused as a whole', async () => {
  const { tenant, integrator } = await setting(world);
  const before = await fingerprint(tenant);
  const rows = Array.from({ length: 1_001 }, (_, index) => row(`p${index}`, 'NORTH', { personName: '某' }));

  expect(await send(integrator, rows, { errorPolicy: 'REJECT_FAILED_ROWS' })).toEqual({
    ...{ assigned: 0, unchanged: 0, failed: 0, registered: 0, impact: null, results: [] },
    userErrors: [{ code: 'INVALID', field: ['input', 'rows'], message: 'A call takes at most 1000 rows.' }],
  });
  expect(await fingerprint(tenant)).toEqual(before);
});

test('a roster is for those who may assign somewhere', async () => {
  const { tenant, street } = await setting(world);
  for (const role of ['ADMINISTRATOR', 'GRID_WORKER', 'TREASURER', 'AUDITOR', 'VIEWER']) {
    const actor = await tenant.actor({ role, at: street });
    await expect(send(actor, [])).rejects.toThrow('"FORBIDDEN"');
  }
});
