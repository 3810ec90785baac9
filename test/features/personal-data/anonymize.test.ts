import { sanlou } from '../../setup/command';
import { testKey, withRing } from '../../setup/keys';
import { addMembership, fingerprint, twoBranches } from '../../setup/records';
import { giveSecrets } from '../../setup/secrets';
import type { TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { register } from '../people/operations';
import { anonymize, exportData } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const phone = '13800001111';
const identityNumber = '11010519491231002X';
/** Whatever tells who he was. */
const his = ['王五', 'wang wu', 'P-1', 'M-1', 'M-2', phone, identityNumber];

/** 王五, a former member of both branches, who held a post; 赵六 is a member still. */
async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const { north, south, organizer } = branches;
  const { person } = await tenant.member({
    ...{ in: south, name: '王五', personReference: 'P-1', externalReference: 'M-1' },
    ...{ startedOn: '2015-01-01', endedOn: '2019-01-01', endReason: 'REASSIGNED' },
  });
  const last = await addMembership(tenant, person, {
    ...{ in: north, startedOn: '2019-01-01', endedOn: '2021-01-01', externalReference: 'M-2' },
  });
  await tenant.rows('update person set organization_id = $2 where id = $1', [person.id, north.id]);
  await giveSecrets(tenant, person, { phone, identityNumber });
  await tenant.appointment(await tenant.post(north), person, { startedOn: '2019-02-01', endedOn: '2020-01-01' });
  const { person: other } = await tenant.member({ in: north, name: '赵六', externalReference: 'M-3' });
  const ask = async (given: object = {}, { call } = organizer) =>
    (
      await call.ask<{ anonymizePerson: { person: { name: string; version: number } | null; userErrors: object[] } }>(
        anonymize,
        { input: { personId: person.gid, reason: '本人申请', ...given } },
      )
    ).anonymizePerson;
  return { tenant, ...branches, person, last, other, ask };
}

const refusedBy = (code: string, field: string) =>
  ({ person: null, userErrors: [{ code, field: ['input', field] }] }) as object;

test('name, numbers and references are gone for good, from the history too; what he was part of stays', async () => {
  const { tenant, north, organizer, person, ask } = await setting();
  const answer = await ask({ expectedVersion: 1 });
  expect(answer).toEqual({
    person: {
      ...{ id: person.gid, name: expect.stringMatching(/^已匿名\d{8}$/) as string, version: 2 },
      ...{ pinyin: expect.stringMatching(/^yi ni ming \d{8}$/) as string, externalReference: null },
      ...{ anonymizedAt: expect.any(String) as string, phoneMasked: null, identityNumberMasked: null },
    },
    userErrors: [],
  });
  for (const table of ['person', 'membership', 'membership_version', 'appointment', 'audit_entry', 'idempotency_key']) {
    const [{ text } = { text: '' }] = await tenant.rows<{ text: string }>(
      `select coalesce(string_agg(t::text, ' '), '') as text from ${table} t where tenant_id = $1`,
      [tenant.id],
    );
    for (const trace of his) expect([table, trace, text.includes(trace)]).toEqual([table, trace, false]);
    if (table !== 'audit_entry' && table !== 'idempotency_key') expect(text).not.toBe('');
  }
  expect(
    await tenant.rows('select action, node_id, organization_id, account_id, reason, before, after from audit_entry'),
  ).toEqual([
    {
      ...{ action: 'person.anonymized', node_id: person.id, organization_id: north.id, account_id: organizer.id },
      ...{ reason: '本人申请', before: { version: 1 }, after: { version: 2 } },
    },
  ]);
  const kept = await tenant.rows(
    `select (select count(*)::int from membership where person_id = $1) as memberships,
       (select count(*)::int from membership_version where person_id = $1) as versions,
       (select count(*)::int from appointment where person_id = $1) as appointments,
       (select string_agg(external_reference, ',') from membership) as others`,
    [person.id],
  );
  expect(kept).toEqual([{ memberships: 2, versions: 2, appointments: 1, others: 'M-3' }]);
});

const counts = `query ($id: ID!) { organization(by: { id: $id }) {
  counts { members } coverage { fullMembers: branchesBelowThreeFullMembers { organizations(first: 50) { totalCount nodes { id } } } }
  breakdown(level: "BRANCH") { rows { organization { id } counts { members organizations grids } } elsewhere { members } total { members } }
  memberships(first: 50) { totalCount nodes { id version status startedOn person { id } } }
  y2016: counts(asOf: "2016-01-01") { members } y2020: counts(asOf: "2020-01-01") { members } y2022: counts(asOf: "2022-01-01") { members }
  b2016: breakdown(level: "BRANCH", asOf: "2016-01-01") { rows { organization { id } counts { members } } total { members } }
  b2020: breakdown(level: "BRANCH", asOf: "2020-06-30") { rows { organization { id } counts { members } } total { members } }
  posts(first: 50) { totalCount nodes { id } } } }`;

