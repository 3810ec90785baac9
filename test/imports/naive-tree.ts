import type { ExistingOrganization } from '../../src/features/imports/hierarchy/existing-organization';
import type { PlannedAct } from '../../src/features/imports/hierarchy/draft';
import type { Ref } from '../../src/features/reorganizations/acts/act';

type Create = Extract<PlannedAct, { kind: 'CREATE' }>;
type New = Omit<Create, 'kind' | 'parent' | 'level'>;

/** A tree that does one act after the other as the register would, and refuses what the register would refuse. */
export class NaiveTree {
  readonly organizations: Map<string, ExistingOrganization>;
  private readonly ids = new Map<string, string>();
  /** Codes of the dissolved, which nobody can take. */
  private readonly buried: ExistingOrganization[] = [];

  constructor(organizations: readonly ExistingOrganization[]) {
    this.organizations = new Map(organizations.map((each) => [each.id, { ...each }]));
  }

  apply(acts: readonly PlannedAct[]): this {
    for (const act of acts) this.do(act);
    return this;
  }

  list(): ExistingOrganization[] {
    return [...this.organizations.values()];
  }

  children(id: string): ExistingOrganization[] {
    return this.list().filter(({ parentId }) => parentId === id);
  }

  private do(act: PlannedAct): void {
    if (act.kind === 'CREATE')
      return this.create(act, this.at(act.parent).id, act.level, this.at(act.parent).levelRank + 1);
    const organization = this.at(act.organization);
    if (act.kind === 'SPLIT') {
      for (const { children, ...part } of act.parts) {
        this.create(part, organization.parentId, organization.levelCode, organization.levelRank);
        for (const child of children ?? []) {
          if (this.at(child).parentId !== organization.id) throw new Error('A part takes a child that is not there.');
          this.at(child).parentId = this.at({ key: part.key ?? '' }).id;
        }
      }
    } else if (act.kind === 'MOVE') this.move(organization, this.at(act.parent));
    else if (act.kind === 'DISSOLVE') this.dissolve(organization);
    else {
      const { kind: _kind, organization: _organization, organizationKind, ...changes } = act;
      if (Object.keys(act).length === 2) throw new Error('A rename that changes nothing.');
      Object.assign(organization, changes, organizationKind === undefined ? {} : { kind: organizationKind });
      this.checkCodes(organization);
    }
  }

  private create(given: New, parentId: string | null, levelCode: string, levelRank: number): void {
    const { key, name, shortName = null, organizationKind: kind = null, externalReference = null } = given;
    const { areaCode = null } = given;
    const id = `new-${this.organizations.size + this.buried.length}`;
    this.ids.set(key ?? '', id);
    const created = {
      id,
      parentId,
      levelRank,
      levelCode,
      kind,
      name,
      shortName,
      externalReference,
      areaCode,
      sortOrder: given.sortOrder ?? 0,
    };
    this.organizations.set(id, created);
    this.checkCodes(created);
  }

  private move(organization: ExistingOrganization, parent: ExistingOrganization): void {
    if (organization.parentId === parent.id) throw new Error('A move to where it is.');
    for (let at: ExistingOrganization | undefined = parent; at; at = this.organizations.get(at.parentId ?? '')) {
      if (at === organization) throw new Error('A move beneath itself.');
    }
    organization.parentId = parent.id;
  }

  private dissolve(organization: ExistingOrganization): void {
    if (this.children(organization.id).length) throw new Error('It has children.');
    this.organizations.delete(organization.id);
    this.buried.push(organization);
  }

  private checkCodes({ id, externalReference, areaCode }: ExistingOrganization): void {
    for (const each of [...this.list(), ...this.buried]) {
      if (each.id === id) continue;
      if (externalReference !== null && each.externalReference === externalReference)
        throw new Error('A code held twice.');
      if (areaCode !== null && each.areaCode === areaCode) throw new Error('An area code held twice.');
    }
  }

  private at(ref: Ref): ExistingOrganization {
    const organization = this.organizations.get('id' in ref ? ref.id : (this.ids.get(ref.key) ?? ''));
    if (!organization) throw new Error(`There is no ${JSON.stringify(ref)}.`);
    return organization;
  }
}
