import { Role } from '../../src/access/permission';
import type { County } from '../county';
import { Register } from '../people';
import { createRandom } from '../random';
import { Tree, type SeedOrganization } from '../tree';
import { persona } from './accounts';
import { plantCompound, type Compound } from './compounds';
import { PostFiller } from './posts';

export const linjiangId = 2;

/** Its ids begin where those of the first county can never come. */
const firstId = 100_001;

const units = [
  { name: '临江街道', kind: 'STREET', communities: ['望江社区', '码头社区'] },
  { name: '北城街道', kind: 'STREET', communities: ['北门社区', '学府社区'] },
  { name: '青石镇', kind: 'TOWN', communities: ['青石社区'] },
];
const compoundNames = ['望江苑', '江畔人家', '码头小筑', '临江阁', '北门里', '城北家园', '学府花园', '书院小区'];

/** The second county, invented as a whole, so that isolation can be seen. */
export function buildLinjiang(): County {
  const random = createRandom(2);
  const tree = new Tree(firstId);
  const register = new Register(random, { person: firstId, membership: firstId });
  const root = tree.add(undefined, 'COUNTY', { kind: 'COUNTY', name: '临江县', externalReference: 'LJ' });
  const communities = units.flatMap((unit, index) => plantUnit(tree, root, unit, index + 1));
  const compounds: Compound[] = [];
  for (const [index, name] of compoundNames.entries()) {
    const community = communities[Math.floor(index / 2)] as SeedOrganization;
    const size = { buildings: 7, grids: 2, withFloors: 1, floors: 2 };
    const plan = { community, number: (index % 2) + 1, name, ...size };
    compounds.push(plantCompound(tree, plan, firstId + 2 * index));
  }
  for (const place of tree.organizations) {
    for (let number = 0; number < 4; number += 1) register.add(place, number === 3 ? 'PROBATIONARY' : 'FULL');
  }
  const filler = new PostFiller(register, firstId);
  for (const compound of compounds) filler.fill(compound, true);
  return {
    id: linjiangId,
    code: 'linjiang',
    name: '临江县',
    organizations: tree.organizations,
    grids: compounds.flatMap(({ grids }) => grids),
    people: register.people,
    memberships: register.memberships,
    posts: filler.register.posts,
    appointments: filler.register.appointments,
    accounts: [persona('other-county', root, Role.ORGANIZER)],
    firstIds: { account: firstId, grant: firstId },
  };
}

function plantUnit(
  tree: Tree,
  root: SeedOrganization,
  { name, kind, communities }: (typeof units)[number],
  number: number,
): SeedOrganization[] {
  const unit = tree.add(root, 'STREET', { kind, name, sortOrder: number, externalReference: `LJ-${number}` });
  return communities.map((community, index) =>
    tree.add(unit, 'COMMUNITY', {
      kind: 'COMMUNITY',
      name: community,
      sortOrder: index + 1,
      externalReference: `LJ-${number}-${index + 1}`,
    }),
  );
}
