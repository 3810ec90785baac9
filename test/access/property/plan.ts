import fc from 'fast-check';
import { Role } from '../../../src/access/permission';

const index = fc.nat({ max: 1_000 });
const rarely = fc.integer({ min: 0, max: 4 }).map((chance) => chance === 0);

/** What a random county holds. Numbers pick among what was made before them, counted round. */
export const plans = fc.record({
  organizations: fc.array(fc.record({ parent: index, isDissolved: rarely }), { minLength: 2, maxLength: 14 }),
  people: fc.array(
    fc.record({
      home: index,
      former: fc.option(index),
      current: fc.option(
        fc.record({ at: index, status: fc.constantFrom('FULL', 'FULL', 'PROBATIONARY', 'APPLICANT', 'ACTIVIST') }),
      ),
    }),
    { maxLength: 8 },
  ),
  grids: fc.array(fc.record({ at: index, covers: fc.array(index, { maxLength: 3 }) }), { maxLength: 4 }),
  posts: fc.array(
    fc.record({
      at: index,
      minimumHolders: fc.integer({ min: 0, max: 1 }),
      isAbolished: rarely,
      holder: fc.option(fc.record({ person: index, isEnded: fc.boolean() })),
    }),
    { maxLength: 4 },
  ),
  accounts: fc.array(fc.record({ home: index, isSuspended: rarely }), { minLength: 1, maxLength: 3 }),
  grants: fc.array(
    fc.record({
      account: index,
      role: fc.constantFrom(...Object.values(Role)),
      at: index,
      grid: fc.option(index),
      state: fc.constantFrom('HELD', 'HELD', 'HELD', 'ENDED', 'NOT_BEGUN', 'REVOKED'),
    }),
    { minLength: 1, maxLength: 7 },
  ),
  entries: fc.array(index, { maxLength: 4 }),
});

export type Plan = typeof plans extends fc.Arbitrary<infer Value> ? Value : never;
