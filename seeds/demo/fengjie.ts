import type { County } from '../county';
import { Register } from '../people';
import { createRandom } from '../random';
import { Tree } from '../tree';
import { countyAccounts } from './accounts';
import { planCompounds } from './compound-plans';
import { plantCompound, type Compound } from './compounds';
import { fillCounty } from './members';
import { plantOfficial } from './official';
import { PostFiller } from './posts';

export const fengjieId = 1;
export const fengjieMembers = 20_000;
export const bashuGridMembers = 34;
/** Branches, the last ones, whose post of a secretary is vacant. */
export const vacantSecretaries = 2;

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
  const filler = new PostFiller(register, 1);
  const heads = compounds.map((compound, index) => filler.fill(compound, index < compounds.length - vacantSecretaries));
  const [bashuHeads] = heads;
  if (bashuHeads) filler.fillBashu(bashu, bashuHeads, bashuGridMembers);
  return {
    id: fengjieId,
    code: 'fengjie',
    name: '奉节县',
    organizations: tree.organizations,
    grids: compounds.flatMap(({ grids }) => grids),
    people: register.people,
    memberships: register.memberships,
    posts: filler.register.posts,
    appointments: filler.register.appointments,
    accounts: countyAccounts(official, bashu),
    firstIds: { account: 1, grant: 1 },
  };
}
