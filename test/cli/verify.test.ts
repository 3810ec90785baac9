import { sanlou } from '../setup/command';
import type { TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

let world: World;
let sound: TestTenant;
let broken: TestTenant;
beforeAll(async () => {
  world = await World.open();
  [sound, broken] = [await world.tenant('sound'), await world.tenant('broken')];
  for (const tenant of [sound, broken]) {
    const street = await tenant.add(tenant.root);
    await tenant.member({ in: street });
    await tenant.grid(street);
  }
});
afterAll(() => world.close());

/** The command against this file's database, as the owner of its tables. */
function verify(...parameters: string[]) {
  return sanlou(['verify', ...parameters], {
    DATABASE_URL: world.database.applicationUrl,
    DATABASE_OWNER_URL: world.database.ownerUrl,
    SANLOU_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    SANLOU_DEV_TOKENS: 'true',
  });
}

test('where nothing differs it says what it looked at, tenant by tenant', async () => {
  expect(await verify()).toEqual({
    code: 0,
    stdout: 'Nothing differs: tenants 2, organizations 4, versions of them 4, memberships 2, grids 2.\n',
    stderr: expect.stringMatching(/^sound: nothing differs \(.* s\)\nbroken: nothing differs \(.* s\)\n$/) as string,
  });
});

test('what differs is told and ends with 1, until it is mended', async () => {
  const { root } = broken;
  await broken.rows('update organization set depth = 5 where depth = 1');
  const [street] = await broken.rows<{ id: string }>('select id from organization where depth = 5');
  const lines = [
    `broken: paths and depths by the parents: organization ${street?.id} has path ${root.id}/${street?.id} and depth 5, not ${root.id}/${street?.id} and 1`,
    `broken: today by the history: organization ${street?.id} differs from its last version in depth`,
  ];
  expect(await verify('--tenant', 'broken')).toEqual({
    code: 1,
    stdout: `${lines.join('\n')}\n`,
    stderr: expect.stringMatching(/^broken: 2 differences \(.* s\)\n$/) as string,
  });
  expect((await verify('--tenant', 'sound')).code).toBe(0);
  expect(await verify('--repair')).toEqual({
    code: 0,
    stdout: 'Nothing differs: tenants 2, organizations 4, versions of them 4, memberships 2, grids 2.\n',
    stderr: expect.stringMatching(
      /\nbroken: nothing differs after writing anew the places of 1 organizations and 0 versions, and the closure of 0 \(.* s\)\n$/,
    ) as string,
  });
});

test('as JSON it tells the same to programs', async () => {
  await sound.rows(`update grid set name = name`);
  await sound.rows(`update grid_version set name = 'other' where superseded_at = 'infinity'`);
  const { code, stdout } = await verify('--tenant', 'sound', '--json', '--repair');
  const [grid] = await sound.rows<{ id: string }>('select id from grid');
  expect([code, JSON.parse(stdout)]).toEqual([
    1,
    {
      tenants: [
        {
          code: 'sound',
          extent: { organizations: 2, versions: 2, memberships: 1, grids: 1 },
          found: [
            {
              name: 'grids by the history',
              of: 'grid',
              faults: [{ id: grid?.id, fault: 'differs from its last version' }],
              total: 1,
            },
          ],
          mended: { places: 0, closures: 0, versionPlaces: 0 },
        },
      ],
    },
  ]);
});

test('a tenant that is not there is told', async () => {
  expect(await verify('--tenant', 'nowhere')).toEqual({ code: 1, stdout: '', stderr: 'There is no tenant nowhere.\n' });
});
