import { grantHolds } from '../../../access/grant.sql';
import { rolePermissions, type Role } from '../../../access/permission';
import type { Id } from '../../../database/id';
import { sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { fromGlobalId } from '../../../graphql/ids';
import { cleanName } from '../../../graphql/text';
import { readOrganization } from '../../organizations/organization.locks';
import { grantColumns, toGrant } from '../account.queries';
import { auditImage } from '../grant.audit-image';
import { holdAllowingGrant } from './allowing-grant';
import { temporaryFault } from './temporary.errors';
import type { TakeTemporaryAccessInput } from './temporary.inputs';
import type { TakeTemporaryAccessPayload } from './temporary.payloads';
import { temporaryAccessTaken } from './temporary.topic';

/** In minutes. */
const usual = 60;
const longest = 240;
const shortestReason = 10;
const longestReason = 500;

/** What no temporary access allows: giving roles, administering accounts, taking another access from under it. */
const withheld = new Set<string>(['grant:write', 'account:write', 'access:temporary']);

/** Takes a role for oneself for some hours; the door rule has asked for `access:temporary` at the place. */
export async function takeTemporaryAccess(
  tx: WriteContext,
  input: TakeTemporaryAccessInput,
): Promise<TakeTemporaryAccessPayload> {
  const organizationId = fromGlobalId('Organization', input.organizationId);
  const reason = cleanReason(input.reason);
  const expiresAt = expiryOf(tx, input.minutes ?? usual);
  if (rolePermissions[input.role].some((permission) => withheld.has(permission))) {
    throw temporaryFault('ROLE_NOT_ALLOWED', 'role', {
      en: 'This role gives grants or administers accounts; it is given from above only.',
      zh: '该角色可授予权限或管理账号，只能由上级授予。',
    });
  }
  const organization = await readOrganization(tx, organizationId);
  if (organization.dissolvedOn !== null) {
    throw temporaryFault('DISSOLVED', 'organizationId', { en: 'The organization is dissolved.', zh: '该组织已撤销。' });
  }
  const allowedBy = await holdAllowingGrant(tx, organizationId, expiresAt);
  await refuseDuplicate(tx, organizationId, input.role);

  const { accountId, now, today, tenant } = tx.actor;
  const [row] = await query(
    tx,
    sql`insert into role_grant as g
        (tenant_id, account_id, role, organization_id, starts_on, ends_on, granted_by, created_at, expires_at, reason,
        allowed_by)
      values (${tenantOf(tx)}::bigint, ${accountId}::bigint, ${input.role}, ${organizationId}::bigint, ${today}::date,
        (${expiresAt}::timestamptz at time zone ${tenant.timeZone})::date + 1, ${accountId}::bigint, ${now}::timestamptz,
        ${expiresAt}::timestamptz, ${reason}, ${allowedBy}::bigint)
      returning ${grantColumns}`,
  );
  const grant = toGrant(row as object);
  const { id: nodeId } = grant;
  tx.audit({
    action: 'temporary_access.taken',
    nodeType: 'Grant',
    nodeId,
    organizationId,
    reason,
    after: auditImage(grant),
  });
  tx.warn(
    { tenantId: tenantOf(tx), accountId, grantId: nodeId, organizationId, role: grant.role, expiresAt },
    'Someone took temporary access.',
  );
  await tx.announce(temporaryAccessTaken, nodeId);
  return { grant, userErrors: [] };
}

function cleanReason(text: string): string {
  const reason = cleanName(text, ['input', 'reason'], longestReason);
  if ([...reason].length >= shortestReason) return reason;
  throw temporaryFault('INVALID', 'reason', {
    en: `A reason takes ${shortestReason} to ${longestReason} characters.`,
    zh: `理由应为 ${shortestReason} 至 ${longestReason} 个字符。`,
  });
}

function expiryOf(tx: WriteContext, minutes: number): string {
  if (minutes > longest) {
    throw temporaryFault('TOO_LONG', 'minutes', { en: 'It lasts 4 hours at the most.', zh: '最长为 4 小时。' });
  }
  if (minutes < 1) {
    throw temporaryFault('INVALID', 'minutes', { en: 'It lasts a minute at the least.', zh: '至少为 1 分钟。' });
  }
  return new Date(tx.actor.now.getTime() + minutes * 60_000).toISOString();
}

async function refuseDuplicate(tx: WriteContext, organizationId: Id, role: Role): Promise<void> {
  const tenantId = tenantOf(tx);
  const { accountId } = tx.actor;
  // Two that are taken at once wait for each other here, so that neither overlooks the other.
  await query(
    tx,
    sql`select from account where tenant_id = ${tenantId}::bigint and id = ${accountId}::bigint for no key update`,
  );
  const same = await query(
    tx,
    sql`select from role_grant g where g.tenant_id = ${tenantId}::bigint and g.account_id = ${accountId}::bigint
      and g.organization_id = ${organizationId}::bigint and g.role = ${role} and g.grid_id is null
      and ${grantHolds(tx.actor)} limit 1`,
  );
  if (same.length === 0) return;
  throw temporaryFault('DUPLICATE', 'role', { en: 'You hold this role there already.', zh: '您在该处已拥有此角色。' });
}
