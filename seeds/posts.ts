import type { PostKind } from '../src/features/posts/post.kind';
import type { SeedGrid } from './grids';
import type { SeedMembership } from './people';
import type { SeedOrganization } from './tree';

export interface SeedPost {
  id: number;
  organizationId: number;
  gridId: number | null;
  kind: keyof typeof PostKind;
  maximumHolders: number;
  termMonths: number | null;
}

export interface SeedAppointment {
  id: number;
  postId: number;
  personId: number;
  startedOn: string;
  how: 'ELECTED' | 'APPOINTED' | 'ACTING';
}

type PostFacts = Pick<SeedPost, 'kind'> & Partial<Pick<SeedPost, 'maximumHolders' | 'termMonths'>>;
type Manner = Pick<SeedAppointment, 'startedOn' | 'how'>;

/** Sets up posts, and puts people in them. */
export class PostRegister {
  readonly posts: SeedPost[] = [];
  readonly appointments: SeedAppointment[] = [];

  constructor(private readonly firstIds: Readonly<Record<'post' | 'appointment', number>>) {}

  /** A post of an organization, or of a grid, and who holds it. */
  add(place: SeedOrganization | SeedGrid, facts: PostFacts, holders: readonly number[], manner: Manner): void {
    const id = this.firstIds.post + this.posts.length;
    const at = 'covers' in place ? { organizationId: place.organizationId, gridId: place.id } : atOrganization(place);
    this.posts.push({ id, maximumHolders: 1, termMonths: null, ...at, ...facts });
    for (const personId of holders) {
      this.appointments.push({
        id: this.firstIds.appointment + this.appointments.length,
        postId: id,
        personId,
        ...manner,
      });
    }
  }
}

const atOrganization = ({ id }: SeedOrganization) => ({ organizationId: id, gridId: null });

/** Full members by where they are, each to be taken once. */
export class Candidates {
  private readonly waiting = new Map<number, number[]>();

  constructor(memberships: readonly SeedMembership[]) {
    for (const { organizationId, personId, status, endedOn } of memberships) {
      if (status !== 'FULL' || endedOn !== null) continue;
      const here = this.waiting.get(organizationId);
      if (here) here.push(personId);
      else this.waiting.set(organizationId, [personId]);
    }
  }

  /** The next full member of the first of the places that has one left. */
  take(...places: readonly { id: number }[]): number {
    for (const { id } of places) {
      const personId = this.waiting.get(id)?.shift();
      if (personId !== undefined) return personId;
    }
    throw new Error(`No full member is left at ${places.map(({ id }) => id).join(', ')}.`);
  }
}
