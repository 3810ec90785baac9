import { createTenant } from '../../src/features/accounts/create-tenant';
import { createPool } from '../../src/database/pool';
import { developmentIssuer } from '../../src/access/personas';
import { createLog } from '../../src/log';
import { sanlou } from '../setup/command';
import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** The command against this file's database, as the owner of its tables. */
function create(...parameters: string[]) {
  return sanlou(['create-tenant', ...parameters], {
    DATABASE_URL: world.database.applicationUrl,
    DATABASE_OWNER_URL: world.database.ownerUrl,
    SANLOU_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    SANLOU_DEV_TOKENS: 'true',
  });
}

test('a county of one’s own begins with a root, the levels, and someone who may do everything beneath it', async () => {
  expect(await create('gaoping', '高坪县', '--subject', 'boss')).toEqual({
    code: 0,
    stdout: `Created gaoping (高坪县). boss of ${developmentIssuer} is its first administrator.\n`,
    stderr: '',
  });

  const boss = world.caller(await world.keys.sign('boss'));
  const { viewer } = await boss.ask<{ viewer: { roots: { id: string }[] } }>(
    '{ viewer { name tenant { code timeZone levels { code } } grants { role } roots { id name level { code } descendantCount } } }',
  );
  expect(viewer).toEqual({
    name: 'boss',
    tenant: {
      code: 'gaoping',
      timeZone: 'Asia/Shanghai',
      levels: ['COUNTY', 'STREET', 'COMMUNITY', 'BRANCH', 'BUILDING_GROUP', 'FLOOR_HOUSEHOLD'].map((code) => ({
        code,
      })),
    },
    grants: [{ role: 'ADMINISTRATOR' }, { role: 'ORGANIZER' }],
    roots: [{ id: expect.any(String) as string, name: '高坪县', level: { code: 'COUNTY' }, descendantCount: 0 }],
  });
  const created = await boss.ask<object>(
    `mutation ($parent: ID!) { createOrganization(input: { parentId: $parent, level: "STREET", name: "高坪街道" }) {
      organization { name depth } userErrors { code } } }`,
    { parent: viewer.roots[0]?.id },
  );
  expect(created).toEqual({
    createOrganization: { organization: { name: '高坪街道', depth: 1 }, userErrors: [] },
  });
});

test('whoever administers a second county names it when he signs in to it', async () => {
  expect(await create('earlier', '先县', '--subject', 'both')).toMatchObject({ code: 0 });
  expect(await create('later', '后县', '--subject', 'both')).toEqual({
    code: 0,
    stdout: `Created later (后县). both of ${developmentIssuer} is its first administrator.
both signs in elsewhere too: the request header x-sanlou-tenant: later names this tenant.\n`,
    stderr: '',
  });
  const both = world.caller(await world.keys.sign('both'));
  const tenantOf = async (caller: typeof both) => await caller.ask<object>('{ viewer { tenant { code } } }');
  expect(await tenantOf(both)).toEqual({ viewer: { tenant: { code: 'earlier' } } });
  expect(await tenantOf(both.with({ 'x-sanlou-tenant': 'later' }))).toEqual({ viewer: { tenant: { code: 'later' } } });
});

test.each([
  [['taken', '县', '--subject', 'second'], 'There is a tenant taken already.'],
  [
    ['other', '县', '--subject', ''],
    'The subject takes 1 to 255 characters, no control characters, no blanks around them.',
  ],
  [
    ['other', '县', '--subject', 'third', '--issuer', ' '],
    'The issuer takes 1 to 255 characters, no control characters, no blanks around them.',
  ],
  [['No Code', '县', '--subject', 'third'], 'No Code is no code: lower-case letters, digits and hyphens, at most 63.'],
  [['blank', ' ', '--subject', 'third'], 'A name has 1 to 200 characters.'],
  [['mars', '县', '--subject', 'third', '--time-zone', 'Mars'], 'time zone "Mars" not recognized'],
])('what cannot be is refused in a sentence, and nothing is created: %j', async (parameters, sentence) => {
  const owner = createPool(world.database.ownerUrl, createLog('silent'));
  const administrator = { name: 'first', issuer: developmentIssuer, subject: 'first' };
  await createTenant({ pool: owner }, { code: 'taken', name: '县', timeZone: 'UTC', administrator }).catch(
    () => undefined,
  );
  await owner.end();
  const before = await world.checksum();

  expect(await create(...parameters)).toEqual({ code: 1, stdout: '', stderr: `${sentence}\n` });
  expect(await world.checksum()).toEqual(before);
});
