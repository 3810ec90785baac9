import { overlappingMemberships, twoBranches } from '../../setup/records';
import { World } from '../../setup/world';
import { assign, assignAll, changeStatus, reassign, type RosterPayload } from './operations';

const today = '2020-06-30';
const rounds = 50;
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date(`${today}T04:00:00Z`) });
});
afterAll(() => world.close());
jest.setTimeout(120_000);

interface Outcome {
  userErrors: { code: string }[];
}

const codesOf = (outcomes: Outcome[]) => outcomes.map(({ userErrors }) => userErrors[0]?.code ?? 'done').sort();

test('of assignments of one person at the same moment one is done, the others overlap it', async () => {
  const tenant = await world.tenant();
  const { north, south, organizer } = await twoBranches(tenant);
  for (let round = 0; round < rounds; round += 1) {
    const person = await tenant.person(north);
    const outcomes = await Promise.all(
      [north, south, north].map(async ({ gid: organizationId }, index) => {
        const input = { personId: person.gid, organizationId, status: 'FULL', startedOn: `202${index}-01-01` };
        return (await organizer.call.ask<{ assignMembership: Outcome }>(assign, { input })).assignMembership;
      }),
    );
    expect(codesOf(outcomes)).toEqual(['OVERLAPS', 'OVERLAPS', 'done']);
  }
  expect(await overlappingMemberships(tenant)).toEqual([]);
});

test('of changes that expect the same version one is done, the others are stale', async () => {
  const tenant = await world.tenant();
  const { north, organizer } = await twoBranches(tenant);
  for (let round = 0; round < rounds; round += 1) {
    const member = await tenant.member({ in: north, status: 'APPLICANT' });
    const input = { membershipId: member.gid, status: 'ACTIVIST', effectiveOn: today, expectedVersion: 1 };
    const outcomes = await Promise.all(
      [1, 2, 3].map(async () => {
        const data = await organizer.call.ask<{ changeMembershipStatus: Outcome }>(changeStatus, { input });
        return data.changeMembershipStatus;
      }),
    );
    expect(codesOf(outcomes)).toEqual(['STALE_VERSION', 'STALE_VERSION', 'done']);
    const rows = await tenant.rows('select status, version from membership where id = $1', [member.id]);
    expect(rows).toEqual([{ status: 'ACTIVIST', version: 2 }]);
  }
});

test('rosters that share people, known and new ones, wait for each other; nobody is in two places', async () => {
  const tenant = await world.tenant();
  const { north, organizer } = await twoBranches(tenant);
  const places = ['NORTH', 'SOUTH'];
  for (let round = 0; round < rounds; round += 1) {
    const references = Array.from({ length: 10 }, (_, index) => `${round}-${index}`);
    for (const externalReference of references.slice(0, 5)) await tenant.person(north, { externalReference });
    const roster = (call: number) => ({
      errorPolicy: 'REJECT_FAILED_ROWS',
      idempotencyKey: `${round}-${call}`,
      rows: (call === 0 ? references : references.toReversed()).map((personExternalReference) => ({
        ...{ personExternalReference, personName: '王五', organizationExternalReference: places[call] },
        ...{ status: 'FULL', startedOn: today, externalReference: `M-${personExternalReference}` },
      })),
    });
    const answers = await Promise.all(
      [0, 1].map((call) =>
        organizer.call.send<{ assignMemberships: RosterPayload }>(assignAll, { input: roster(call) }),
      ),
    );
    // The later one finds people registered since it looked: it is told to try again, and then all is well.
    const codes = answers.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code));
    expect(codes.filter((code) => code !== 'CONFLICT')).toEqual([]);
    for (const [call, { errors }] of answers.entries()) {
      if (!errors) continue;
      const again = await organizer.call.ask<{ assignMemberships: RosterPayload }>(assignAll, { input: roster(call) });
      expect(again.assignMemberships).toMatchObject({ assigned: 0, failed: 10 });
    }
    const [count] = await tenant.rows<{ people: number }>(
      `select count(distinct person_id)::int as people, count(*)::int as memberships from membership join person p on p.id = person_id
       where p.external_reference like $1`,
      [`${round}-%`],
    );
    expect(count).toEqual({ people: 10, memberships: 10 });
  }
  expect(await overlappingMemberships(tenant)).toEqual([]);
});

test('rosters and single moves of the same members wait for each other, without any conflict', async () => {
  const tenant = await world.tenant();
  const { north, organizer, south } = await twoBranches(tenant);
  for (let round = 0; round < rounds; round += 1) {
    const members = [];
    for (const index of [0, 1, 2]) {
      const [personReference, externalReference] = [`p-${round}-${index}`, `m-${round}-${index}`];
      members.push(await tenant.member({ in: north, startedOn: '2019-01-01', personReference, externalReference }));
    }
    const rows = members.map((_member, index) => ({
      ...{ personExternalReference: `p-${round}-${index}`, organizationExternalReference: 'SOUTH', status: 'FULL' },
      ...{ startedOn: today, externalReference: `m-${round}-${index}` },
    }));
    const input = { rows, errorPolicy: 'REJECT_FAILED_ROWS', idempotencyKey: `r-${round}` };
    const answers = await Promise.all([
      organizer.call.send(assignAll, { input }),
      ...members.map(({ gid: membershipId }) =>
        organizer.call.send(reassign, { input: { membershipId, organizationId: south.gid, effectiveOn: today } }),
      ),
    ]);
    expect(answers.flatMap(({ errors = [] }) => errors)).toEqual([]);
  }
  const moved = await tenant.rows(
    'select count(*)::int as count from membership where organization_id = $1 and ended_on is null',
    [south.id],
  );
  expect(moved).toEqual([{ count: 3 * rounds }]);
  expect(await overlappingMemberships(tenant)).toEqual([]);
});
