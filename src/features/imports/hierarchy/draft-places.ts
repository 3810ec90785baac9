import type { DesiredOrganization } from './desired-organization';
import type { Ref, SplitAct } from '../../reorganizations/acts/act';
import type { Draft } from './draft';
import type { ExistingOrganization } from './existing-organization';
import { faultIn, type HierarchyFault } from './faults';
import type { Matches } from './matches';
import type { DesiredTree, ExistingTree } from './trees';

/** Gives every row its place: what is new is created or split off, parents first, and what stands elsewhere is moved. */
export class PlaceDrafter {
  readonly created: Draft[] = [];
  readonly moved: Draft[] = [];
  readonly faults: HierarchyFault[] = [];
  /** The organizations that move because their old parent is split. */
  readonly splitOff = new Set<string>();
  private readonly keys = new Set<string>();
  private readonly splits = new Map<string, SplitAct>();

  constructor(
    private readonly desired: DesiredTree,
    private readonly existing: ExistingTree,
    private readonly matches: Matches,
  ) {
    const downward = desired.downward();
    for (const row of downward) {
      // A row of which a question is open has no place yet, and nothing beneath it has.
      if (!matches.organizationOf(row) && !matches.isAsked(row)) this.create(row);
    }
    for (const row of downward) {
      const organization = matches.organizationOf(row);
      if (organization) this.move(row, organization);
    }
  }

  private create(row: DesiredOrganization): void {
    const parent = this.parentOf(row);
    if (!parent) return;
    this.keys.add(row.code);
    const origin = this.originOf(row, parent);
    if (!origin) {
      const act = { kind: 'CREATE', parent, level: row.level, ...newOrganization(row) } as const;
      this.created.push({ act, line: row.line });
      return;
    }
    const children = this.receivedBy(row).map(({ id }) => ({ id }));
    for (const { id } of children) this.splitOff.add(id);
    const part = { ...newOrganization(row), children };
    const split = this.splits.get(origin.id);
    if (split) {
      split.parts.push(part);
      return;
    }
    const act: SplitAct = { kind: 'SPLIT', organization: { id: origin.id }, parts: [part] };
    this.splits.set(origin.id, act);
    this.created.push({ act, line: row.line });
  }

  /** The organization a new one is split from: the one beside it that stays, and from which all came that it receives. */
  private originOf(row: DesiredOrganization, parent: Ref): ExistingOrganization | undefined {
    const [from, ...others] = new Set(this.receivedBy(row).map(({ parentId }) => parentId));
    if (from == null || others.length > 0) return undefined;
    const origin = this.existing.byId.get(from);
    const isBeside = origin?.levelCode === row.level && 'id' in parent && origin.parentId === parent.id;
    return isBeside && this.matches.rowOf(origin) && !this.splitOff.has(origin.id) ? origin : undefined;
  }

  private receivedBy(row: DesiredOrganization): ExistingOrganization[] {
    return this.desired.childrenOf(row).flatMap((child) => this.matches.organizationOf(child) ?? []);
  }

  private move(row: DesiredOrganization, { id, parentId }: ExistingOrganization): void {
    const parent = row.parentCode === null || this.splitOff.has(id) ? undefined : this.parentOf(row);
    if (!parent || ('id' in parent && parent.id === parentId)) return;
    if (parentId === null) {
      const message = 'It is the root of the tree, which cannot be moved beneath another.';
      this.faults.push(faultIn(row.line)('parentCode', 'ROOT_MOVED', message));
    } else this.moved.push({ act: { kind: 'MOVE', organization: { id }, parent }, line: row.line });
  }

  private parentOf({ parentCode }: DesiredOrganization): Ref | undefined {
    if (parentCode === null) return undefined;
    const row = this.desired.byCode.get(parentCode);
    const organization = row
      ? this.matches.organizationOf(row)
      : (this.existing.withReference(parentCode) ?? this.existing.withAreaCode(parentCode));
    if (organization) return { id: organization.id };
    return this.keys.has(parentCode) ? { key: parentCode } : undefined;
  }
}

function newOrganization(row: DesiredOrganization) {
  const { code, name, shortName, sortOrder } = row;
  const kind = row.kind ?? row.inferredKind;
  const areaCode = row.areaCode ?? row.inferredAreaCode;
  return {
    key: code,
    name,
    ...(shortName === null ? {} : { shortName }),
    ...(kind === null ? {} : { organizationKind: kind }),
    externalReference: code,
    ...(areaCode === null ? {} : { areaCode }),
    ...(sortOrder === null ? {} : { sortOrder }),
  };
}
