import { fingerprint, membershipsOf } from '../../../setup/records';
import { World } from '../../../setup/world';
import { assignAll, type RosterPayload } from '../operations';
import { clock, row, send, setting, today } from './rosters';

let world: World;
beforeAll(async () => {
  world = await World.open(clock);
});
afterAll(() => world.close());

async function roster() {
  const county = await setting(world);
  const { tenant, north } = county;
  await tenant.member({ in: north, personReference: 'moving', externalReference: 'M-moving', startedOn: '2019-07-01' });
  await tenant.member({ in: north, personReference: 'kept', externalReference: 'M-kept', startedOn: '2019-07-01' });
  const rows = [
    row('new', 'NORTH', { personName: '新人' }),
    row('moving', 'SOUTH'),
    row('nobody', 'SOUTH'),
    row('kept', 'NORTH', { startedOn: '2019-07-01' }),
  ];
  return { ...county, rows };
}

/** New rows get new ids each time. */
const withoutIds = (payload: RosterPayload) => ({
  ...payload,
  results: payload.results.map((result) => ({
    ...result,
    membership: result.membership && { ...result.membership, id: 'some' },
  })),
});

test.each(['REJECT_EVERYTHING', 'REJECT_FAILED_ROWS'])(
  'a dry run by %s answers as the call itself does, and writes nothing',
  async (errorPolicy) => {
    const { tenant, integrator, rows } = await roster();
    const before = await fingerprint(tenant);

    const rehearsed = await send(integrator, rows, { errorPolicy, dryRun: true });

    expect(await fingerprint(tenant)).toEqual(before);
    const written = await send(integrator, rows, { errorPolicy });
    expect(withoutIds(rehearsed)).toEqual(withoutIds(written));
    expect(rehearsed).toMatchObject(
      errorPolicy === 'REJECT_EVERYTHING'
        ? { assigned: 0, failed: 1, impact: null }
        : { assigned: 2, unchanged: 1, failed: 1, registered: 1, impact: { organizations: 2, members: 2 } },
    );
    expect(rehearsed.results[1]?.membership ?? null).toEqual(
      errorPolicy === 'REJECT_EVERYTHING' ? null : expect.objectContaining({ startedOn: today }),
    );
  },
);

test('a dry run uses up no key', async () => {
  const { integrator, rows } = await roster();
  const key = { idempotencyKey: 'once', errorPolicy: 'REJECT_FAILED_ROWS' };
  await send(integrator, rows, { ...key, dryRun: true });
  expect(await send(integrator, rows, key)).toMatchObject({ assigned: 2, unchanged: 1 });
});

test('a lost answer is asked for again by the same key: the first result, and nothing written twice', async () => {
  const { tenant, integrator, rows } = await roster();
  const key = { idempotencyKey: 'retry', errorPolicy: 'REJECT_FAILED_ROWS' };
  const first = await send(integrator, rows, key);
  const before = await fingerprint(tenant);

  expect(await send(integrator, rows, key)).toEqual(first);
  expect(first).toMatchObject({ assigned: 2, unchanged: 1, failed: 1, registered: 1 });

  expect(await send(integrator, rows.slice(0, 2), key)).toEqual({
    ...{ assigned: 0, unchanged: 0, failed: 0, registered: 0, impact: null, results: [] },
    userErrors: [
      {
        code: 'IDEMPOTENCY_CONFLICT',
        field: ['input', 'idempotencyKey'],
        message: 'This key was used for another call within the last 24 hours.',
      },
    ],
  });
  expect(await fingerprint(tenant)).toEqual(before);
});

test('after 24 hours a key is free again', async () => {
  const { tenant, integrator, rows } = await roster();
  const key = { idempotencyKey: 'daily', errorPolicy: 'REJECT_FAILED_ROWS' };
  await send(integrator, rows, key);
  const age = (hours: number) =>
    tenant.rows(`update idempotency_key set created_at = created_at - $1 * interval '1 hour' where tenant_id = $2`, [
      hours,
      tenant.id,
    ]);

  await age(23);
  expect(await send(integrator, rows, key)).toMatchObject({ assigned: 2, unchanged: 1 });
  await age(2);
  expect(await send(integrator, rows, key)).toMatchObject({ assigned: 0, unchanged: 3 });
});

test('the same call sent twice at the same moment is done once, and both are told so', async () => {
  const { tenant, integrator, rows } = await roster();
  const key = { idempotencyKey: 'twice', errorPolicy: 'REJECT_FAILED_ROWS' };
  const [one, two] = await Promise.all([send(integrator, rows, key), send(integrator, rows, key)]);
  expect(two).toEqual(one);
  expect(await membershipsOf(tenant)).toHaveLength(4);
});

test('a key is the account its own, and of 1 to 200 characters', async () => {
  const { tenant, integrator, street, rows } = await roster();
  const colleague = await tenant.actor({ role: 'INTEGRATOR', at: street });
  const key = { idempotencyKey: 'ours', errorPolicy: 'REJECT_FAILED_ROWS' };
  expect(await send(integrator, rows, key)).toMatchObject({ assigned: 2, unchanged: 1 });
  expect(await send(colleague, rows, key)).toMatchObject({ assigned: 0, unchanged: 3 });

  for (const idempotencyKey of ['', ' ', 'k'.repeat(201)]) {
    expect((await send(integrator, rows, { idempotencyKey })).userErrors).toEqual([
      { code: 'INVALID', field: ['input', 'idempotencyKey'], message: 'A key has 1 to 200 characters.' },
    ]);
  }
  expect(await integrator.call.refusals(assignAll, { input: { rows } })).toEqual([
    { code: 'BAD_USER_INPUT', path: '' },
  ]);
});
