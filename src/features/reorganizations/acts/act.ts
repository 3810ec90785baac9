import type { Id } from '../../../database/id';

/** An organization that exists, or one that an earlier act of the same plan creates under a key. */
export type Ref = { id: Id } | { key: string };

/** What a new organization is called. */
export interface Called {
  name: string;
  shortName?: string | null;
  organizationKind?: string | null;
  externalReference?: string | null;
  areaCode?: string | null;
  sortOrder?: number | null;
}

/** The same, of an input that says `kind` of the organization, as its field is called. */
export function toCalled({
  name,
  shortName,
  kind,
  externalReference,
  areaCode,
  sortOrder,
}: Omit<Called, 'organizationKind'> & { kind?: string | null }): Called {
  return { name, shortName, organizationKind: kind, externalReference, areaCode, sortOrder };
}

export interface CreateAct extends Called {
  kind: 'CREATE';
  key?: string | null;
  parent: Ref;
  /** Code of its level. */
  level: string;
}

/** What is left out stays. */
export interface RenameAct extends Partial<Called> {
  kind: 'RENAME';
  organization: Ref;
}

export interface MoveAct {
  kind: 'MOVE';
  organization: Ref;
  parent: Ref;
}

export interface MergeAct {
  kind: 'MERGE';
  organizations: Ref[];
  into: Ref;
}

export interface SplitPart extends Called {
  key?: string | null;
  children?: Ref[] | null;
  memberships?: Id[] | null;
  grids?: Id[] | null;
}

export interface SplitAct {
  kind: 'SPLIT';
  organization: Ref;
  parts: SplitPart[];
}

export interface DissolveAct {
  kind: 'DISSOLVE';
  organization: Ref;
  membersTo?: Ref | null;
}

export interface RestoreAct {
  kind: 'RESTORE';
  organization: Ref;
  parent?: Ref | null;
}

/** One structural act as data: what a direct mutation does at once and a plan keeps for its day. */
export type Act = CreateAct | RenameAct | MoveAct | MergeAct | SplitAct | DissolveAct | RestoreAct;

/** Every reference of an act: what it changes, and what it only names as the place where things go. */
export function refsOf(act: Act): { changed: Ref[]; places: Ref[] } {
  switch (act.kind) {
    case 'CREATE':
      return { changed: [], places: [act.parent] };
    case 'RENAME':
      return { changed: [act.organization], places: [] };
    case 'MOVE':
      return { changed: [act.organization], places: [act.parent] };
    case 'MERGE':
      return { changed: act.organizations, places: [act.into] };
    case 'SPLIT':
      return { changed: [act.organization, ...act.parts.flatMap(({ children }) => children ?? [])], places: [] };
    case 'DISSOLVE':
      return { changed: [act.organization], places: act.membersTo ? [act.membersTo] : [] };
    case 'RESTORE':
      return { changed: [act.organization], places: act.parent ? [act.parent] : [] };
  }
}

/** Ids of the existing organizations that the act names. */
export function idsOf(act: Act): Id[] {
  const { changed, places } = refsOf(act);
  return [...new Set([...changed, ...places].flatMap((ref) => ('id' in ref ? [ref.id] : [])))];
}
