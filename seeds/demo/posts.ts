import { Candidates, PostRegister } from '../posts';
import type { Register } from '../people';
import type { Compound } from './compounds';

const term = 36;
const manner = {
  secretary: { startedOn: '2019-07-08', how: 'ELECTED' },
  grid: { startedOn: '2019-08-01', how: 'APPOINTED' },
  building: { startedOn: '2019-08-08', how: 'ELECTED' },
} as const;

interface Heads {
  leaders: readonly number[];
  chiefs: readonly number[];
}

/** Sets up the posts of compounds: a secretary each, a leader a grid, a chief a building. */
export class PostFiller {
  readonly register: PostRegister;
  private readonly candidates: Candidates;

  constructor({ memberships }: Register, firstId: number) {
    this.register = new PostRegister({ post: firstId, appointment: firstId });
    this.candidates = new Candidates(memberships);
  }

  /** Answers who leads the grids, and the buildings, of the compound, each in order. */
  fill({ branch, buildings, grids }: Compound, hasSecretary: boolean): Heads {
    const secretaries = hasSecretary ? [this.candidates.take(branch)] : [];
    this.register.add(branch, { kind: 'BRANCH_SECRETARY', termMonths: term }, secretaries, manner.secretary);
    const chiefs = buildings.map((building) => {
      const chief = this.candidates.take(building, branch);
      this.register.add(building, { kind: 'BUILDING_CHIEF', termMonths: term }, [chief], manner.building);
      return chief;
    });
    const leaders = grids.map((grid) => {
      const leader = this.candidates.take(...grid.covers, branch);
      this.register.add(grid, { kind: 'GRID_LEADER' }, [leader], manner.grid);
      return leader;
    });
    return { leaders, chiefs };
  }

  /** Bashu Garden besides: a steward a building, and `total` grid members, among them who leads a grid or a building. */
  fillBashu({ branch, buildings, grids }: Compound, { leaders, chiefs }: Heads, total: number): void {
    for (const building of buildings) {
      const steward = this.candidates.take(building, branch);
      this.register.add(building, { kind: 'BUILDING_STEWARD' }, [steward], manner.building);
    }
    grids.forEach((grid, index) => {
      const heads = chiefs.filter((_chief, number) => grid.covers.some((each) => each === buildings[number]));
      const members = [...leaders.slice(index, index + 1), ...heads];
      const seats = Math.floor(((index + 1) * total) / grids.length) - Math.floor((index * total) / grids.length);
      while (members.length < seats) members.push(this.candidates.take(...grid.covers, branch));
      this.register.add(grid, { kind: 'GRID_MEMBER', maximumHolders: seats }, members, manner.grid);
    });
  }
}
