import { rolePermissions, type Permission } from '../../../src/access/permission';
import type { County, Place } from './county';

type Account = County['accounts'][number];

/** What one account may read of a county, naively: parents walked whenever something is asked, no tables, no sets kept. */
export class Model {
  constructor(
    readonly county: County,
    private readonly account: Account,
  ) {}

  isWithin(place: Place | undefined, above: Place): boolean {
    return place !== undefined && (place === above || this.isWithin(place.parent, above));
  }

  /** The places at which a grant begins: its own, or the building groups of its grid that still lie beneath it. */
  begins({ at, grid, account, state }: County['grants'][number]): Place[] {
    if (account !== this.account.gid || state !== 'HELD') return [];
    if (grid === undefined) return [at];
    const covers = this.county.grids.find((each) => each.gid === grid)?.covers ?? [];
    return covers.filter((place) => this.isWithin(place, at));
  }

  holds(permission: Permission, place: Place): boolean {
    return this.county.grants
      .filter(({ role }) => rolePermissions[role].includes(permission))
      .some((grant) => this.begins(grant).some((above) => this.isWithin(place, above)));
  }

  /** Every node that he may ask for by its id. */
  readable(): string[] {
    const { places, people, memberships, grids, posts, appointments, accounts, grants, entries } = this.county;
    const at = (permission: Permission, nodes: readonly { gid: string; at: Place }[]) =>
      nodes.filter((node) => this.holds(permission, node.at)).map(({ gid }) => gid);
    const readMemberships = memberships.filter(({ at }) => this.holds('membership:read', at));
    const readAppointments = appointments.filter(({ at }) => this.holds('post:read', at));
    const seen = [...readMemberships, ...readAppointments].map(({ person }) => person);
    return [
      ...places.filter((place) => this.holds('organization:read', place)).map(({ gid }) => gid),
      ...people.filter(({ gid, at }) => this.holds('person:read', at) || seen.includes(gid)).map(({ gid }) => gid),
      ...[...readMemberships, ...readAppointments].map(({ gid }) => gid),
      ...at('grid:read', grids),
      ...at('post:read', posts),
      ...accounts
        .filter(({ gid, at }) => gid === this.account.gid || this.holds('account:read', at))
        .map(({ gid }) => gid),
      ...grants
        .filter((grant) => this.begins(grant).length > 0 || this.holds('grant:read', grant.at))
        .map(({ gid }) => gid),
      ...at('audit:read', entries),
    ].sort();
  }

  /** Where his reach begins: the topmost that still stand. */
  roots(): Place[] {
    const seen = this.county.places.filter((place) => this.holds('organization:read', place));
    const begun = this.county.grants.flatMap((grant) => this.begins(grant));
    return seen.filter((place) => begun.includes(place) && !place.isDissolved && !seen.includes(place.parent as Place));
  }

  /** What the lists of an organization hold, itself included where it is a matter of records. */
  lists(root: Place): Record<string, string[]> {
    const { places, memberships, grids, posts, accounts, grants, entries } = this.county;
    const listed = (permission: Permission, nodes: readonly { gid: string; at: Place }[]) =>
      nodes
        .filter(({ at }) => this.isWithin(at, root) && this.holds(permission, at))
        .map(({ gid }) => gid)
        .sort();
    return {
      descendants: places
        .filter((place) => place !== root && this.isWithin(place, root) && !place.isDissolved)
        .map(({ gid }) => gid)
        .sort(),
      memberships: listed(
        'membership:read',
        memberships.filter(({ holds }) => holds),
      ),
      grids: listed('grid:read', grids),
      posts: listed('post:read', posts.filter(isStanding)),
      accounts: listed('account:read', accounts),
      grants: listed(
        'grant:read',
        grants.filter(({ state }) => state !== 'REVOKED'),
      ),
      auditEntries: listed('audit:read', entries),
    };
  }

