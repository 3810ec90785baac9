import { twoBranches } from '../../setup/records';
import { gid, type TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { identityNumbers, register, secrets } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const phone = '13800001111';
const identityNumber = identityNumbers[0];
const withPurpose = `query ($id: ID!, $why: String) { person(by: { id: $id }) { phone(purpose: $why) } }`;

async function setting() {
  const tenant = await world.tenant();
  const { north, secretary } = await twoBranches(tenant);
  const input = { organizationId: north.gid, name: '王五', phone, identityNumber };
  const data = await secretary.call.ask<{ registerPerson: { person: { id: string } } }>(register, { input });
  return { tenant, north, secretary, id: data.registerPerson.person.id };
}

const reads = (tenant: TestTenant) =>
  tenant.rows(
    `select account_id as account, node_type || ' ' || node_id as node, organization_id as organization, reason, before, after
     from audit_entry where tenant_id = $1 and action = 'person.secret_read' order by id`,
    [tenant.id],
  );

test('each secret that is read stands in the audit trail with its purpose, and how often it was asked for does not count', async () => {
  const { tenant, north, secretary, id } = await setting();
  const entry = (field: string, reason: string | null) => ({
    account: secretary.id,
    node: `Person ${id.split('/').at(-1)}`,
    organization: north.id,
    ...{ reason, before: null, after: { field } },
  });

  await secretary.call.ask(withPurpose, { id, why: ' 核对党费 ' });
  expect(await reads(tenant)).toEqual([entry('phone', '核对党费')]);

  await secretary.call.ask(`query ($id: ID!) { a: person(by: { id: $id }) { phone b: phone identityNumber } }`, { id });
  expect(await reads(tenant)).toEqual([
    entry('phone', '核对党费'),
    entry('phone', null),
    entry('identityNumber', null),
  ]);
});

test('what was refused, or is not on record, was not read', async () => {
  const { tenant, north, id } = await setting();
  const viewer = await tenant.actor({ role: 'VIEWER', at: north });
  await viewer.call.send(secrets, { id });
  const { person } = await tenant.member({ in: north });
  const auditor = await tenant.actor({ role: 'AUDITOR', at: north });
  await auditor.call.ask(secrets, { id: person.gid });

  expect(await reads(tenant)).toEqual([]);
});

test('a secret that cannot be recorded as read is not told', async () => {
  const { tenant, secretary, id } = await setting();
  await world.owner.query('revoke insert on audit_entry from sanlou_app');
  try {
    const { status, data, errors } = await secretary.call.send(secrets, { id });
    expect([status, data, errors?.map(({ extensions }) => extensions.code)]).toEqual([500, undefined, ['INTERNAL']]);
  } finally {
    await world.owner.query('grant insert on audit_entry to sanlou_app');
  }
  expect(await reads(tenant)).toEqual([]);
});

test.each([
  ['too long', '长'.repeat(201)],
  ['no text', '\0'],
])('a purpose that is %s is refused, and nothing is told', async (_what, why) => {
  const { tenant, secretary, id } = await setting();
  const { data, errors } = await secretary.call.send(withPurpose, { id, why });
  expect(data).toEqual({ person: { phone: null } });
  expect(errors).toMatchObject([{ path: ['person', 'phone'], extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(await reads(tenant)).toEqual([]);
});

test('many people read at once are recorded by one statement, on the connection that read them', async () => {
  const { tenant, north, secretary } = await setting();
  for (let made = 0; made < 5; made += 1)
    await secretary.call.ask(register, { input: { organizationId: north.gid, name: '赵六', phone } });
  const people = await tenant.rows<{ id: string }>('select id from person where tenant_id = $1', [tenant.id]);
  const ids = people.map((person) => gid('Person', person.id));
  const read = (fields: string) => () =>
    secretary.call.ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Person { name ${fields} } } }`, { ids });

  const [asked, recorded] = [await world.countStatements(read('')), await world.countStatements(read('phone'))];

  // Where each of them is answered for, BEGIN with the actor, and the entries.
  expect(recorded - asked).toBe(3);
  expect(await reads(tenant)).toHaveLength(6);
});
