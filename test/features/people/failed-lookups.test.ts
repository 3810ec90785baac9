import { twoBranches } from '../../setup/records';
import { giveSecrets } from '../../setup/secrets';
import type { TestActor, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const phone = '13800001111';
const byPhone = 'query ($phone: String!) { person(by: { phone: $phone }) { id } }';
const byNumber = 'query ($number: String!) { person(by: { identityNumber: $number }) { id } }';
const notFound = [{ code: 'NOT_FOUND', path: 'person' }];

async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const person = await tenant.person(branches.south);
  await giveSecrets(tenant, person, { phone });
  return { tenant, ...branches, person };
}

const trail = (tenant: TestTenant) =>
  tenant.rows(
    `select action, account_id as account, node_type || ' ' || node_id as node, organization_id as organization, reason, before, after
     from audit_entry where tenant_id = $1 order by id`,
    [tenant.id],
  );

const failure = (by: string, { id }: TestActor, at: { id: string }) => ({
  ...{ action: 'person.failed_lookup_read', account: id, node: `Organization ${at.id}`, organization: at.id },
  ...{ reason: null, before: null, after: { by } },
});

test('a number that finds nobody is on record where it was searched, without the number, whether anybody has it or not', async () => {
  const { tenant, north, south, secretary } = await setting();
  expect(await secretary.call.refusals(byPhone, { phone: '13800009999' })).toEqual(notFound);
  // Somebody of the south has it, of which the secretary of the north must not learn; nor does the record tell.
  expect(await secretary.call.refusals(byPhone, { phone })).toEqual(notFound);
  expect(await secretary.call.refusals(byNumber, { number: 'no number' })).toEqual(notFound);
  expect(await trail(tenant)).toEqual([
    ...[failure('phone', secretary, north), failure('phone', secretary, north)],
    failure('identityNumber', secretary, north),
  ]);

  const both = await tenant.actor([
    { role: 'GRID_WORKER', at: north },
    { role: 'AUDITOR', at: south },
    { role: 'ORGANIZER', at: south },
  ]);
  expect(await both.call.refusals(byPhone, { phone: '13800009999' })).toEqual(notFound);
  expect((await trail(tenant)).slice(3)).toEqual([failure('phone', both, north), failure('phone', both, south)]);
});

test('who may read no numbers at all and asks for one is on record where he has a role', async () => {
  const { tenant, north, south } = await setting();
  const viewer = await tenant.actor({ role: 'VIEWER', at: south });
  // A grid worker may read phones, but no identity numbers.
  const worker = await tenant.actor({ role: 'GRID_WORKER', at: north });
  expect(await viewer.call.refusals(byPhone, { phone })).toEqual(notFound);
  expect(await worker.call.refusals(byNumber, { number: '11010519491231002X' })).toEqual(notFound);
  expect(await trail(tenant)).toEqual([failure('phone', viewer, south), failure('identityNumber', worker, north)]);
});

test('who has no role, or none any more, and asks for a number is on record where his account belongs', async () => {
  const { tenant, north, south } = await setting();
  const newcomer = await tenant.actor([], south);
  const former = await tenant.actor({ role: 'ORGANIZER', at: south, endsOn: '2020-02-01' }, north);
  for (const { call } of [newcomer, former]) expect(await call.refusals(byPhone, { phone })).toEqual(notFound);
  expect(await trail(tenant)).toEqual([failure('phone', newcomer, south), failure('phone', former, north)]);
});

test('a number of two people, of whom neither is told, is on record as one that finds nobody', async () => {
  const { tenant, street, north, organizer } = await setting();
  await giveSecrets(tenant, await tenant.person(north), { phone });
  expect(await organizer.call.refusals(byPhone, { phone })).toEqual(notFound);
  expect(await trail(tenant)).toEqual([failure('phone', organizer, street)]);
});

test('each number of many that are tried at once counts, and they are recorded by one statement', async () => {
  const { tenant, north, secretary } = await setting();
  const ask = (count: number) => async () => {
    const tried = Array.from(
      { length: count },
      (_each, index) => `p${index}: person(by: { phone: "1380000${index}" }) { id }`,
    );
    const { data } = await secretary.call.send(`{ ${tried.join(' ')} }`);
    expect(data).toEqual(Object.fromEntries(tried.map((_each, index) => [`p${index}`, null])));
  };
  const [one, many] = [await world.countStatements(ask(1)), await world.countStatements(ask(40))];
  // A look for each number.
  expect(many - one).toBe(39);
  expect(await trail(tenant)).toEqual(Array.from({ length: 41 }, () => failure('phone', secretary, north)));
});

test('the auditors above who probes numbers find it, and nobody else', async () => {
  const { tenant, street, north, south, secretary } = await setting();
  await secretary.call.refusals(byPhone, { phone });
  const list = `query ($id: ID!, $accountId: ID) { organization(by: { id: $id }) {
    auditEntries(first: 10, actions: ["person.failed_lookup_read"], accountId: $accountId) { nodes { action nodeId after } } } }`;
  const found = [{ action: 'person.failed_lookup_read', nodeId: north.gid, after: { by: 'phone' } }];
  for (const [at, nodes] of [
    [street, found],
    [north, found],
    [south, []],
  ] as const) {
    const { call } = await tenant.actor({ role: 'AUDITOR', at });
    expect(await call.ask(list, { id: at.gid })).toEqual({ organization: { auditEntries: { nodes } } });
  }
  const above = await tenant.actor({ role: 'AUDITOR', at: tenant.root });
  expect(await above.call.ask(list, { id: tenant.root.gid, accountId: secretary.gid })).toEqual({
    organization: { auditEntries: { nodes: found } },
  });
});

test('a lookup that cannot be recorded answers nothing, whether it found anybody or not', async () => {
  const { tenant, organizer } = await setting();
  await world.owner.query('revoke insert on audit_entry from sanlou_app');
  try {
    for (const asked of [phone, '13800009999']) {
      const { status, data, errors } = await organizer.call.send(byPhone, { phone: asked });
      expect([status, data, errors?.map(({ extensions }) => extensions.code)]).toEqual([500, undefined, ['INTERNAL']]);
    }
  } finally {
    await world.owner.query('grant insert on audit_entry to sanlou_app');
  }
  expect(await trail(tenant)).toEqual([]);
});
