import type { Role } from '../src/access/permission';
import type { SeedGrid } from './grids';
import type { SeedMembership, SeedPerson } from './people';
import type { SeedAppointment, SeedPost } from './posts';
import type { SeedOrganization } from './tree';

/** Someone who may be granted something; `signsIn` with a development token of his name. */
export interface SeedAccount {
  name: string;
  home: SeedOrganization;
  signsIn: boolean;
  grants: readonly { role: Role; at: SeedOrganization; grid?: SeedGrid }[];
}

/** All that is written for one tenant. */
export interface County {
  id: number;
  code: string;
  name: string;
  organizations: readonly SeedOrganization[];
  grids: readonly SeedGrid[];
  people: readonly SeedPerson[];
  memberships: readonly SeedMembership[];
  posts: readonly SeedPost[];
  appointments: readonly SeedAppointment[];
  accounts: readonly SeedAccount[];
  /** Ids of the first account and the first grant; the others follow. */
  firstIds: { account: number; grant: number };
}
