import type { SeedOrganization, Tree } from '../tree';
import { readAreaCodes, type AreaCode } from './area-codes';

/** The official part of the county: what the area codes say. */
export interface Official {
  root: SeedOrganization;
  /** By their code. */
  units: ReadonlyMap<string, SeedOrganization>;
  streets: readonly SeedOrganization[];
  townsAndTownships: readonly SeedOrganization[];
  /** The 24 communities of the three streets. */
  urbanCommunities: readonly SeedOrganization[];
  otherCommunitiesAndVillages: readonly SeedOrganization[];
}

/** Plants the county, its 32 units of the rank of a street, and their 390 communities and villages. */
export function plantOfficial(tree: Tree): Official {
  const units = new Map<string, SeedOrganization>();
  for (const area of readAreaCodes()) {
    const parent = units.get(area.parent_code);
    const level = area.level === 'county' ? 'COUNTY' : area.level === 'street' ? 'STREET' : 'COMMUNITY';
    const { code } = area;
    const facts = { kind: kindOf(area), name: nameOf(area), areaCode: code.padEnd(12, '0'), externalReference: code };
    units.set(code, tree.add(parent, level, facts));
  }
  const [root] = units.values();
  if (!root) throw new Error('There is no county among the area codes.');
  const all = [...units.values()];
  const streets = all.filter(({ kind }) => kind === 'STREET');
  const communities = all.filter(({ depth }) => depth === 2);
  const urban = communities.filter(({ kind, parent }) => kind === 'COMMUNITY' && parent && streets.includes(parent));
  return {
    root,
    units,
    streets,
    townsAndTownships: all.filter(({ depth, kind }) => depth === 1 && kind !== 'STREET'),
    urbanCommunities: urban,
    otherCommunitiesAndVillages: communities.filter((each) => !urban.includes(each)),
  };
}

function kindOf({ level, name }: AreaCode): string {
  if (level !== 'street') return level.toUpperCase();
  if (name.endsWith('街道')) return 'STREET';
  return name.endsWith('镇') ? 'TOWN' : 'TOWNSHIP';
}

/** As people say it: 羽声社区 for 羽声社区居民委员会, 屏风村 for 屏风村村民委员会. */
function nameOf({ name, level }: AreaCode): string {
  const short = name.replace(/(居民|村民)委员会$/, '');
  return level === 'village' && !short.endsWith('村') ? `${short}村` : short;
}
