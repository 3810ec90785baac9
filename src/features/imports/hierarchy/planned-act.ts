/** An organization of the tree by its id, or one that an earlier act of the plan creates by its key. */
export type Ref = { id: string } | { key: string };

interface NewOrganization {
  /** The code in the file. */
  key: string;
  name: string;
  shortName?: string;
  organizationKind?: string;
  externalReference?: string;
  areaCode?: string;
  sortOrder?: number;
}

export type PlannedAct =
  | ({ kind: 'CREATE'; parent: Ref; level: string } & NewOrganization)
  | { kind: 'SPLIT'; organization: Ref; parts: (NewOrganization & { children: Ref[] })[] }
  | {
      kind: 'RENAME';
      organization: Ref;
      name?: string;
      shortName?: string;
      externalReference?: string;
      areaCode?: string;
      organizationKind?: string;
      sortOrder?: number;
    }
  | { kind: 'MOVE'; organization: Ref; parent: Ref }
  | { kind: 'DISSOLVE'; organization: Ref };