test('every figure, today and of any day, is to the byte what it was, and nothing is found to differ', async () => {
  const { tenant, street, north, south, organizer, ask } = await setting();
  const figures = async () => {
    const answers = [];
    for (const { gid: id } of [tenant.root, street, north, south]) {
      const caller = id === tenant.root.gid ? await root(tenant) : organizer.call;
      answers.push(JSON.stringify(await caller.ask(counts, { id })));
    }
    return answers;
  };
  const verify = () => sanlou(['verify', '--tenant', tenant.code, '--json'], withRing(world, [testKey(7)]));
  const [before, verified] = [await figures(), await verify()];

  expect((await ask()).userErrors).toEqual([]);

  expect(await figures()).toEqual(before);
  const verifiedAfter = await verify();
  expect([verified.code, verifiedAfter.code]).toEqual([0, 0]);
  // That he was anonymised is itself an entry of the audit trail.
  const apartFromEntries = (text: string) => text.replace(/"auditEntries": *\d+/, '"auditEntries": 0');
  expect(apartFromEntries(verifiedAfter.stdout)).toBe(apartFromEntries(verified.stdout));
  expect(before.some((text) => text.includes('"y2016":{"members":1}'))).toBe(true);
}, 60_000);

async function root(tenant: TestTenant) {
  return (await tenant.actor({ role: 'ORGANIZER', at: tenant.root })).call;
}

test('who is a member or holds a post is not anonymised, nor on a day that is yet to come', async () => {
  const { tenant, north, other, person, ask } = await setting();
  const active = { person: null, userErrors: [{ code: 'ACTIVE', field: ['input', 'personId'] }] };
  const before = await fingerprint(tenant);
  expect(await ask({ personId: other.gid })).toMatchObject(active);
  expect(await fingerprint(tenant)).toEqual(before);

  const appointment = await tenant.appointment(await tenant.post(north), person, { startedOn: '2022-01-01' });
  expect(await ask()).toMatchObject(active);
  await tenant.rows('update appointment set ended_on = $2 where id = $1', [appointment.id, '2999-01-01']);
  expect(await ask()).toMatchObject(active);
  await tenant.rows('update appointment set ended_on = $2 where id = $1', [appointment.id, '2022-02-01']);
  await addMembership(tenant, person, { in: north, startedOn: '2998-01-01', endedOn: '2999-01-01' });
  expect(await ask()).toMatchObject(active);
});

test('a dry run answers the same and writes nothing; so does what is refused', async () => {
  const { tenant, ask, person, organizer } = await setting();
  const before = await fingerprint(tenant);
  expect(await ask({ dryRun: true })).toMatchObject({
    person: { externalReference: null, version: 2 },
    userErrors: [],
  });
  expect(await ask({ reason: ' ' })).toMatchObject(refusedBy('INVALID', 'reason'));
  expect(await ask({ expectedVersion: 4 })).toMatchObject(refusedBy('STALE_VERSION', 'expectedVersion'));
  expect(await fingerprint(tenant)).toEqual(before);
  for (const role of ['AUDITOR', 'INTEGRATOR', 'VIEWER', 'ADMINISTRATOR']) {
    const { call } = await tenant.actor({ role, at: tenant.root });
    expect(await call.refusals(anonymize, { input: { personId: person.gid, reason: 'x' } })).toEqual([
      { code: 'FORBIDDEN', path: 'anonymizePerson' },
    ]);
  }
  expect((await ask()).userErrors).toEqual([]);
  expect(await ask()).toMatchObject(refusedBy('ANONYMIZED', 'personId'));
  const { exportPersonalData } = await organizer.call.ask<{ exportPersonalData: { document: { person: object } } }>(
    exportData,
    { input: { personId: person.gid, purpose: '核对' } },
  );
  expect(exportPersonalData.document.person).toMatchObject({
    phone: null,
    identityNumber: null,
    externalReference: null,
  });
});

