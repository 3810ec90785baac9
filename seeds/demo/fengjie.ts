import type { County } from '../county';
import { Register } from '../people';
import { createRandom } from '../random';
import { Tree } from '../tree';
import { countyAccounts } from './accounts';
import { planCompounds } from './compound-plans';
import { plantCompound, type Compound } from './compounds';
import { fillCounty } from './members';
import { plantOfficial } from './official';

export const fengjieId = 1;
export const fengjieMembers = 20_000;

/** The county of the demo: official units by their real names, everything beneath the communities invented. */
export function buildFengjie(): County {
  const random = createRandom(500_236);
  const tree = new Tree(1);
  const register = new Register(random, { person: 1, membership: 1 });
  const official = plantOfficial(tree);
  const compounds: Compound[] = [];
  for (const plan of planCompounds(official.urbanCommunities)) {
    const firstGridId = 1 + compounds.reduce((sum, { grids }) => sum + grids.length, 0);
    compounds.push(plantCompound(tree, plan, firstGridId));
  }
  const [bashu] = compounds;
  if (!bashu) throw new Error('Bashu Garden is missing.');
  fillCounty(register, random, official, compounds, fengjieMembers);
  return {
    id: fengjieId,
    code: 'fengjie',
    name: '奉节县',
    organizations: tree.organizations,
    grids: compounds.flatMap(({ grids }) => grids),
    people: register.people,
    memberships: register.memberships,
    accounts: countyAccounts(official, bashu),
    firstIds: { account: 1, grant: 1 },
  };
}
