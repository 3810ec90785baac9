import { toGlobalId } from '../../../graphql/ids';
import type { Act, Ref } from '../acts/act';

/** An act as clients see it: organizations by their global ids, or as `new:KEY`. */
export function asTold(act: Act): object {
  switch (act.kind) {
    case 'CREATE':
      return { ...act, parent: told(act.parent) };
    case 'RENAME':
      return { ...act, organization: told(act.organization) };
    case 'MOVE':
      return { ...act, organization: told(act.organization), parent: told(act.parent) };
    case 'MERGE':
      return { ...act, organizations: act.organizations.map(told), into: told(act.into) };
    case 'SPLIT':
      return {
        ...act,
        organization: told(act.organization),
        parts: act.parts.map((part) => ({
          ...part,
          children: (part.children ?? []).map(told),
          memberships: (part.memberships ?? []).map((id) => toGlobalId('Membership', id)),
          grids: (part.grids ?? []).map((id) => toGlobalId('Grid', id)),
        })),
      };
    case 'DISSOLVE':
      return { ...act, organization: told(act.organization), membersTo: act.membersTo && told(act.membersTo) };
    case 'RESTORE':
      return { ...act, organization: told(act.organization), parent: act.parent && told(act.parent) };
  }
}

function told(ref: Ref): string {
  return 'id' in ref ? toGlobalId('Organization', ref.id) : `new:${ref.key}`;
}
