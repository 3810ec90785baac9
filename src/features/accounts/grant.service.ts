import { ancestorsOf } from '../../database/closure';
import type { Id } from '../../database/id';
import { rolePermissions, Role } from '../../access/permission';
import { sql } from '../../database/sql';
import { notFound } from '../../errors';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId, parseGlobalId, toGlobalId } from '../../graphql/ids';
import { readOrganization } from '../organizations/organization.locks';
import { grantColumns, toGrant } from './account.queries';
import type { GrantRoleInput, RevokeRoleInput } from './account.inputs';
import type { Grant } from './grant.entity';
import { grantFault } from './grant.errors';
import type { GrantRolePayload, RevokeRolePayload } from './grant.payloads';

/** Gives a role to an account; the door rules have asked that the actor administers the place from above. */
export async function grantRole(tx: WriteContext, input: GrantRoleInput): Promise<GrantRolePayload> {
  const organizationId = fromGlobalId('Organization', input.organizationId);
  const accountId = fromGlobalId('Account', input.accountId);
  const period = periodOf(tx, input);
  const organization = await readOrganization(tx, organizationId);
  if (organization.dissolvedOn !== null) {
    throw grantFault('DISSOLVED', 'organizationId', { en: 'The organization is dissolved.', zh: '该组织已撤销。' });
  }
  await refuseOutlasting(tx, organizationId, period);
  const gridId = await gridOf(tx, organizationId, input);
  await refuseDuplicate(tx, { accountId, organizationId, gridId, role: input.role }, period);

  const [row] = await query(
    tx,
    sql`insert into role_grant as g (tenant_id, account_id, role, organization_id, grid_id, starts_on, ends_on, granted_by)
      values (${tenantOf(tx)}::bigint, ${accountId}::bigint, ${input.role}, ${organizationId}::bigint, ${gridId}::bigint,
        ${period.startsOn}::date, ${period.endsOn}::date, ${tx.actor.accountId}::bigint)
      returning ${grantColumns}`,
  );
  const grant = toGrant(row as object);
  tx.audit({ action: 'grant.given', nodeType: 'Grant', nodeId: grant.id, organizationId, after: auditImage(grant) });
  return { grant, userErrors: [] };
}

/** Takes a grant back, at once. */
export async function revokeRole(tx: WriteContext, input: RevokeRoleInput): Promise<RevokeRolePayload> {
  const [current] = await query<Grant>(
    tx,
    sql`select ${grantColumns} from role_grant g
      where g.tenant_id = ${tenantOf(tx)}::bigint and g.id = ${fromGlobalId('Grant', input.grantId)}::bigint for update`,
  );
  if (!current) throw notFound();
  if (current.revokedAt !== null || (current.endsOn !== null && current.endsOn <= tx.actor.today)) {
    throw grantFault('ENDED', 'grantId', {
      en: 'It has ended or was taken back already.',
      zh: '该授权已结束或已收回。',
    });
  }
  const [row] = await query(
    tx,
    sql`update role_grant g set revoked_at = now() where g.tenant_id = ${tenantOf(tx)}::bigint and g.id = ${current.id}::bigint
      returning ${grantColumns}`,
  );
  const grant = toGrant(row as object);
  tx.audit({
    action: 'grant.revoked',
    nodeType: 'Grant',
    nodeId: grant.id,
    organizationId: grant.organizationId,
    before: auditImage(toGrant(current)),
    after: auditImage(grant),
  });
  return { grant, userErrors: [] };
}

interface Period {
  startsOn: string;
  endsOn: string | null;
}

function periodOf(tx: WriteContext, { startsOn, endsOn }: GrantRoleInput): Period {
  const period = { startsOn: startsOn ?? tx.actor.today, endsOn: endsOn ?? null };
  if (period.endsOn !== null && period.endsOn <= period.startsOn) {
    throw grantFault('INVALID', 'endsOn', { en: 'The end is not after the start.', zh: '结束日期必须晚于开始日期。' });
  }
  if (period.startsOn < tx.actor.today) {
    throw grantFault('INVALID', 'startsOn', { en: 'A grant begins today or later.', zh: '授权只能自今天或以后开始。' });
  }
  return period;
}

/** Some grant that lets the actor administer the place from above must last at least as long. */
async function refuseOutlasting(tx: WriteContext, organizationId: Id, { endsOn }: Period): Promise<void> {
  const above = await query<{ id: Id }>(
    tx,
    sql`select ancestor_id as id from ${ancestorsOf(tenantOf(tx), [organizationId])} a where a.depth > 0`,
  );
  const places = new Set(above.map(({ id }) => id));
  const lasting = tx.actor.grants.some(
    (own) =>
      rolePermissions[own.role].includes('grant:write') &&
      places.has(own.organizationId) &&
      (own.endsOn === null || (endsOn !== null && endsOn <= own.endsOn)),
  );
  if (!lasting) {
    throw grantFault('LONGER_THAN_OWN', 'endsOn', {
      en: 'It would outlast your own grant.',
      zh: '不能超出您本人授权的期限。',
    });
  }
}

async function gridOf(tx: WriteContext, organizationId: Id, { gridId, role }: GrantRoleInput): Promise<Id | null> {
  if (gridId == null) return null;
  if (role !== Role.GRID_WORKER) {
    throw grantFault('INVALID', 'gridId', {
      en: 'Only GRID_WORKER is narrowed to a grid.',
      zh: '只有网格员角色可限定网格。',
    });
  }
  const named = parseGlobalId(gridId);
  const [grid] = await query<{ id: Id }>(
    tx,
    sql`select id from grid where tenant_id = ${tenantOf(tx)}::bigint and organization_id = ${organizationId}::bigint
      and id = ${named?.type === 'Grid' ? named.id : null}::bigint`,
  );
  if (grid) return grid.id;
  throw grantFault('NOT_FOUND', 'gridId', { en: 'The organization has no such grid.', zh: '该组织没有此网格。' });
}

async function refuseDuplicate(
  tx: WriteContext,
  { accountId, organizationId, gridId, role }: { accountId: Id; organizationId: Id; gridId: Id | null; role: Role },
  { startsOn, endsOn }: Period,
): Promise<void> {
  // Two grants to one account wait for each other here, so that neither overlooks the other.
  await query(
    tx,
    sql`select from account where tenant_id = ${tenantOf(tx)}::bigint and id = ${accountId}::bigint for no key update`,
  );
  const same = await query(
    tx,
    sql`select id from role_grant where tenant_id = ${tenantOf(tx)}::bigint and account_id = ${accountId}::bigint
      and organization_id = ${organizationId}::bigint and role = ${role} and grid_id is not distinct from ${gridId}::bigint
      and revoked_at is null and daterange(starts_on, ends_on) && daterange(${startsOn}::date, ${endsOn}::date)`,
  );
  if (same.length === 0) return;
  throw grantFault('DUPLICATE_GRANT', 'role', {
    en: 'The account holds this role there in that time already.',
    zh: '该账号在此期间已拥有该角色。',
  });
}

function auditImage({ accountId, role, organizationId, gridId, startsOn, endsOn, revokedAt }: Grant): object {
  return {
    account: toGlobalId('Account', accountId),
    organization: toGlobalId('Organization', organizationId),
    grid: gridId && toGlobalId('Grid', gridId),
    ...{ role, startsOn, endsOn, revokedAt },
  };
}
