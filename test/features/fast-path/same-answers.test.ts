import fc from 'fast-check';
import { FastPath } from '../../../src/features/fast-path';
import type { TestActor } from '../../setup/tenant';
import { Wire } from '../../setup/wire';
import { World } from '../../setup/world';
import { operation, type Names } from './selections';

let world: World;
let plain: Wire;
let fast: Wire;
let names: Names;
let askers: TestActor[];
/** How many of the operations the fast path has answered, and how many it has left. */
const answered = { here: 0, elsewhere: 0 };

beforeAll(async () => {
  world = await World.open();
  plain = await Wire.to((await world.beside({ engines: () => [] })).http);
  const { http } = await world.beside({
    engines: (schema) => {
      const path = new FastPath(schema);
      return [
        {
          run: async (asked) => {
            const result = await path.run(asked);
            answered[result ? 'here' : 'elsewhere'] += 1;
            return result;
          },
        },
      ];
    },
  });
  fast = await Wire.to(http);
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root, {
    ...{ name: '"永安"\\街道 <b>', shortName: '永安\u2028', kind: 'STREET', sortOrder: 2 },
    ...{ areaCode: '500236001000', externalReference: 'a/"b"\\c', establishedOn: '2001-02-03' },
  });
  const village = await tenant.add(street, { name: '10号 😀 村', kind: 'VILLAGE', sortOrder: -1 });
  const dissolved = await tenant.add(street, {
    ...{ name: '2号 社区', dissolvedOn: '2020-01-01', establishedOn: '2019-01-01' },
  });
  const community = await tenant.add(street, { name: '2号 社区' });
  const branch = await tenant.add(community);
  const building = await tenant.add(branch, { name: '\u007f号楼' });
  await tenant.add(building);
  await tenant.add(tenant.root, { name: 'empty', sortOrder: 1 });
  const member = await tenant.member({
    in: building,
    name: '张"三\\',
    externalReference: 'm"1',
    personReference: 'p\\1',
  });
  await tenant.member({ in: village, status: 'PROBATIONARY' });
  await tenant.member({ in: branch, status: 'APPLICANT' });
  await tenant.member({ in: village, startedOn: '2019-01-01', endedOn: '2019-06-01', endReason: 'LEFT' });
  for (let more = 0; more < 5; more += 1) await tenant.member({ in: community });
  askers = [
    await tenant.actor({ role: 'ORGANIZER', at: tenant.root }),
    await tenant.actor([
      { role: 'VIEWER', at: community },
      { role: 'VIEWER', at: village },
    ]),
    await tenant.actor({ role: 'GRID_WORKER', at: community, gridId: (await tenant.grid(branch, [building])).id }),
    await tenant.actor(),
  ];
  names = {
    ...{ organization: street.gid, areaCode: '500236001000', reference: 'a/\\"b\\"\\\\c' },
    person: member.gid,
  };
  ids = [street, community, branch, building, village, dissolved, tenant.root].map(({ gid }) => gid);
});
let ids: string[];
afterAll(() => world.close());

test('whatever is asked, the answer is that of graphql-js to the byte', async () => {
  const [administrator] = askers as [TestActor];
  const setting = fc.record({
    query: operation(names),
    asker: fc.constantFrom(administrator, administrator, ...askers),
    id: fc.constantFrom(...ids),
    size: fc.constantFrom(1, 2, 50, 0),
    reach: fc.constantFrom('DIRECT', 'SUBTREE'),
    level: fc.constantFrom('STREET', 'BUILDING_GROUP'),
  });
  await fc.assert(
    fc.asyncProperty(setting, async ({ query, asker, ...variables }) => {
      const body = { query, variables };
      const headers = { authorization: `Bearer ${asker.token}` };
      const [expected, got] = [await plain.post(body, headers), await fast.post(body, headers)];
      expect([got.status, inOrder(got.text)]).toEqual([expected.status, inOrder(expected.text)]);
    }),
    { numRuns: 600 },
  );
  // Most of what is generated is for the fast path: the test compares two ways, not one with itself.
  expect(answered.here).toBeGreaterThan(200);
}, 120_000);

/** To the byte, but for the order in which fields failed. */
function inOrder(text: string): string {
  if (!text.includes('"errors"')) return text;
  const { errors, ...answer } = JSON.parse(text) as { errors?: object[] };
  return JSON.stringify({ ...answer, errors: errors?.map((error) => JSON.stringify(error)).sort() });
}
