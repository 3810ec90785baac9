import type { Id } from '../../database/id';
import { Role } from '../../access/permission';
import { sql } from '../../database/sql';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId, parseGlobalId } from '../../graphql/ids';
import { readOrganization } from '../organizations/organization.locks';
import { grantColumns, toGrant } from './account.queries';
import type { GrantRoleInput } from './account.inputs';
import { holdOwnGrant } from './delegation';
import { auditImage } from './grant.audit-image';
import { grantFault } from './grant.errors';
import type { GrantRolePayload } from './grant.payloads';

/** Gives a role to an account; the door rules have asked that the actor administers the place from above. */
export async function grantRole(tx: WriteContext, input: GrantRoleInput): Promise<GrantRolePayload> {
  const organizationId = fromGlobalId('Organization', input.organizationId);
  const accountId = fromGlobalId('Account', input.accountId);
  if (accountId === tx.actor.accountId) {
    throw grantFault('OWN_ACCOUNT', 'accountId', { en: 'Nobody gives himself a role.', zh: '不能给本人授权。' });
  }
  const period = periodOf(tx, input);
  const organization = await readOrganization(tx, organizationId);
  if (organization.dissolvedOn !== null) {
    throw grantFault('DISSOLVED', 'organizationId', { en: 'The organization is dissolved.', zh: '该组织已撤销。' });
  }
  const delegatedFrom = await holdOwnGrant(tx, organizationId, period);
  const gridId = await gridOf(tx, organizationId, input);
  await refuseDuplicate(tx, { accountId, organizationId, gridId, role: input.role }, period);

  const [row] = await query(
    tx,
    sql`insert into role_grant as g (tenant_id, account_id, role, organization_id, grid_id, starts_on, ends_on, granted_by,
        delegated_from)
      values (${tenantOf(tx)}::bigint, ${accountId}::bigint, ${input.role}, ${organizationId}::bigint, ${gridId}::bigint,
        ${period.startsOn}::date, ${period.endsOn}::date, ${tx.actor.accountId}::bigint,
        ${delegatedFrom}::bigint)
      returning ${grantColumns}`,
  );
  const grant = toGrant(row as object);
  tx.audit({ action: 'grant.given', nodeType: 'Grant', nodeId: grant.id, organizationId, after: auditImage(grant) });
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
      and revoked_at is null and expires_at is null and daterange(starts_on, ends_on) && daterange(${startsOn}::date, ${endsOn}::date)`,
  );
  if (same.length === 0) return;
  throw grantFault('DUPLICATE_GRANT', 'role', {
    en: 'The account holds this role there in that time already.',
    zh: '该账号在此期间已拥有该角色。',
  });
}
