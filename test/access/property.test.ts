import fc from 'fast-check';
import { World } from '../setup/world';
import { make, type County } from './property/county';
import { findFigures, findLists, findNodes, findRoots } from './property/found';
import { Model } from './property/model';
import { plans, type Plan } from './property/plan';

let world: World;
let elsewhere: County;
beforeAll(async () => {
  world = await World.open();
  const [plan] = fc.sample(plans, { numRuns: 1, seed: 1 }) as [Plan];
  elsewhere = await make(await world.tenant(), plan);
});
afterAll(() => world.close());

const everyId = ({ places, ...rest }: County) =>
  [places, ...Object.values(rest)].flatMap((nodes: readonly { gid: string }[]) => nodes.map(({ gid }) => gid));

test('everyone reads what the naive model says he may, all of it and nothing else, and every count is its size', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const county = await make(await world.tenant(), plan);
      const ids = [...everyId(county), ...everyId(elsewhere)];
      for (const account of county.accounts) {
        const call = world.caller(account.token);
        if (account.isSuspended) {
          expect(await call.refusals('{ viewer { name } }')).toEqual([{ code: 'UNAUTHENTICATED', path: 'viewer' }]);
          continue;
        }
        const model = new Model(county, account);
        const roots = model.roots();
        expect(await findNodes(call, ids)).toEqual(model.readable());
        expect(await findRoots(call)).toEqual(roots.map(({ gid }) => gid).sort());
        for (const root of roots) expect(await findLists(call, root.gid)).toEqual(model.lists(root));
        const seen = county.places.filter((place) => model.holds('organization:read', place));
        const found = await findFigures(
          call,
          seen.map(({ gid }) => gid),
        );
        expect(found).toEqual(seen.map((place) => model.figures(place)));
      }
    }),
    { numRuns: Number(process.env.SANLOU_TEST_RUNS ?? 12), seed: 20_261_124, interruptAfterTimeLimit: 500_000 },
  );
}, 600_000);