test('nothing of his is taken down again, and he neither joins nor holds a post again', async () => {
  const { tenant, north, organizer, person, ask } = await setting();
  await ask();
  const before = await fingerprint(tenant);
  const errors = 'userErrors { code field }';
  for (const [name, type, given, field] of [
    ['updatePerson', 'UpdatePersonInput', { id: person.gid, phone }, 'id'],
    ['updatePerson', 'UpdatePersonInput', { id: person.gid, name: '王五' }, 'id'],
    [
      ...(['assignMembership', 'AssignMembershipInput'] as const),
      { personId: person.gid, organizationId: north.gid, status: 'FULL', startedOn: '2022-01-01' },
      'personId',
    ],
  ] as const) {
    const text = `mutation ($input: ${type}!) { ${name}(input: $input) { ${errors} } }`;
    expect(await organizer.call.ask(text, { input: given })).toEqual({
      [name]: { userErrors: [{ code: 'ANONYMIZED', field: ['input', field] }] },
    });
  }
  expect(await fingerprint(tenant)).toEqual(before);
  const post = await tenant.post(north);
  expect(
    await organizer.call.ask(`mutation ($input: AppointInput!) { appoint(input: $input) { ${errors} } }`, {
      input: { postId: post.gid, personId: person.gid, startedOn: '2022-01-01', how: 'ELECTED' },
    }),
  ).toEqual({ appoint: { userErrors: [{ code: 'ANONYMIZED', field: ['input', 'personId'] }] } });
});

test('a roster that names him by his former reference registers someone new', async () => {
  const { tenant, person, organizer, ask } = await setting();
  await ask();
  const { assignMemberships } = await organizer.call.ask<{ assignMemberships: object }>(
    `mutation ($input: AssignMembershipsInput!) { assignMemberships(input: $input) { registered assigned userErrors { code } } }`,
    {
      input: {
        idempotencyKey: 'k',
        rows: [
          {
            ...{ personExternalReference: 'P-1', personName: '王五', status: 'FULL', startedOn: '2022-01-01' },
            organizationExternalReference: 'NORTH',
          },
        ],
      },
    },
  );
  expect(assignMemberships).toEqual({ registered: 1, assigned: 1, userErrors: [] });
  const people = await tenant.rows<{ id: string }>(`select id from person where external_reference = 'P-1'`);
  expect(people).toHaveLength(1);
  expect(people[0]?.id).not.toBe(person.id);
});

test('a registration that is repeated under its key answers with who he is now', async () => {
  const { tenant, north, organizer } = await setting();
  const input = { organizationId: north.gid, name: '钱七', phone: '13800007777', idempotencyKey: 'once' };
  const registered = await organizer.call.ask<{ registerPerson: { person: { id: string } } }>(register, { input });
  const { id } = registered.registerPerson.person;
  await organizer.call.ask(anonymize, { input: { personId: id, reason: '本人申请' } });
  expect(await organizer.call.ask(register, { input })).toMatchObject({
    registerPerson: { person: { id, name: expect.stringMatching(/^已匿名/) as string } },
  });
  const [{ text } = { text: '' }] = await tenant.rows<{ text: string }>(
    `select string_agg(k::text, '') as text from idempotency_key k where tenant_id = $1`,
    [tenant.id],
  );
  for (const trace of ['钱七', '13800007777']) expect(text).not.toContain(trace);
});

test('of an appointment, or a membership, and an anonymisation at the same time one is done', async () => {
  for (let round = 0; round < 8; round += 1) {
    const { tenant, north, person, organizer, ask } = await setting();
    const post = await tenant.post(north);
    const rival =
      round % 2 === 0
        ? organizer.call.ask<Record<string, { userErrors: { code: string }[] }>>(
            'mutation ($input: AppointInput!) { appoint(input: $input) { userErrors { code } } }',
            { input: { postId: post.gid, personId: person.gid, startedOn: '2022-01-01', how: 'ELECTED' } },
          )
        : organizer.call.ask<Record<string, { userErrors: { code: string }[] }>>(
            'mutation ($input: AssignMembershipInput!) { assignMembership(input: $input) { userErrors { code } } }',
            { input: { personId: person.gid, organizationId: north.gid, status: 'FULL', startedOn: '2022-01-01' } },
          );
    const [anonymized, answer] = await Promise.all([ask(), rival]);
    const codes = [anonymized, ...Object.values(answer)].map(
      ({ userErrors }) => (userErrors[0] as { code?: string })?.code,
    );
    expect([
      ['ACTIVE', undefined],
      [undefined, 'ANONYMIZED'],
    ]).toContainEqual(codes);
  }
});
