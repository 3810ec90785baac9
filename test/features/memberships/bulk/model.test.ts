import fc from 'fast-check';
import { membershipsOf, overlappingMemberships } from '../../../setup/records';
import { World } from '../../../setup/world';
import { NaiveRegister, type Line } from './naive-register';
import { clock, row, send, setting } from './rosters';

let world: World;
beforeAll(async () => {
  world = await World.open(clock);
});
afterAll(() => world.close());
jest.setTimeout(120_000);

const line: fc.Arbitrary<Line> = fc
  .record({
    person: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    name: fc.constantFrom('某', '某', null),
    place: fc.constantFrom('NORTH', 'SOUTH', 'NORTH', 'SOUTH', 'GONE', 'AWAY'),
    status: fc.constantFrom('DEVELOPMENT_TARGET', 'PROBATIONARY', 'PROBATIONARY', 'FULL', 'FULL'),
    day: fc.constantFrom('2019-01-01', '2019-07-01', '2020-01-01', '2020-06-30', '2020-09-01'),
    reference: fc.constantFrom('own', 'own', 'own', 'X', null),
  })
  .map((each) => ({ ...each, reference: each.reference === 'own' ? `M-${each.person}` : each.reference }));

const rosters = fc.array(
  fc.record({
    policy: fc.constantFrom('REJECT_EVERYTHING', 'REJECT_FAILED_ROWS', 'REJECT_FAILED_ROWS'),
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
  }),
  { minLength: 2, maxLength: 6 },
);

test('rosters of any kind leave the register as one kept line by line, with the same word on each line', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(rosters, async (calls) => {
      const { tenant, community, integrator } = await setting(world);
      await tenant.add(community, { externalReference: 'GONE', dissolvedOn: '2020-01-01' });
      await tenant.add(tenant.root, { externalReference: 'AWAY' });
      const naive = new NaiveRegister();
      for (const { policy, lines } of calls) {
        const verdicts = naive.take(lines, policy);
        const payload = await send(
          integrator,
          lines.map(({ person, name, place, status, day, reference }) =>
            row(person, place, { personName: name, status, startedOn: day, externalReference: reference }),
          ),
          { errorPolicy: policy },
        );

        const codes = verdicts.map((verdict) => (typeof verdict === 'object' ? [verdict.code] : []));
        const failed = codes.flat().length;
        const isRefused = policy === 'REJECT_EVERYTHING' && failed > 0;
        const count = (word: string) => (isRefused ? 0 : verdicts.filter((verdict) => verdict === word).length);
        expect(payload.results.map(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(codes);
        expect(payload).toMatchObject({ failed, assigned: count('assigned'), unchanged: count('unchanged') });
        expect(payload.userErrors).toHaveLength(isRefused ? failed : 0);
        expect(payload.results.map(({ membership }) => membership !== null)).toEqual(
          codes.map(([code]) => code === undefined && !isRefused),
        );
        expect(await membershipsOf(tenant)).toEqual(
          naive.memberships.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1)),
        );
        for (const verdict of verdicts) seen.add(typeof verdict === 'object' ? verdict.code : verdict);
      }
      expect(await overlappingMemberships(tenant)).toEqual([]);
    }),
    { numRuns: 60, seed: 20200630 },
  );
  // The rosters were of any kind indeed.
  expect([...seen].sort()).toEqual([
    ...['DISSOLVED', 'DUPLICATE_REFERENCE', 'INVALID', 'NOT_FOUND', 'OVERLAPS', 'STATUS_NOT_ALLOWED'],
    ...['assigned', 'unchanged'],
  ]);
});

const keyOf = ({ person, startedOn }: { person: string; startedOn: string }) => `${person} ${startedOn}`;
