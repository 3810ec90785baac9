import { moveSubtree } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { cleanOptional } from '../../graphql/text';
import { refuseLevel } from './create-organization';
import { grantsOnlyAbove, subtreeExtent } from './impact.queries';
import { auditImage } from './organization.audit';
import type { Organization } from './organization.entity';
import { organizationFault } from './organization.errors';
import type { MoveOrganizationInput } from './organization.inputs';
import { effectiveDay, lockOrganization, readOrganization, refuseDissolved, refuseStale } from './organization.locks';
import type { MoveOrganizationPayload } from './organization.payloads';

/** Moves an organization with everything beneath it. Holds the structure lock alone, so that no contrary move can slip in. */
export async function moveOrganization(
  tx: WriteContext,
  input: MoveOrganizationInput,
): Promise<MoveOrganizationPayload> {
  const current = await lockOrganization(tx, fromGlobalId('Organization', input.id));
  const parent = await readOrganization(tx, fromGlobalId('Organization', input.newParentId));
  refuseMove(tx, current, parent, input);
  const effectiveOn = effectiveDay(tx, current, input.effectiveOn);
  const reason = cleanOptional(input.reason, ['input', 'reason'], 1_000);
  const extent = await subtreeExtent(tx, current.id);
  if (current.parentId === parent.id) {
    tx.unchanged();
    return { organization: current, impact: { ...extent, grantsGained: 0, grantsLost: 0 }, userErrors: [] };
  }

  const oldParentId = current.parentId as Id;
  const impact = {
    ...extent,
    grantsGained: await grantsOnlyAbove(tx, parent.id, oldParentId),
    grantsLost: await grantsOnlyAbove(tx, oldParentId, parent.id),
  };
  await moveSubtree(await tx.session(), current.id, parent.id);
  await rewritePaths(tx, current, parent);

  const organization = await readOrganization(tx, current.id);
  tx.audit({
    action: 'organization.moved',
    nodeType: 'Organization',
    nodeId: current.id,
    organizationId: current.id,
    reason,
    before: auditImage(current),
    after: { ...auditImage(organization), effectiveOn },
  });
  return { organization, impact, userErrors: [] };
}

function refuseMove(tx: WriteContext, current: Organization, parent: Organization, input: MoveOrganizationInput): void {
  refuseDissolved(current, 'id');
  refuseStale(current, input.expectedVersion);
  refuseDissolved(parent, 'newParentId');
  if (parent.id === current.id || parent.path.startsWith(`${current.path}/`)) {
    throw organizationFault('WOULD_CREATE_CYCLE', 'newParentId', {
      en: 'The new parent is the organization itself or lies beneath it.',
      zh: '新的上级是该组织本身或其下级。',
    });
  }
  refuseLevel(tx, parent, current.levelRank, 'newParentId');
}

/** Gives the whole subtree its new paths and depths; only what is moved itself gets a new version. */
async function rewritePaths(tx: WriteContext, current: Organization, parent: Organization): Promise<void> {
  const kept = current.path.length - current.id.length;
  await query(
    tx,
    sql`update organization set
        path = ${`${parent.path}/`} || substr(path, ${kept}::int + 1),
        depth = depth + (${parent.depth}::int + 1 - ${current.depth}::int),
        parent_id = case when id = ${current.id}::bigint then ${parent.id}::bigint else parent_id end,
        version = case when id = ${current.id}::bigint then version + 1 else version end,
        updated_at = case when id = ${current.id}::bigint then now() else updated_at end
      where tenant_id = ${tenantOf(tx)}::bigint and path >= ${current.path} and path < ${`${current.path}0`}`,
  );
}
