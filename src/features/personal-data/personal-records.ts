import type { Id } from '../../database/id';
import { sql, verbatim, type Sql } from '../../database/sql';

/** A table that holds something on people, and what of it is about one of them. A test compares this list with the catalog. */
interface PersonalRecord {
  table: string;
  /** Its place in the document. */
  section: string;
  rows: (tenantId: Id, personId: Id) => Sql;
}

const gid = (type: string, column: string, name = column) =>
  verbatim(`'gid://sanlou/${type}/' || ${column} as "${camel(name.split('.').at(-1) ?? '')}"`);

const columns = (alias: string, names: readonly string[]) =>
  verbatim(names.map((name) => `${alias}.${name} as "${camel(name)}"`).join(', '));

function camel(name: string): string {
  return name.replace(/_(.)/g, (_underscore, letter: string) => letter.toUpperCase());
}

export const personalRecords: readonly PersonalRecord[] = [
  {
    table: 'person',
    section: 'person',
    rows: (tenantId, personId) => sql`
      select ${gid('Person', 'p.id')}, ${gid('Organization', 'p.organization_id')}, ${columns('p', [
        ...['name', 'pinyin', 'external_reference', 'phone', 'identity_number', 'version'],
        ...['created_at', 'updated_at', 'anonymized_at'],
      ])} from person p where p.tenant_id = ${tenantId}::bigint and p.id = ${personId}::bigint`,
  },
  {
    table: 'membership',
    section: 'memberships',
    rows: (tenantId, personId) => sql`
      select ${gid('Membership', 'm.id')}, ${gid('Organization', 'm.organization_id')}, ${columns('m', [
        ...['status', 'status_since', 'started_on', 'ended_on', 'end_reason', 'is_primary', 'placed_on'],
        ...['external_reference', 'version', 'created_at', 'updated_at'],
      ])} from membership m where m.tenant_id = ${tenantId}::bigint and m.person_id = ${personId}::bigint
      order by m.started_on, m.id`,
  },
  {
    table: 'membership_version',
    section: 'membershipVersions',
    // What is open-ended, or still believed, has no such day or moment.
    rows: (tenantId, personId) => sql`
      select ${gid('Membership', 'v.membership_id')}, ${gid('Organization', 'v.organization_id')},
        v.valid_from as "validFrom", nullif(v.valid_to, 'infinity') as "validTo", v.recorded_at as "recordedAt",
        nullif(v.superseded_at, 'infinity') as "supersededAt", ${columns('v', [
          ...['status', 'status_since', 'started_on', 'ended_on', 'end_reason', 'external_reference', 'version'],
        ])} from membership_version v where v.tenant_id = ${tenantId}::bigint and v.person_id = ${personId}::bigint
      order by v.membership_id, v.recorded_at, v.valid_from`,
  },
  {
    table: 'appointment',
    section: 'appointments',
    rows: (tenantId, personId) => sql`
      select ${gid('Appointment', 'a.id')}, ${gid('Post', 'a.post_id')}, ${columns('a', [
        ...['started_on', 'ended_on', 'how', 'version', 'created_at', 'updated_at'],
      ])} from appointment a where a.tenant_id = ${tenantId}::bigint and a.person_id = ${personId}::bigint
      order by a.started_on, a.id`,
  },
  {
    table: 'account',
    section: 'accounts',
    rows: (tenantId, personId) => sql`
      select ${gid('Account', 'a.id')}, ${gid('Organization', 'a.organization_id')}, 'gid://sanlou/Account/' || a.invited_by as "invitedBy",
        ${columns('a', ['name', 'kind', 'suspended_at', 'created_at'])},
        (select json_agg(json_build_object('issuer', l.issuer, 'subject', l.subject) order by l.created_at)
          from login l where l.tenant_id = a.tenant_id and l.account_id = a.id) as logins
      from account a where a.tenant_id = ${tenantId}::bigint and a.person_id = ${personId}::bigint order by a.id`,
  },
  {
    table: 'audit_entry',
    section: 'auditEntries',
    rows: (tenantId, personId) => sql`
      select ${gid('AuditEntry', 'e.id')}, ${gid('Account', 'e.account_id')}, ${gid('ApiKey', 'e.api_key_id')},
        ${gid('Organization', 'e.organization_id')}, 'gid://sanlou/' || e.node_type || '/' || e.node_id as "nodeId",
        ${columns('e', ['occurred_at', 'action', 'reason', 'before', 'after'])} from audit_entry e
      where e.tenant_id = ${tenantId}::bigint and (e.node_type, e.node_id) in (
        select 'Person', ${personId}::bigint
        union all select 'Membership', m.id from membership m
          where m.tenant_id = ${tenantId}::bigint and m.person_id = ${personId}::bigint
        union all select 'Appointment', a.id from appointment a
          where a.tenant_id = ${tenantId}::bigint and a.person_id = ${personId}::bigint)
      order by e.id`,
  },
];
