import type { SeedOrganization } from '../tree';
import type { CompoundPlan } from './compounds';

const yushengCode = '500236001009';
const beginnings = ['锦绣', '滨江', '翠屏', '桂花', '金凤', '明珠', '书香', '阳光'];
const endings = ['家园', '花园', '名苑', '新城', '雅居'];

/** How many communities have two compounds; the others have one. Together 41. */
const communitiesOfTwo = 17;
const others = 40;

/** The plans of the 41 compounds: Bashu Garden as it is known, the others invented, 1,806 buildings and 256 grids of theirs. */
export function planCompounds(communities: readonly SeedOrganization[]): CompoundPlan[] {
  const yusheng = communities.find(({ externalReference }) => externalReference === yushengCode);
  if (!yusheng) throw new Error(`The community ${yushengCode} is missing.`);
  const bashu = { community: yusheng, number: 1, name: '巴蜀花园', buildings: 10, grids: 4, withFloors: 10, floors: 3 };
  const places = communities.flatMap((community, index) => {
    const first = community === yusheng ? [] : [{ community, number: 1 }];
    return index < communitiesOfTwo ? [...first, { community, number: 2 }] : first;
  });
  if (places.length !== others) throw new Error(`There are places for ${places.length} compounds, not ${others}.`);
  return [bashu, ...places.map((place, index) => ({ ...place, ...sizeOf(index) }))];
}

/** Sizes differ, and sum to what is known: pairs lie as far above as below 45 buildings; six have one more. */
function sizeOf(index: number): Omit<CompoundPlan, 'community' | 'number'> {
  const deviation = (Math.floor(index / 2) * 3) % 25;
  const buildings = 45 + (index % 2 ? -deviation : deviation) + (index < 6 ? 1 : 0);
  const name = `${beginnings[index % beginnings.length]}${endings[Math.floor(index / beginnings.length)]}`;
  return { name, buildings, grids: index < 16 ? 7 : 6, withFloors: 1, floors: 2 };
}