  /** What breaks the rules of coverage at and beneath the root. */
  broken(root: Place): Record<string, string[]> {
    const { places, memberships, grids, posts } = this.county;
    const beneath = places.filter((place) => this.isWithin(place, root));
    const standing = beneath.filter(({ isDissolved }) => !isDissolved);
    const at = <Node extends { gid: string; at: Place }>(nodes: readonly Node[], among: readonly Place[]) =>
      nodes.filter((node) => among.includes(node.at));
    const full = (place: Place) =>
      memberships.filter((each) => each.holds && each.status === 'FULL' && this.isWithin(each.at, place));
    const gids = (nodes: readonly { gid: string }[]) => nodes.map(({ gid }) => gid).sort();
    return {
      gridsWithoutOrganization: gids(at(grids, beneath).filter(({ at }) => at.isDissolved)),
      membersInNoGrid: gids(at(memberships.filter(isMember), standing).filter((each) => !this.isInGrid(each.at))),
      buildingGroupsInNoGrid: gids(standing.filter((each) => each.level === 'BUILDING_GROUP' && !this.isCovered(each))),
      branchesBelowThreeFullMembers: gids(standing.filter((each) => each.level === 'BRANCH' && full(each).length < 3)),
      vacantPosts: gids(at(posts.filter(isStanding), standing).filter(({ isVacant }) => isVacant)),
    };
  }

  /** Everything that is counted at and beneath one organization. */
  figures(root: Place): object {
    const { places } = this.county;
    const standing = places.filter((place) => this.isWithin(place, root) && !place.isDissolved);
    const rows = standing.filter((place) => place !== root && place.level === 'BRANCH');
    const elsewhere = standing.filter((place) => !rows.some((row) => this.isWithin(place, row)));
    const children = places.filter(({ parent, isDissolved }) => parent === root && !isDissolved);
    const lists = this.lists(root);
    return {
      id: root.gid,
      childCount: children.length,
      hasChildren: children.length > 0,
      descendantCount: lists.descendants?.length,
      counts: this.counts(standing),
      breakdown: {
        rows: rows
          .map((row) => ({
            organization: { id: row.gid },
            counts: this.counts(standing.filter((place) => this.isWithin(place, row))),
          }))
          .sort((left, right) => (left.organization.id < right.organization.id ? -1 : 1)),
        elsewhere: this.counts(elsewhere),
        total: this.counts(standing),
      },
      broken: this.broken(root),
      totals: Object.fromEntries(Object.entries(lists).map(([name, ids]) => [name, ids.length])),
    };
  }

  private counts(places: readonly Place[]): object {
    const grids = this.county.grids.filter(({ at }) => places.includes(at));
    const held = this.county.memberships.filter((each) => each.holds && places.includes(each.at));
    const ofStatus = (...wanted: string[]) => held.filter(({ status }) => wanted.includes(status)).length;
    return {
      organizations: places.length,
      grids: grids.length,
      members: ofStatus('FULL', 'PROBATIONARY'),
      fullMembers: ofStatus('FULL'),
      probationaryMembers: ofStatus('PROBATIONARY'),
      applicants: ofStatus('APPLICANT', 'ACTIVIST', 'DEVELOPMENT_TARGET'),
    };
  }

  private isCovered(place: Place): boolean {
    return this.county.grids.some(({ at, covers }) => covers.includes(place) && this.isWithin(place, at));
  }

  private isInGrid(place: Place): boolean {
    if (this.county.grids.some(({ at }) => at === place)) return true;
    return (
      this.isCovered(place) || this.county.places.some((above) => this.isWithin(place, above) && this.isCovered(above))
    );
  }
}

const isStanding = ({ at, isAbolished }: County['posts'][number]) => !at.isDissolved && !isAbolished;
const isMember = ({ holds, status }: County['memberships'][number]) =>
  holds && ['FULL', 'PROBATIONARY'].includes(status);
