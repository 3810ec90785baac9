import type { TestActor, TestNode, TestOrganization, TestTenant } from './tenant';
import { gid } from './tenant';

export interface AuditRow {
  action: string;
  node: string;
  organization: string;
  account: string;
  before: unknown;
  after: unknown;
}

/** What was changed, as the audit trail of a tenant holds it, oldest first; what was read is left out. */
export async function auditTrail(tenant: TestTenant): Promise<AuditRow[]> {
  return tenant.rows<AuditRow>(
    `select action, 'gid://sanlou/' || node_type || '/' || node_id as node,
       'gid://sanlou/Organization/' || organization_id as organization, 'gid://sanlou/Account/' || account_id as account, before, after
     from audit_entry where tenant_id = $1 and action not like '%\\_read' order by id`,
    [tenant.id],
  );
}

const written = [
  ...['organization', 'person', 'membership', 'post', 'appointment', 'role_grant', 'account', 'api_key'],
  ...['audit_entry', 'idempotency_key'],
];

/** A fingerprint of every table that mutations write: equal before and after when nothing was written. */
export async function fingerprint(tenant: TestTenant): Promise<Record<string, string>> {
  const entries: [string, string][] = [];
  for (const table of written) {
    const [row] = await tenant.rows<{ sum: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as sum from ${table} t where tenant_id = $1`,
      [tenant.id],
    );
    entries.push([table, row?.sum ?? '']);
  }
  return Object.fromEntries(entries);
}

interface MembershipFacts {
  in: TestOrganization;
  startedOn: string;
  endedOn?: string;
  endReason?: string;
  status?: string;
  externalReference?: string;
}

/** One more membership of a person. */
export async function addMembership(
  tenant: TestTenant,
  person: TestNode,
  { in: { id: place }, startedOn, endedOn, endReason = 'LEFT', status = 'FULL', externalReference }: MembershipFacts,
): Promise<TestNode> {
  const [row] = await tenant.rows<{ id: string }>(
    `insert into membership (tenant_id, person_id, organization_id, status, status_since, started_on, ended_on, end_reason, external_reference)
     values ($1, $2, $3, $4, $5, $5, $6, $7, $8) returning id`,
    [tenant.id, person.id, place, status, startedOn, endedOn, endedOn && endReason, externalReference],
  );
  const id = row?.id ?? '';
  return { id, gid: gid('Membership', id) };
}

/** Every membership of a tenant, by person and day. */
export async function membershipsOf(tenant: TestTenant): Promise<object[]> {
  return tenant.rows(
    `select p.external_reference as person, o.external_reference as organization, m.status, m.started_on::text as "startedOn",
       m.ended_on::text as "endedOn", m.end_reason as "endReason", m.external_reference as "externalReference", m.version
     from membership m join person p using (tenant_id) join organization o using (tenant_id)
     where m.tenant_id = $1 and p.id = m.person_id and o.id = m.organization_id order by 1, m.started_on`,
    [tenant.id],
  );
}

/** Periods of one person that overlap, as the database would forbid them. */
export async function overlappingMemberships(tenant: TestTenant): Promise<object[]> {
  return tenant.rows(
    `select a.id from membership a join membership b on b.tenant_id = a.tenant_id and b.person_id = a.person_id and b.id > a.id
       and daterange(a.started_on, a.ended_on) && daterange(b.started_on, b.ended_on) where a.tenant_id = $1`,
    [tenant.id],
  );
}

interface Branches {
  street: TestOrganization;
  community: TestOrganization;
  north: TestOrganization;
  south: TestOrganization;
  /** Of the whole street. */
  organizer: TestActor;
  /** Of the north branch alone. */
  secretary: TestActor;
}

/** A street with one community and two neighbouring branches, keyed NORTH and SOUTH. */
export async function twoBranches(tenant: TestTenant): Promise<Branches> {
  const street = await tenant.add(tenant.root, { externalReference: 'STREET' });
  const community = await tenant.add(street, { externalReference: 'COMMUNITY' });
  const north = await tenant.add(community, { externalReference: 'NORTH' });
  const south = await tenant.add(community, { externalReference: 'SOUTH' });
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: street });
  const secretary = await tenant.actor({ role: 'ORGANIZER', at: north });
  return { street, community, north, south, organizer, secretary };
}

/** Places in the order in which lists of the tree name them: by their paths, which are texts of ids. */
export function inTreeOrder<Place extends { path: string }>(places: readonly Place[]): Place[] {
  return places.toSorted((left, right) => (left.path < right.path ? -1 : 1));
}
