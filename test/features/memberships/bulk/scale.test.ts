import { World } from '../../../setup/world';
import type { RosterPayload } from '../operations';
import { clock, row, send, setting } from './rosters';

let world: World;
beforeAll(async () => {
  world = await World.open(clock);
});
afterAll(() => world.close());
jest.setTimeout(60_000);

/** Of every three lines one registers someone, one moves a member and one gives a status. */
async function rosterOf(size: number) {
  const county = await setting(world);
  const { tenant, north } = county;
  await tenant.rows(
    `with p as (insert into person (tenant_id, organization_id, name, pinyin, external_reference)
       select $1, $2, '某', 'mou', 'p' || n from generate_series(0, $3::int - 1) n where n % 3 > 0 returning id, external_reference)
     insert into membership (tenant_id, person_id, organization_id, status, status_since, started_on, external_reference)
     select $1, id, $2, 'PROBATIONARY', '2019-07-01', '2019-07-01', 'M-' || external_reference from p`,
    [tenant.id, north.id, size],
  );
  const rows = Array.from({ length: size }, (_, index) => {
    if (index % 3 === 0) return row(`p${index}`, 'SOUTH', { personName: '新人' });
    if (index % 3 === 1) return row(`p${index}`, 'SOUTH', { status: 'PROBATIONARY' });
    return row(`p${index}`, 'NORTH', { startedOn: '2019-07-01' });
  });
  return { ...county, rows };
}

test('a roster of 1,000 lines is one call of as many statements as one of 10, and each line has its result', async () => {
  const few = await rosterOf(10);
  const many = await rosterOf(1_000);
  const [payloads, counts]: [RosterPayload[], number[]] = [[], []];
  for (const { integrator, rows } of [few, many]) {
    counts.push(await world.countStatements(async () => payloads.push(await send(integrator, rows))));
  }

  expect(counts[1]).toBe(counts[0]);
  expect(counts[0]).toBeGreaterThan(0);
  expect(payloads[1]).toMatchObject({ assigned: 1_000, unchanged: 0, failed: 0, registered: 334, userErrors: [] });
  payloads[1]?.results.forEach((result, index) => {
    expect(result).toMatchObject({
      index,
      userErrors: [],
      membership: {
        status: index % 3 === 1 ? 'PROBATIONARY' : 'FULL',
        person: { externalReference: `p${index}` },
        organization: { externalReference: index % 3 === 2 ? 'NORTH' : 'SOUTH' },
      },
    });
  });

  // The second run too, which finds everything as it should be, and the retry, which reads it again.
  for (const key of ['again', 'again']) {
    const again: number[] = [];
    for (const { integrator, rows } of [few, many]) {
      again.push(await world.countStatements(() => send(integrator, rows, { idempotencyKey: key })));
    }
    expect(again[1]).toBe(again[0]);
  }
});

test('what a call of 1,000 lines may be asked for costs a fraction of the limit', async () => {
  const { integrator } = await setting(world);
  const rows = Array.from({ length: 1_000 }, (_, index) => row(`nobody${index}`, 'NORTH'));
  const text = `mutation ($input: AssignMembershipsInput!) {
    assignMemberships(input: $input) {
      failed results { index membership { id } userErrors { code } }
    }
  }`;
  const answer = await integrator.call.send<{ assignMemberships: RosterPayload }>(text, {
    input: { rows, idempotencyKey: 'cost' },
  });
  expect(answer).toMatchObject({ errors: undefined, data: { assignMemberships: { failed: 1_000 } } });
  const { requested, limit } = answer.extensions?.cost as { requested: number; limit: number };
  expect(requested).toBeGreaterThan(1_000);
  expect(requested).toBeLessThan(limit / 5);
});
