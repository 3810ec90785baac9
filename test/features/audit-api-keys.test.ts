import type { TestActor, TestOrganization } from '../setup/tenant';
import { gid } from '../setup/tenant';
import { World } from '../setup/world';
import { integration, keyOf, revokeApiKey, rotateApiKey, whoAmI, type MadeKey } from './accounts/api-keys/operations';
import { register } from './people/operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

interface Key {
  id: string;
  name: string;
  prefix: string;
}
interface Listed {
  organization: { auditEntries: { totalCount: number; nodes: { action: string; apiKey: Key | null }[] } };
}

const list = `query ($id: ID!, $apiKeyId: ID, $reach: Reach) {
  organization(by: { id: $id }) {
    auditEntries(first: 100, apiKeyId: $apiKeyId, reach: $reach) { totalCount nodes { action apiKey { id name prefix } } } } }`;

async function entries({ call }: TestActor, { gid: id }: TestOrganization, more: object = {}) {
  const { nodes, totalCount } = (await call.ask<Listed>(list, { id, ...more })).organization.auditEntries;
  expect(totalCount).toBe(nodes.length);
  return nodes;
}

const keyFacts = ({ apiKey: { id, prefix } }: MadeKey): Key => ({ id, name: '对接', prefix });

/** A program with two keys, each of which has registered somebody in the north, and the organizer has too. */
async function setting() {
  const made = await integration(world);
  const { tenant, street, community, north, administrator, accountId, program, organizer } = made;
  const second = await keyOf(administrator, accountId, community);
  const input = { organizationId: north.gid, name: '王五' };
  for (const call of [program, world.caller(second.secret), organizer.call]) await call.ask(register, { input });
  const auditor = await tenant.actor({ role: 'AUDITOR', at: street });
  return { ...made, first: { apiKey: made.apiKey, secret: made.secret }, second, auditor };
}

test('an entry names the key it was made with, and none where it was made without one', async () => {
  const { north, first, second, auditor } = await setting();
  expect(await entries(auditor, north)).toEqual([
    { action: 'person.registered', apiKey: null },
    { action: 'person.registered', apiKey: keyFacts(second) },
    { action: 'person.registered', apiKey: keyFacts(first) },
  ]);
});

test('what a key has read on record names it too', async () => {
  const { tenant, community, north, administrator, accountId, auditor } = await setting();
  await tenant.grant(accountId.split('/').at(-1) ?? '', { role: 'ORGANIZER', at: community });
  const reading = await keyOf(administrator, accountId, community, { role: 'ORGANIZER' });
  const input = { organizationId: north.gid, name: '赵六', phone: '13800001111' };
  const call = world.caller(reading.secret);
  await call.ask(register, { input });
  await call.ask('{ person(by: { phone: "13800001111" }) { phone } }');
  const apiKey = keyFacts(reading);
  expect((await entries(auditor, north)).slice(0, 3)).toEqual([
    { action: 'person.secret_read', apiKey },
    { action: 'person.lookup_read', apiKey },
    { action: 'person.registered', apiKey },
  ]);
});

test('all that was done with one key is found, after it was replaced and taken back as well', async () => {
  const { tenant, street, north, administrator, first, second, auditor } = await setting();
  await administrator.call.ask(rotateApiKey, { input: { apiKeyId: first.apiKey.id } });
  await administrator.call.ask(revokeApiKey, { input: { apiKeyId: first.apiKey.id } });
  const above = await tenant.actor({ role: 'AUDITOR', at: tenant.root });
  for (const [viewer, place] of [
    [auditor, street],
    [auditor, north],
    [above, tenant.root],
  ] as const) {
    for (const key of [first, second]) {
      expect(await entries(viewer, place, { apiKeyId: key.apiKey.id })).toEqual([
        { action: 'person.registered', apiKey: keyFacts(key) },
      ]);
    }
  }
  expect(await entries(auditor, street, { apiKeyId: first.apiKey.id, reach: 'DIRECT' })).toEqual([]);
});

test('who may read the entry but not the account sees no key, and cannot ask by it', async () => {
  const { tenant, street, north, first, auditor } = await setting();
  const mixed = await tenant.actor([
    { role: 'VIEWER', at: street },
    { role: 'AUDITOR', at: north },
  ]);
  // The program's account belongs to the community, where he audits nothing.
  expect(await entries(mixed, north)).toEqual(Array(3).fill({ action: 'person.registered', apiKey: null }));
  const other = await setting();
  const refused = [{ code: 'NOT_FOUND', path: 'organization.auditEntries' }];
  for (const [viewer, apiKeyId] of [
    [mixed, first.apiKey.id],
    [auditor, other.first.apiKey.id],
    [auditor, gid('ApiKey', '999999')],
    [auditor, auditor.gid],
    [auditor, 'x'],
  ] as const) {
    expect(await viewer.call.refusals(list, { id: north.gid, apiKeyId })).toEqual(refused);
  }
});

test('a write takes as many statements with a key as without one', async () => {
  const { north, program, organizer } = await setting();
  const input = { organizationId: north.gid, name: '孙七' };
  // The first use is noted; the next ones within a minute are not.
  await program.ask(whoAmI);
  const [withKey, without] = [
    await world.countStatements(() => program.ask(register, { input })),
    await world.countStatements(() => organizer.call.ask(register, { input })),
  ];
  // The key is looked up each time, since its use is noted.
  expect(withKey).toBe(without + 1);
});
