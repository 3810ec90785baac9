import { twoBranches } from '../../setup/records';
import { World } from '../../setup/world';
import { identityNumbers, register, secrets } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const phone = '13800001111';
const identityNumber = identityNumbers[0];

async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const input = { organizationId: branches.north.gid, name: '王五', phone, identityNumber };
  const data = await branches.secretary.call.ask<{ registerPerson: { person: { id: string } } }>(register, { input });
  return { tenant, ...branches, id: data.registerPerson.person.id };
}

const refusal = (field: string, permission: string) => ({
  message: `This requires ${permission} above or at this place.`,
  path: ['person', field],
  extensions: { code: 'FORBIDDEN', permission },
});
const hiddenPhone = refusal('phone', 'person:contact');
const hiddenNumber = refusal('identityNumber', 'person:identity');

test.each([
  ['ORGANIZER', { phone, identityNumber }, []],
  ['AUDITOR', { phone, identityNumber }, []],
  ['GRID_WORKER', { phone, identityNumber: null }, [hiddenNumber]],
  ['INTEGRATOR', { phone: null, identityNumber: null }, [hiddenPhone, hiddenNumber]],
  ['ADMINISTRATOR', { phone: null, identityNumber: null }, [hiddenPhone, hiddenNumber]],
  ['TREASURER', { phone: null, identityNumber: null }, [hiddenPhone, hiddenNumber]],
  ['VIEWER', { phone: null, identityNumber: null }, [hiddenPhone, hiddenNumber]],
])(
  'what %s may not read of a person is null with an error at its place, the rest stands',
  async (role, seen, refused) => {
    const { tenant, street, id } = await setting();
    const { call } = await tenant.actor({ role, at: street });

    const { data, errors = [] } = await call.send(secrets, { id });

    expect(data).toEqual({ person: { id, name: '王五', ...seen } });
    expect(errors).toHaveLength(refused.length);
    expect(errors).toMatchObject(refused);
  },
);

test('secrets are for the place that answers for him: a former branch sees his name, not his numbers', async () => {
  const { tenant, north, south, id } = await setting();
  const personId = id.split('/').at(-1);
  await tenant.rows(
    `insert into membership (tenant_id, person_id, organization_id, status, status_since, started_on, ended_on, end_reason)
     values ($1, $2, $3, 'FULL', '2010-01-01', '2010-01-01', '2015-01-01', 'REASSIGNED')`,
    [tenant.id, personId, south.id],
  );
  for (const role of ['ORGANIZER', 'AUDITOR']) {
    const former = await tenant.actor({ role, at: south });
    const { data, errors } = await former.call.send(secrets, { id });
    expect(data).toEqual({ person: { id, name: '王五', phone: null, identityNumber: null } });
    expect(errors).toMatchObject([hiddenPhone, hiddenNumber]);
  }
  const present = await tenant.actor({ role: 'ORGANIZER', at: north });
  expect(await present.call.ask(secrets, { id })).toMatchObject({ person: { phone, identityNumber } });
});

test('a page of members keeps its names where the numbers are refused', async () => {
  const { tenant, north } = await setting();
  await tenant.member({ in: north, name: '甲' });
  await tenant.member({ in: north, name: '乙' });
  const { call } = await tenant.actor({ role: 'VIEWER', at: north });

  const { data, errors } = await call.send(
    'query ($id: ID!) { organization(by: { id: $id }) { memberships(first: 5) { nodes { person { name phone } } } } }',
    { id: north.gid },
  );

  expect(data).toEqual({
    organization: {
      memberships: { nodes: [{ person: { name: '甲', phone: null } }, { person: { name: '乙', phone: null } }] },
    },
  });
  expect(errors?.map(({ path, extensions }) => [path?.join('.'), extensions.code])).toEqual([
    ['organization.memberships.nodes.0.person.phone', 'FORBIDDEN'],
    ['organization.memberships.nodes.1.person.phone', 'FORBIDDEN'],
  ]);
});

test('in the tables and in the audit trail no secret stands in the clear, and equal ones do not look alike', async () => {
  const { tenant, north, secretary, id } = await setting();
  const input = { organizationId: north.gid, name: '王五', phone, identityNumber };
  await secretary.call.ask(register, { input });

  const stored = await tenant.rows<{ phone: string; identity_number: string }>(
    'select phone, identity_number from person where tenant_id = $1',
    [tenant.id],
  );
  expect(stored).toHaveLength(2);
  const [first, second] = stored;
  expect(first?.phone).toMatch(/^[0-9a-f]{8}\.[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(first?.phone).not.toBe(second?.phone);
  expect(first?.identity_number).not.toBe(second?.identity_number);
  for (const table of ['person', 'audit_entry', 'idempotency_key', 'membership']) {
    const [{ text } = { text: '' }] = await tenant.rows<{ text: string }>(
      `select coalesce(string_agg(t::text, ' '), '') as text from ${table} t where tenant_id = $1`,
      [tenant.id],
    );
    expect(text).not.toContain(phone);
    expect(text).not.toContain(identityNumber);
  }
  expect(await secretary.call.ask(secrets, { id })).toMatchObject({ person: { phone, identityNumber } });
});

test('a sealed value that was put into another county or altered cannot be read, and tells nothing', async () => {
  const { tenant, id, secretary } = await setting();
  const other = await setting();
  const [row] = await tenant.rows<{ phone: string }>('select phone from person where tenant_id = $1', [tenant.id]);
  await other.tenant.rows('update person set phone = $1 where tenant_id = $2', [row?.phone, other.tenant.id]);
  await tenant.rows('update person set phone = left(phone, -2) where tenant_id = $1', [tenant.id]);

  for (const [{ call }, person] of [
    [other.secretary, other.id],
    [secretary, id],
  ] as const) {
    const { data, errors } = await call.send(secrets, { id: person });
    expect(data).toEqual({ person: { id: person, name: '王五', phone: null, identityNumber } });
    expect(errors).toMatchObject([
      { message: 'Something went wrong on our side.', path: ['person', 'phone'], extensions: { code: 'INTERNAL' } },
    ]);
  }
});
