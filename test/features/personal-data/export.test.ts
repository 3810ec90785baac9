import { developmentIssuer } from '../../../src/access/personas';
import { personalRecords } from '../../../src/features/personal-data/personal-records';
import { addMembership, auditTrail, twoBranches } from '../../setup/records';
import { giveSecrets } from '../../setup/secrets';
import { World } from '../../setup/world';
import { exportData } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const phone = '13800001111';
const identityNumber = '11010519491231002X';
const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string;

type Rows = Record<string, unknown>[];
type Document = { person: Record<string, unknown>; exportedAt: string } & Record<string, Rows>;

/** 王五, once of the south, now of the north branch, with a post and an account; and 赵六 beside him. */
async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const { north, south, organizer } = branches;
  const former = await tenant.member({
    ...{ in: south, name: '王五', personReference: 'P-1', externalReference: 'M-1' },
    ...{ startedOn: '2015-01-01', endedOn: '2019-01-01', endReason: 'REASSIGNED' },
  });
  const { person } = former;
  const present = await addMembership(tenant, person, { in: north, startedOn: '2019-01-01', externalReference: 'M-2' });
  await tenant.rows('update person set organization_id = $2 where id = $1', [person.id, north.id]);
  await giveSecrets(tenant, person, { phone, identityNumber });
  const appointment = await tenant.appointment(await tenant.post(north), person);
  const other = await tenant.member({ in: north, name: '赵六', personReference: 'P-2', externalReference: 'M-3' });
  await giveSecrets(tenant, other.person, { phone: '13800002222' });
  const account = await tenant.actor([], north);
  await tenant.rows('update account set person_id = $2 where id = $1', [account.id, person.id]);
  await organizer.call.ask(
    'mutation ($input: UpdatePersonInput!) { updatePerson(input: $input) { userErrors { code } } }',
    {
      input: { id: person.gid, name: '王伍' },
    },
  );
  return { tenant, ...branches, person, memberships: [former, present], appointment, account, other };
}

test('all that is held on a person comes as one document, his own records only', async () => {
  const { tenant, north, south, organizer, person, memberships, appointment, account } = await setting();
  const [former, present] = memberships;
  const input = { personId: person.gid, purpose: ' 本人申请 ' };
  const { exportPersonalData } = await organizer.call.ask<{ exportPersonalData: { document: Document } }>(exportData, {
    input,
  });

  const inSouth = { organizationId: south.gid, status: 'FULL', statusSince: '2015-01-01', startedOn: '2015-01-01' };
  const inNorth = { organizationId: north.gid, status: 'FULL', statusSince: '2019-01-01', startedOn: '2019-01-01' };
  const over = { endedOn: '2019-01-01', endReason: 'REASSIGNED' };
  const open = { endedOn: null, endReason: null };
  const image = { organization: north.gid, hasExternalReference: true, hasPhone: true, hasIdentityNumber: true };
  const row = { isPrimary: true, placedOn: null, version: 1, createdAt: at, updatedAt: at };
  const believed = { recordedAt: at, supersededAt: null, version: 1 };
  expect(exportPersonalData).toEqual({
    userErrors: [],
    document: {
      exportedAt: at,
      person: {
        ...{ id: person.gid, organizationId: north.gid, name: '王伍', pinyin: 'wang wu', externalReference: 'P-1' },
        ...{ phone, identityNumber, version: 2, createdAt: at, updatedAt: at, anonymizedAt: null },
      },
      memberships: [
        { id: former?.gid, ...inSouth, ...over, externalReference: 'M-1', ...row },
        { id: present?.gid, ...inNorth, ...open, externalReference: 'M-2', ...row },
      ],
      membershipVersions: [
        {
          ...{ membershipId: former?.gid, validFrom: '2015-01-01', validTo: '2019-01-01', ...believed },
          ...{ ...inSouth, ...over, externalReference: 'M-1' },
        },
        {
          ...{ membershipId: present?.gid, validFrom: '2019-01-01', validTo: null, ...believed },
          ...{ ...inNorth, ...open, externalReference: 'M-2' },
        },
      ],
      appointments: [
        {
          ...{ id: appointment.gid, postId: expect.stringMatching(/Post/) as string, startedOn: '2019-08-01' },
          ...{ endedOn: null, how: 'ELECTED', version: 1, createdAt: at, updatedAt: at },
        },
      ],
      accounts: [
        {
          ...{ id: account.gid, organizationId: north.gid, name: account.name, kind: 'PERSON', invitedBy: null },
          ...{ suspendedAt: null, createdAt: at, logins: [{ issuer: developmentIssuer, subject: account.name }] },
        },
      ],
      auditEntries: [
        {
          ...{
            id: expect.any(String) as string,
            accountId: organizer.gid,
            apiKeyId: null,
            organizationId: north.gid,
            nodeId: person.gid,
          },
          ...{ occurredAt: at, action: 'person.updated', reason: null },
          before: { ...image, version: 1 },
          after: { ...image, version: 2, changed: ['name'] },
        },
      ],
    },
  });
  const trail = await tenant.rows(
    'select action, node_id, organization_id, reason, before, after from audit_entry order by id',
  );
  expect(trail.slice(1)).toEqual([
    {
      ...{ action: 'person.exported', node_id: person.id, organization_id: north.id },
      ...{ reason: '本人申请', before: null, after: null },
    },
  ]);
});

