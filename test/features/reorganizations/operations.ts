import type { Caller } from '../../setup/api';
import type { TestOrganization, TestTenant } from '../../setup/tenant';

const done = `organization { id name version dissolvedOn parent { id } }
  reorganization { id state effectiveOn isDirect version organization { id } }
  impact { organizations members grids grantsGained grantsLost } userErrors { field message code }`;
const mutation = (field: string, selected: string) => {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${field}(input: $input) { ${selected} } }`;
};

export const RENAME = mutation('renameOrganization', done);
export const MOVE = mutation('moveOrganization', done);
export const MERGE = mutation('mergeOrganizations', done);
export const SPLIT = mutation('splitOrganization', `parts { id name parent { id } level { code } } ${done}`);
export const DISSOLVE = mutation('dissolveOrganization', done);
export const RESTORE = mutation('restoreOrganization', done);

const plan = `reorganization { id name reason effectiveOn state isDirect version organization { id } actCounts { kind count } }
  impact { organizations members grids grantsGained grantsLost } userErrors { field message code }`;
const inputOf = (field: string) => `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
const step = (field: string) => `mutation ($input: ${inputOf(field)}!) { ${field}(input: $input) { ${plan} } }`;

export const DRAFT = mutation('draftReorganization', plan);
export const AMEND = mutation('amendReorganization', plan);
export const PREVIEW = `mutation ($input: PreviewReorganizationInput!) { previewReorganization(input: $input) { ${plan}
  organization { id children { name children { name } } } } }`;
export const PROPOSE = step('proposeReorganization');
export const APPROVE = step('approveReorganization');
export const REJECT = step('rejectReorganization');
export const APPLY = step('applyReorganization');
export const UNDO = mutation('undoReorganization', plan);

export interface Payload {
  organization: (Record<string, unknown> & { id: string; version: number }) | null;
  reorganization: (Record<string, unknown> & { id: string; state: string; version: number }) | null;
  parts?: { id: string; name: string }[] | null;
  impact: object | null;
  userErrors: { field: string[] | null; message: string; code: string }[];
}

/** Runs a mutation of one field and answers its payload. */
export async function act(call: Caller, operation: string, input: object): Promise<Payload> {
  const data = await call.ask<Record<string, Payload>>(operation, { input });
  return Object.values(data)[0] as Payload;
}

/** As `act`, where nothing may be refused. Answers the id of the reorganization. */
export async function perform(call: Caller, operation: string, input: object): Promise<string> {
  const { reorganization, userErrors } = await act(call, operation, input);
  expect(userErrors).toEqual([]);
  return reorganization?.id ?? '';
}

/** Code and field of each user error, after a mutation that answered nothing else. */
export async function faults(call: Caller, operation: string, input: object): Promise<string[]> {
  const { organization, reorganization, impact, parts, userErrors } = await act(call, operation, input);
  expect([organization, reorganization, impact, parts].map((each) => each ?? null)).toEqual([null, null, null, null]);
  return userErrors.map(({ field, code }) => `${code} ${field?.join('.')}`);
}

/** Drafts a plan, proposes it, has it approved by someone else and applied. Answers its id. */
export async function carryOut(author: Caller, approver: Caller, input: object): Promise<string> {
  const id = await perform(author, DRAFT, { name: '调整方案', ...input });
  for (const [call, operation] of [
    [author, PROPOSE],
    [approver, APPROVE],
    [approver, APPLY],
  ] as const)
    await perform(call, operation, { id });
  return id;
}

/** Every organization and closure row of a tenant, byte for byte. */
export async function treeOf(tenant: TestTenant): Promise<string[]> {
  const rows = await tenant.rows<{ row: string }>(
    `select o::text as row from organization o where tenant_id = $1
     union all select c::text from organization_closure c where tenant_id = $1 order by 1`,
    [tenant.id],
  );
  return rows.map(({ row }) => row);
}

/** Memberships whose history leaves days out, tells a day twice, or ends elsewhere than the membership is. */
export async function historyFaults(tenant: TestTenant): Promise<object[]> {
  return tenant.rows(
    `select m.id, known.days::text, known.rows from membership m left join lateral (
       select range_agg(daterange(valid_from, valid_to)) as days, sum(case when valid_to = 'infinity' then 0 else valid_to - valid_from end) as total,
         count(*) as rows, (array_agg(organization_id order by valid_from desc))[1] as place, (array_agg(status order by valid_from desc))[1] as status
       from membership_version v where v.tenant_id = m.tenant_id and v.membership_id = m.id and v.superseded_at = 'infinity') known on true
     where m.tenant_id = $1 and (known.days is distinct from datemultirange(daterange(m.started_on, coalesce(m.ended_on, 'infinity')))
       or known.place <> m.organization_id or known.status <> m.status
       or exists (select from membership_version a join membership_version b on b.tenant_id = a.tenant_id and b.membership_id = a.membership_id
         and b.valid_from > a.valid_from and b.valid_from < a.valid_to
         where a.tenant_id = m.tenant_id and a.membership_id = m.id and a.superseded_at = 'infinity' and b.superseded_at = 'infinity'))`,
    [tenant.id],
  );
}

/** An instant after everything that was done before and before everything that is done after. */
export async function pause(): Promise<string> {
  const wait = () => new Promise((resolve) => setTimeout(resolve, 5));
  await wait();
  const instant = new Date().toISOString();
  await wait();
  return instant;
}

/** What an organization of another tenant, and one that never was, are called. */
export const absent = (stranger: TestOrganization) => [
  stranger.gid,
  'gid://sanlou/Organization/999999999',
  stranger.gid.replace('Organization', 'Person'),
  'nonsense',
];
