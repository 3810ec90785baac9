import { isBindable, type Identity } from '../../access/keys';
import { attach } from '../../database/closure';
import type { Id } from '../../database/id';
import { openTransaction } from '../../database/open';
import type { Database, Session } from '../../database/session';
import { sql } from '../../database/sql';
import { levelPresets } from '../organizations/level-presets';
import { searchTerms } from '../organizations/search-terms';

export interface NewTenant {
  /** Short and lasting, in lower case, as `fengjie`. */
  code: string;
  /** Of the tenant and of its root organization. */
  name: string;
  timeZone: string;
  /** Who signs in first, ADMINISTRATOR and ORGANIZER at the root. */
  administrator: Identity & { name: string };
}

/** Creates a tenant with the levels of the preset, its root and its first account, as the owner of the tables. Answers its id. */
export async function createTenant(owner: Database, tenant: NewTenant): Promise<Id> {
  for (const field of ['issuer', 'subject'] as const) {
    if (isBindable(tenant.administrator[field])) continue;
    throw new Error(`The ${field} takes 1 to 255 characters, no control characters, no blanks around them.`);
  }
  const { rows } = await owner.pool.query<{ id: Id }>("select nextval('tenant_id_seq') as id");
  const id = rows[0]?.id as Id;
  const { session } = await openTransaction(owner, id, 'exclusive', 'select');
  try {
    await insertTenant(session, tenant);
    const rootId = await insertRoot(session, tenant);
    await attach(session, rootId, null);
    await insertAdministrator(session, tenant, rootId);
    await session.commit();
    return id;
  } catch (error) {
    await session.rollback();
    throw error;
  }
}

/** To how many tenants a subject signs in; only the owner of the tables sees them all. */
export async function countLogins({ pool }: Database, { issuer, subject }: Identity): Promise<number> {
  const { rowCount } = await pool.query('select from login where issuer = $1 and subject = $2', [issuer, subject]);
  return rowCount ?? 0;
}

async function insertTenant(session: Session, { code, name, timeZone }: NewTenant): Promise<void> {
  await session.query(sql`
    insert into tenant (id, code, name, time_zone) values (${session.tenantId}::bigint, ${code}, ${name}, ${timeZone})`);
  // Fails for a time zone that does not exist: every reading of the day would.
  await session.query(sql`select now() at time zone ${timeZone}`);
  await session.query(sql`
    insert into organization_level (tenant_id, rank, code, name, child_ranks)
    select ${session.tenantId}::bigint, rank, code, name, "childRanks"
    from jsonb_to_recordset(${JSON.stringify(levelPresets['three-storey'])}::jsonb) as l
      (rank smallint, code text, name text, "childRanks" smallint[])`);
}

async function insertRoot(session: Session, { name }: NewTenant): Promise<Id> {
  const [root] = await session.query<{ id: Id }>(sql`
    with new as (select nextval(pg_get_serial_sequence('organization', 'id')) as id)
    insert into organization (tenant_id, id, level_rank, kind, name, search_terms, path, depth)
    select ${session.tenantId}::bigint, id, 0, 'COUNTY', ${name}, ${searchTerms(name)}, id::text, 0 from new returning id`);
  if (!root) throw new Error('The insert answered no id.');
  return root.id;
}

async function insertAdministrator(session: Session, { administrator }: NewTenant, rootId: Id): Promise<void> {
  const { name, issuer, subject } = administrator;
  await session.query(sql`
    with account as (
      insert into account (tenant_id, name, organization_id) values (${session.tenantId}::bigint, ${name}, ${rootId}::bigint)
      returning tenant_id, id
    ), login as (
      insert into login (issuer, subject, name, tenant_id, account_id)
      select ${issuer}, ${subject}, ${name}, tenant_id, id from account
    )
    insert into role_grant (tenant_id, account_id, role, organization_id, starts_on)
    select tenant_id, id, role, ${rootId}::bigint, current_date from account, unnest(array['ADMINISTRATOR', 'ORGANIZER']) as role`);
}
