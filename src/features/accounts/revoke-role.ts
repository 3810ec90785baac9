import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { notFound } from '../../errors';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import type { RevokeRoleInput } from './account.inputs';
import { grantColumns, toGrant } from './account.queries';
import { lockChain } from './delegation.chain';
import { auditImage } from './grant.audit-image';
import type { Grant } from './grant.entity';
import { grantFault } from './grant.errors';
import { mostShown, type RevokeRolePayload } from './grant.payloads';

/**
 * Takes a grant back, at once; with it, where asked, what was delegated from it and lies within the actor's reach; and always
 * the temporary accesses that these have allowed.
 */
export async function revokeRole(tx: WriteContext, input: RevokeRoleInput): Promise<RevokeRolePayload> {
  const current = await lockGrant(tx, fromGlobalId('Grant', input.grantId));
  const isExpired = current.expiresAt !== null && current.expiresAt <= tx.actor.now;
  if (current.revokedAt !== null || isExpired || (current.endsOn !== null && current.endsOn <= tx.actor.today)) {
    throw grantFault('ENDED', 'grantId', {
      en: 'It has ended or was taken back already.',
      zh: '该授权已结束或已收回。',
    });
  }
  const chain = (await lockChain(tx, current.id)).filter(({ holds }) => holds);
  const taken = input.withDelegated ? chain.filter(({ isWithinReach }) => isWithinReach) : [];
  const ended = [current, ...taken.map(({ grant }) => grant)];
  const revoked = await takeBack(tx, [...ended, ...(await lockAllowed(tx, ended))]);
  const told = chain
    .filter(({ isVisible }) => isVisible)
    .map((link) => ({ ...link, grant: revoked.get(link.grant.id) ?? link.grant }));
  return {
    grant: revoked.get(current.id),
    delegated: told.slice(0, mostShown).map(({ grant }) => grant),
    delegatedCount: told.length,
    kept: told
      .filter(({ isWithinReach }) => !isWithinReach)
      .slice(0, mostShown)
      .map(({ grant }) => grant),
    userErrors: [],
  };
}

async function lockGrant(tx: WriteContext, id: Id): Promise<Grant> {
  const [row] = await query(
    tx,
    sql`select ${grantColumns} from role_grant g
      where g.tenant_id = ${tenantOf(tx)}::bigint and g.id = ${id}::bigint for update`,
  );
  if (!row) throw notFound();
  return toGrant(row);
}

/** The temporary accesses that still hold of those that the grants have allowed; whoever takes another waits for the grant, and is refused. */
async function lockAllowed(tx: WriteContext, grants: readonly Grant[]): Promise<Grant[]> {
  const rows = await query(
    tx,
    sql`select ${grantColumns} from role_grant g
      where g.tenant_id = ${tenantOf(tx)}::bigint and g.allowed_by = any(${grants.map(({ id }) => id)}::bigint[])
        and g.revoked_at is null and g.expires_at > ${tx.actor.now}::timestamptz
      order by g.id for update`,
  );
  return rows.map(toGrant);
}

/** Each with an audit entry of its own. Answers them as they are then, by their ids. */
async function takeBack(tx: WriteContext, grants: readonly Grant[]): Promise<Map<Id, Grant>> {
  const rows = await query(
    tx,
    sql`update role_grant g set revoked_at = now()
      where g.tenant_id = ${tenantOf(tx)}::bigint and g.id = any(${grants.map(({ id }) => id)}::bigint[])
      returning ${grantColumns}`,
  );
  const revoked = new Map(rows.map(toGrant).map((grant) => [grant.id, grant]));
  for (const before of grants) {
    tx.audit({
      action: 'grant.revoked',
      nodeType: 'Grant',
      nodeId: before.id,
      organizationId: before.organizationId,
      before: auditImage(before),
      after: auditImage(revoked.get(before.id) as Grant),
    });
  }
  return revoked;
}
