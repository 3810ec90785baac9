import { reachingFrom, type Above } from '../../access/holds';
import { rolePermissions, type Permission, type Role } from '../../access/permission';
import type { Id } from '../../database/id';
import { MissingAccessReason } from './explanation.type';

/** A grant of the account asked about, whether it holds or not. */
export interface AskedGrant {
  id: Id;
  role: Role;
  organizationId: Id;
  gridId: Id | null;
  startsOn: string;
  revokedAt: Date | null;
  rootIds: Id[];
  holds: boolean;
}

export interface Question {
  permission: Permission;
  strictly: boolean;
  /** What stands at or above the organization that is asked about. */
  above: Above;
  today: string;
}

/** What one grant has to do with the question: it gives the permission, or this stands in the way; undefined: nothing. */
export type Judgement = { gives: { rootId: Id; depth: number } } | { lacks: MissingAccessReason } | undefined;

export function judgeGrant(grant: AskedGrant, { permission, strictly, above, today }: Question): Judgement {
  const allows = rolePermissions[grant.role].includes(permission);
  const [rootId] = nearest(reachingFrom(grant.rootIds, above, strictly), above);
  if (!grant.holds) return allows && rootId !== undefined ? { lacks: whyItDoesNotHold(grant, today) } : undefined;
  if (!allows) {
    const reaches = reachingFrom(grant.rootIds, above, false).length > 0;
    return reaches ? { lacks: MissingAccessReason.ROLE_LACKS_PERMISSION } : undefined;
  }
  if (rootId !== undefined) return { gives: { rootId, depth: above.get(rootId) ?? 0 } };
  if (reachingFrom(grant.rootIds, above, false).length > 0) return { lacks: MissingAccessReason.AT_NOT_ABOVE };
  const reachesWithoutGrid = grant.gridId !== null && above.has(grant.organizationId);
  return { lacks: reachesWithoutGrid ? MissingAccessReason.OUTSIDE_GRID : MissingAccessReason.OTHER_PLACE };
}

function nearest(ids: readonly Id[], above: Above): Id[] {
  return ids.toSorted((left, right) => (above.get(left) ?? 0) - (above.get(right) ?? 0));
}

function whyItDoesNotHold({ revokedAt, startsOn }: AskedGrant, today: string): MissingAccessReason {
  if (revokedAt !== null) return MissingAccessReason.GRANT_REVOKED;
  return startsOn > today ? MissingAccessReason.GRANT_NOT_YET : MissingAccessReason.GRANT_ENDED;
}
