/** An organization as the file wants it. What the file does not say is null and stays as it is. */
export interface DesiredOrganization {
  line: number;
  code: string;
  parentCode: string | null;
  name: string;
  /** The code of a level. */
  level: string;
  kind: string | null;
  /** What level and name say of the kind; it is given to what is created and to what changes its name. */
  inferredKind: string | null;
  shortName: string | null;
  sortOrder: number | null;
  areaCode: string | null;
  /** What the code says of the area code; it is given to what is created and to what changes its code. */
  inferredAreaCode: string | null;
}
