/** An organization of the tree that is not dissolved. */
export interface ExistingOrganization {
  id: string;
  parentId: string | null;
  levelRank: number;
  levelCode: string;
  kind: string | null;
  name: string;
  shortName: string | null;
  externalReference: string | null;
  areaCode: string | null;
  sortOrder: number;
}
