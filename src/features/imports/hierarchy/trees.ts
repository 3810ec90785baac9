import { toAreaCode } from '../../organizations/area-code';
import type { DesiredOrganization } from './desired-organization';
import type { ExistingOrganization } from './existing-organization';
import { groupBy } from './group';

/** The organizations of a file as a tree. */
export class DesiredTree {
  readonly byCode: ReadonlyMap<string, DesiredOrganization>;
  private readonly beneath: ReadonlyMap<string | null, DesiredOrganization[]>;

  constructor(readonly rows: readonly DesiredOrganization[]) {
    this.byCode = new Map(rows.map((row) => [row.code, row]));
    this.beneath = groupBy(rows, ({ parentCode }) => parentCode);
  }

  parentOf({ parentCode }: DesiredOrganization): DesiredOrganization | undefined {
    return parentCode === null ? undefined : this.byCode.get(parentCode);
  }

  childrenOf({ code }: DesiredOrganization): readonly DesiredOrganization[] {
    return this.beneath.get(code) ?? [];
  }

  /** Parents before their children, those of one depth in the order of their lines. */
  downward(): DesiredOrganization[] {
    const ordered = this.rows.filter((row) => !this.parentOf(row));
    for (const row of ordered) for (const child of this.childrenOf(row)) ordered.push(child);
    return ordered;
  }
}

/** The organizations of the tenant as a tree. */
export class ExistingTree {
  readonly byId: ReadonlyMap<string, ExistingOrganization>;
  private readonly byReference: ReadonlyMap<string, ExistingOrganization>;
  private readonly byAreaCode: ReadonlyMap<string, ExistingOrganization>;

  constructor(readonly organizations: readonly ExistingOrganization[]) {
    this.byId = new Map(organizations.map((each) => [each.id, each]));
    this.byReference = byCode(organizations, ({ externalReference }) => externalReference);
    this.byAreaCode = byCode(organizations, ({ areaCode }) => areaCode);
  }

  withReference(code: string): ExistingOrganization | undefined {
    return this.byReference.get(code);
  }

  withAreaCode(code: string): ExistingOrganization | undefined {
    return this.byAreaCode.get(toAreaCode(code) ?? '-');
  }

  /** For each organization whether it lies at or beneath one that is chosen. */
  within(isChosen: (organization: ExistingOrganization) => boolean): (organization: ExistingOrganization) => boolean {
    const known = new Map<ExistingOrganization, boolean>();
    return (organization) => {
      const passed: ExistingOrganization[] = [];
      let at: ExistingOrganization | undefined = organization;
      while (at && !known.has(at) && !isChosen(at)) {
        passed.push(at);
        at = this.byId.get(at.parentId ?? '');
      }
      const inside = at !== undefined && (known.get(at) ?? true);
      for (const each of passed) known.set(each, inside);
      return inside;
    };
  }
}

function byCode(
  organizations: readonly ExistingOrganization[],
  codeOf: (organization: ExistingOrganization) => string | null,
): Map<string, ExistingOrganization> {
  return new Map(
    organizations.flatMap((each) => {
      const code = codeOf(each);
      return code === null ? [] : [[code, each] as const];
    }),
  );
}