test('every table that refers to a person, and every column of it, is in the document', async () => {
  const { organizer, person } = await setting();
  const tables = await world.owner.query<{ name: string }>(`
    select distinct c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and (
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname like '%person\\_id' and not a.attisdropped)
      or exists (select from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid and k.confrelid = 'person'::regclass))
    order by 1`);
  const known = personalRecords.map(({ table }) => table);
  expect(tables.rows.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
  expect(tables.rows.length).toBeGreaterThanOrEqual(3);

  const data = await organizer.call.ask<{ exportPersonalData: { document: Document } }>(exportData, {
    input: { personId: person.gid, purpose: '核对' },
  });
  // What it is filed under, who acted in which request, and what is made of his numbers.
  const left = new Set([
    ...['tenantId', 'personId', 'phoneHash', 'identityNumberHash', 'phoneKey', 'identityNumberKey'],
    ...['requestId', 'nodeType', 'originAt'],
  ]);
  for (const { table, section } of personalRecords) {
    const { rows } = await world.owner.query<{ name: string }>(
      `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1`,
      [table],
    );
    const columns = rows.map(({ name }) => name.replace(/_(.)/g, (_text, letter: string) => letter.toUpperCase()));
    const [first = {}] = [data.exportPersonalData.document[section]].flat() as Rows;
    expect([section, columns.filter((column) => !(column in first) && !left.has(column))]).toEqual([section, []]);
  }
});

test('of others it says nothing but ids', async () => {
  const { organizer, person, other } = await setting();
  const { data } = await organizer.call.send(exportData, { input: { personId: person.gid, purpose: '核对' } });
  const text = JSON.stringify(data);
  for (const foreign of ['赵六', 'P-2', 'M-3', '13800002222', organizer.name, other.person.gid, other.gid])
    expect(text).not.toContain(foreign);
});

test('only who may export where he is answered for gets it, and only with a purpose', async () => {
  const { tenant, street, north, south, organizer, person } = await setting();
  const input = { personId: person.gid, purpose: '核对' };
  const before = await auditTrail(tenant);
  for (const role of ['ADMINISTRATOR', 'GRID_WORKER', 'INTEGRATOR', 'TREASURER', 'VIEWER']) {
    const { call } = await tenant.actor({ role, at: street });
    expect(await call.refusals(exportData, { input })).toEqual([{ code: 'FORBIDDEN', path: 'exportPersonalData' }]);
  }
  // The south branch sees him as a former member.
  const southern = await tenant.actor({ role: 'ORGANIZER', at: south });
  expect(await southern.call.refusals(exportData, { input })).toEqual([
    { code: 'FORBIDDEN', path: 'exportPersonalData' },
  ]);
  for (const [purpose, what] of [
    [' ', 'blank'],
    ['长'.repeat(201), 'long'],
  ]) {
    const { data } = await organizer.call.send(exportData, { input: { ...input, purpose } });
    expect([what, data]).toMatchObject([
      what,
      { exportPersonalData: { document: null, userErrors: [{ code: 'INVALID', field: ['input', 'purpose'] }] } },
    ]);
  }
  expect(await auditTrail(tenant)).toEqual(before);
  const auditor = await tenant.actor({ role: 'AUDITOR', at: north });
  expect(
    (await auditor.call.ask<{ exportPersonalData: object }>(exportData, { input })).exportPersonalData,
  ).toMatchObject({
    document: { person: { phone } },
    userErrors: [],
  });
});
