import { levelPresets } from '../src/features/organizations/level-presets';
import { searchTerms } from '../src/features/organizations/search-terms';

/** An organization as its table takes it, without the tenant. */
export interface SeedOrganization {
  id: number;
  parent: SeedOrganization | undefined;
  rank: number;
  kind: string;
  name: string;
  shortName: string | null;
  sortOrder: number;
  externalReference: string | null;
  areaCode: string | null;
  searchTerms: string;
  path: string;
  depth: number;
  establishedOn: string | null;
}

export interface OrganizationFacts {
  kind: string;
  name: string;
  shortName?: string;
  sortOrder?: number;
  externalReference?: string;
  areaCode?: string;
  establishedOn?: string;
}

export type LevelCode = 'COUNTY' | 'STREET' | 'COMMUNITY' | 'BRANCH' | 'BUILDING_GROUP' | 'FLOOR_HOUSEHOLD';

const ranks = new Map(levelPresets['three-storey'].map(({ code, rank }) => [code, rank]));

/** Grows a tree in memory; parents come before their children. */
export class Tree {
  readonly organizations: SeedOrganization[] = [];
  private readonly terms = new Map<string, string>();

  constructor(private readonly firstId: number) {}

  add(parent: SeedOrganization | undefined, level: LevelCode, facts: OrganizationFacts): SeedOrganization {
    const id = this.firstId + this.organizations.length;
    const organization: SeedOrganization = {
      id,
      parent,
      rank: ranks.get(level) ?? 0,
      kind: facts.kind,
      name: facts.name,
      shortName: facts.shortName ?? null,
      sortOrder: facts.sortOrder ?? 0,
      externalReference: facts.externalReference ?? null,
      areaCode: facts.areaCode ?? null,
      searchTerms: this.termsOf(facts),
      path: parent ? `${parent.path}/${id}` : String(id),
      depth: parent ? parent.depth + 1 : 0,
      establishedOn: facts.establishedOn ?? null,
    };
    this.organizations.push(organization);
    return organization;
  }

  /** Names recur by the thousand: 1号楼 is spelled once. */
  private termsOf({ name, shortName }: OrganizationFacts): string {
    const key = `${name}\n${shortName ?? ''}`;
    const known = this.terms.get(key) ?? searchTerms(name, shortName);
    this.terms.set(key, known);
    return known;
  }
}

/** Each of the organizations with all that stands above it, itself included: ancestor, descendant, levels between. */
export function* closureRows(organizations: readonly SeedOrganization[]): Generator<[number, number, number]> {
  for (const descendant of organizations) {
    for (let above: SeedOrganization | undefined = descendant; above; above = above.parent) {
      yield [above.id, descendant.id, descendant.depth - above.depth];
    }
  }
}
