import { sql } from '../../../database/sql';
import { notFound } from '../../../errors';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { fromGlobalId } from '../../../graphql/ids';
import { grantColumns, toGrant, visibleGrant } from '../account.queries';
import { auditImage } from '../grant.audit-image';
import { temporaryFault } from './temporary.errors';
import type { EndTemporaryAccessInput } from './temporary.inputs';
import type { EndTemporaryAccessPayload } from './temporary.payloads';

/** Hands a temporary access back before it expires; only its holder does, while it holds. */
export async function endTemporaryAccess(
  tx: WriteContext,
  input: EndTemporaryAccessInput,
): Promise<EndTemporaryAccessPayload> {
  const grantId = fromGlobalId('Grant', input.grantId);
  const current = await visibleGrant(tx).load(grantId);
  if (!current) throw notFound();
  const isOwn = tx.actor.grants.some(({ id, isTemporary }) => id === grantId && isTemporary);
  const [row] = isOwn
    ? await query(
        tx,
        sql`update role_grant g set revoked_at = now()
          where g.tenant_id = ${tenantOf(tx)}::bigint and g.id = ${grantId}::bigint and g.revoked_at is null
          returning ${grantColumns}`,
      )
    : [];
  if (!row) {
    throw temporaryFault('NOT_FOUND', 'grantId', {
      en: 'It is no temporary access of yours that still holds.',
      zh: '这不是您当前有效的临时访问。',
    });
  }
  const grant = toGrant(row);
  tx.audit({
    action: 'temporary_access.ended',
    nodeType: 'Grant',
    nodeId: grant.id,
    organizationId: grant.organizationId,
    before: auditImage(current),
    after: auditImage(grant),
  });
  return { grant, userErrors: [] };
}
