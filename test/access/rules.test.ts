import { developmentIssuer } from '../../src/access/personas';
import type { Caller } from '../setup/api';
import { giveSecrets } from '../setup/secrets';
import type { TestOrganization, TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

let world: World;
let tenant: TestTenant;
let own: TestOrganization;
let beneath: TestOrganization;
let beside: TestOrganization;
let organizer: Caller;
let viewer: Caller;
let viewerId: string;
let operator: Caller;

beforeAll(async () => {
  world = await World.open();
  tenant = await world.tenant();
  own = await tenant.add(tenant.root);
  beside = await tenant.add(tenant.root);
  beneath = await tenant.add(own);
  organizer = (await tenant.actor({ role: 'ORGANIZER', at: own })).call;
  ({ call: viewer, gid: viewerId } = await tenant.actor({ role: 'VIEWER', at: own }));
  await world.owner.query(`insert into login (issuer, subject, name) values ($1, 'operator', 'operator')`, [
    developmentIssuer,
  ]);
  operator = world.caller(await world.keys.sign('operator'));
});
afterAll(() => world.close());

const errors = '{ userErrors { code } }';
const register = (at: TestOrganization) =>
  `mutation { done: registerPerson(input: { organizationId: "${at.gid}", name: " " }) ${errors} }`;
const update = (what: TestOrganization) =>
  `mutation { done: updateOrganization(input: { id: "${what.gid}", expectedVersion: 0 }) ${errors} }`;
const merge = (...what: TestOrganization[]) =>
  `mutation { done: mergeOrganizations(input: { organizationIds: [${what.map(({ gid }) => `"${gid}"`).join()}],
    into: { name: "新" }, dryRun: true }) ${errors} }`;
const bulk = `mutation { done: assignMemberships(input: { rows: [], idempotencyKey: "k" }) ${errors} }`;

/** The codes of the user errors where the rule lets it pass, or else the one refusal. */
async function say(call: Caller, text: string): Promise<unknown> {
  const answer = await call.send<{ done: { userErrors: { code: string }[] } }>(text);
  if (!answer.errors) return answer.data?.done.userErrors.map(({ code }) => code);
  expect(answer.errors).toHaveLength(1);
  return answer.errors.map(({ message, extensions }) => ({ message, ...extensions }))[0];
}

const absent = { message: 'Not found.', code: 'NOT_FOUND' };
const unknown = { message: 'A valid bearer token is required.', code: 'UNAUTHENTICATED' };
const forbidden = (permission: string, where = 'above or at this place') => ({
  message: `This requires ${permission} ${where}.`,
  code: 'FORBIDDEN',
  permission,
});
/** Whoever holds it at the very place reads what he lacks. */
const forbiddenOfItself = (permission: string) => forbidden(permission, 'above this place');

test('who holds a permission may use it at his place and beneath, who only sees is refused, who sees nothing finds nothing', async () => {
  for (const place of [own, beneath]) {
    expect(await say(organizer, register(place))).toEqual(['INVALID']);
    expect(await say(viewer, register(place))).toEqual(forbidden('person:write'));
  }
  for (const place of [tenant.root, beside]) {
    expect(await say(organizer, register(place))).toEqual(absent);
    expect(await say(viewer, register(place))).toEqual(absent);
  }
});

test('an organization itself is changed from above', async () => {
  expect(await say(organizer, update(beneath))).toEqual(['STALE_VERSION']);
  expect(await say(organizer, update(own))).toEqual(forbiddenOfItself('organization:write'));
  expect(await say(viewer, update(beneath))).toEqual(forbiddenOfItself('organization:write'));
  expect(await say(organizer, update(tenant.root))).toEqual(absent);
});

test('who holds a permission at a place, but needs it above, is told so in his language', async () => {
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: own });
  const grant = `mutation { done: grantRole(input: { accountId: "${administrator.gid}", role: VIEWER, organizationId: "${own.gid}" }) { userErrors { code } } }`;
  expect(await say(administrator.call, grant)).toEqual(forbiddenOfItself('grant:write'));
  expect(await say(administrator.call.with({ 'accept-language': 'zh' }), grant)).toEqual({
    ...forbiddenOfItself('grant:write'),
    message: '此操作需要在上级拥有 grant:write 权限。',
  });
});

test('of several places each is asked about: one that is hidden hides all, one that is not permitted refuses all', async () => {
  const second = await tenant.add(own);
  expect(await say(organizer, merge(beneath, second))).toEqual([]);
  expect(await say(organizer, merge(beneath, own))).toEqual(forbiddenOfItself('organization:write'));
  expect(await say(viewer, merge(beneath, second))).toEqual(forbiddenOfItself('organization:write'));
  expect(await say(organizer, merge(own, beside))).toEqual(absent);
});

test('what is judged row by row asks whether the permission is held anywhere', async () => {
  expect(await say(organizer, bulk)).toEqual([]);
  expect(await say(viewer, bulk)).toEqual(forbidden('membership:assign'));
});

test('who belongs to no tenant finds nothing, who has no token is asked for one', async () => {
  const organization = `{ organization(by: { id: "${own.gid}" }) { id } }`;
  const holders = `{ whoCan(nodeId: "${own.gid}", permission: AUDIT_READ) { totalCount } }`;
  const explained = `{ explainAccess(accountId: "${viewerId}", nodeId: "${own.gid}", permission: AUDIT_READ) { isAllowed } }`;
  for (const text of [register(own), merge(beneath), bulk, organization, holders, explained]) {
    expect(await say(operator, text)).toEqual(absent);
    expect(await say(world.caller(), text)).toEqual(unknown);
  }
  expect(await operator.ask('{ viewer { name account { id } } }')).toEqual({
    viewer: { name: 'operator', account: null },
  });
  expect(await say(world.caller(), '{ viewer { name } }')).toEqual(unknown);
});

test('refusals of several fields of one answer stand at their own fields', async () => {
  const { person } = await tenant.member({ in: beneath });
  const refusals = await viewer.refusals(
    `{ a: person(by: { id: "${person.gid}" }) { phone identityNumber } b: organization(by: { id: "${beside.gid}" }) { id } }`,
  );
  expect(refusals.toSorted((left, right) => (left.path < right.path ? -1 : 1))).toEqual([
    { code: 'FORBIDDEN', path: 'a.identityNumber' },
    { code: 'FORBIDDEN', path: 'a.phone' },
    { code: 'NOT_FOUND', path: 'b' },
  ]);
});

test('of several permissions asked for at one place each is judged by itself, whichever is asked first', async () => {
  const { person } = await tenant.member({ in: beneath });
  await giveSecrets(tenant, person, { phone: '13800000000', identityNumber: '11010519491231002X' });
  const worker = await tenant.actor({ role: 'GRID_WORKER', at: own });
  for (const fields of ['phone identityNumber', 'identityNumber phone']) {
    const answer = await worker.call.send(`{ person(by: { id: "${person.gid}" }) { ${fields} } }`);
    expect(answer.data).toEqual({ person: { phone: '13800000000', identityNumber: null } });
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
      [['person', 'identityNumber'], { code: 'FORBIDDEN', permission: 'person:identity' }],
    ]);
  }
});
