import type { Register, Status } from '../people';
import type { Random } from '../random';
import type { SeedOrganization } from '../tree';
import type { Compound } from './compounds';
import type { Official } from './official';

export const bashuMembers = 152;

/** Fills the county with members: `total` of them PROBATIONARY or FULL, and people on their way besides. */
export function fillCounty(
  register: Register,
  random: Random,
  { root, streets, townsAndTownships, urbanCommunities, otherCommunitiesAndVillages }: Official,
  [bashu, ...compounds]: readonly Compound[],
  total: number,
): void {
  if (!bashu) throw new Error('Bashu Garden is missing.');
  const fill = new Filler(register, random);
  fill.each([root], 60);
  fill.each([...streets, ...townsAndTownships], 25);
  fill.each(urbanCommunities, 20);
  fill.each([bashu.branch], 12);
  fill.each(bashu.buildings, 8);
  fill.each(bashu.floors, 2);
  fill.each(
    compounds.map(({ branch }) => branch),
    15,
  );
  for (const { branch, buildings, floors } of compounds) {
    for (const building of buildings) fill.place(building, 3 + random.integer(7), branch);
    fill.each(floors, 2);
  }
  // Villages share what is left, as evenly as it goes.
  const rest = total - fill.members;
  otherCommunitiesAndVillages.forEach((village, index) => {
    const share = (place: number) => Math.floor((place * rest) / otherCommunitiesAndVillages.length);
    fill.place(village, share(index + 1) - share(index));
  });
}

class Filler {
  members = 0;

  constructor(
    private readonly register: Register,
    private readonly random: Random,
  ) {}

  each(places: readonly SeedOrganization[], count: number): void {
    for (const place of places) this.place(place, count);
  }

  /** One in twenty is on probation, one in thirty came from `before`, one in fifteen more is on his way. */
  place(place: SeedOrganization, count: number, before?: SeedOrganization): void {
    for (let number = 0; number < count; number += 1) {
      const moved = before && this.random.integer(30) === 0 ? before : undefined;
      this.register.add(place, this.random.integer(20) === 0 ? 'PROBATIONARY' : 'FULL', moved);
      if (this.random.integer(15) === 0) this.register.add(place, this.random.pick(onTheirWay));
      if (this.random.integer(150) === 0) this.register.addFormer(place, this.random.pick(['LEFT', 'DECEASED']));
    }
    this.members += count;
  }
}

const onTheirWay: readonly Status[] = ['APPLICANT', 'APPLICANT', 'ACTIVIST', 'DEVELOPMENT_TARGET'];
