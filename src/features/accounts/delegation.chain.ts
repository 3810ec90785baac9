import { isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql, type Sql } from '../../database/sql';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { grantColumns, mayReadGrant, toGrant } from './account.queries';
import type { Grant } from './grant.entity';

/** A condition on a grant `g`: it was delegated from the one of the id, or from one that was, and so on; in a circle, once. */
export function delegatedFrom(tenantId: Id, id: Sql): Sql {
  return sql`g.id <> ${id} and g.id in (
    with recursive chain (id) as (
      select d.id from role_grant d where d.tenant_id = ${tenantId}::bigint and d.delegated_from = ${id}
      union
      select d.id from chain join role_grant d on d.tenant_id = ${tenantId}::bigint and d.delegated_from = chain.id)
    select id from chain)`;
}

/** A grant of a chain, and how the actor stands to it. */
export interface Link {
  grant: Grant;
  /** Whether it was neither taken back nor has ended. */
  holds: boolean;
  isVisible: boolean;
  /** Whether it lies strictly beneath a place where the actor gives and takes grants. */
  isWithinReach: boolean;
}

/**
 * What was delegated from a grant that the caller has locked, held until the transaction ends. Whoever delegates holds the
 * grant that allows it: so once all that is read was locked before it was read, nothing is added any more.
 */
export async function lockChain(tx: WriteContext, grantId: Id): Promise<Link[]> {
  let links: Link[] = [];
  let before: number;
  do {
    before = links.length;
    links = await readChain(tx, grantId);
  } while (links.length > before);
  return links;
}

async function readChain(tx: WriteContext, grantId: Id): Promise<Link[]> {
  const tenantId = tenantOf(tx);
  const { today } = tx.actor;
  const rows = await query<Omit<Link, 'grant'>>(
    tx,
    sql`select ${grantColumns}, g.revoked_at is null and (g.ends_on is null or g.ends_on > ${today}::date) as holds,
        ${mayReadGrant(tx)} as "isVisible",
        ${isWithin(tenantId, sql`g.organization_id`, tx.actor.rootsFor('grant:write'), true)} as "isWithinReach"
      from role_grant g
      where g.tenant_id = ${tenantId}::bigint and ${delegatedFrom(tenantId, sql`${grantId}::bigint`)}
      order by g.id for update of g`,
  );
  return rows.map(({ holds, isVisible, isWithinReach, ...row }) => ({
    grant: toGrant(row),
    ...{ holds, isVisible, isWithinReach },
  }));
}
