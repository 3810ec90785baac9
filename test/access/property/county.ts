import { Role } from '../../../src/access/permission';
import { addMembership } from '../../setup/records';
import { gid, type TestNode, type TestOrganization, type TestTenant } from '../../setup/tenant';
import type { Plan } from './plan';

export interface Place extends TestOrganization {
  parent: Place | undefined;
  isDissolved: boolean;
}

/** Something that lies at an organization. */
interface Lying {
  gid: string;
  at: Place;
}

export interface County {
  places: Place[];
  people: Lying[];
  memberships: (Lying & { person: string; status: string; holds: boolean })[];
  grids: (Lying & { id: string; covers: Place[] })[];
  posts: (Lying & { isAbolished: boolean; isVacant: boolean })[];
  appointments: (Lying & { person: string })[];
  accounts: (Lying & { id: string; token: string; isSuspended: boolean })[];
  grants: (Lying & { account: string; role: Role; grid: string | undefined; state: string })[];
  entries: Lying[];
}

const deepest = 4;
const pick = <Item>(items: readonly Item[], number: number): Item => items[number % items.length] as Item;

/** Makes what the plan says, by SQL. */
export async function make(tenant: TestTenant, plan: Plan): Promise<County> {
  const places: Place[] = [{ ...tenant.root, parent: undefined, isDissolved: false }];
  for (const { parent } of plan.organizations) {
    const above = pick(
      places.filter(({ depth }) => depth < deepest),
      parent,
    );
    places.push({ ...(await tenant.add(above)), parent: above, isDissolved: false });
  }
  for (const [number, { isDissolved }] of plan.organizations.entries()) {
    const place = places[number + 1] as Place;
    if (isDissolved && !places.some(({ parent }) => parent === place)) await dissolve(tenant, place);
  }
  const standing = places.filter(({ isDissolved }) => !isDissolved);

  const county: County = {
    ...{ places, people: [], memberships: [], grids: [], posts: [] },
    ...{ appointments: [], accounts: [], grants: [], entries: [] },
  };
  const people: TestNode[] = [];
  for (const { home, former, current } of plan.people) {
    const at = pick(places, home);
    const person = await tenant.person(at);
    people.push(person);
    county.people.push({ gid: person.gid, at });
    if (former !== null) {
      const place = pick(places, former);
      const made = await addMembership(tenant, person, { in: place, startedOn: '2018-01-01', endedOn: '2019-01-01' });
      county.memberships.push({ gid: made.gid, at: place, person: person.gid, status: 'FULL', holds: false });
    }
    if (current) {
      const { status } = current;
      const place = pick(standing, current.at);
      const made = await addMembership(tenant, person, { in: place, startedOn: '2020-01-01', status });
      county.memberships.push({ gid: made.gid, at: place, person: person.gid, status, holds: true });
    }
  }
  for (const { at, covers } of plan.grids) {
    const place = pick(places, at);
    // An organization is covered by one grid at most.
    const taken = county.grids.flatMap((grid) => grid.covers);
    const covered = [...new Set(covers.map((number) => pick(places, number)))].filter((each) => !taken.includes(each));
    county.grids.push({ ...(await tenant.grid(place, covered)), at: place, covers: covered });
  }
  for (const { at, minimumHolders, isAbolished, holder } of plan.posts) {
    const place = pick(places, at);
    const post = await tenant.post(place, { minimumHolders, ...(isAbolished && { abolishedOn: '2024-01-01' }) });
    const person = holder && people.length > 0 ? pick(people, holder.person) : undefined;
    if (person) {
      const endedOn = holder?.isEnded ? '2022-01-01' : undefined;
      const made = await tenant.appointment(post, person, { startedOn: '2021-01-01', endedOn });
      county.appointments.push({ gid: made.gid, at: place, person: person.gid });
    }
    const holders = person && !holder?.isEnded ? 1 : 0;
    county.posts.push({ gid: post.gid, at: place, isAbolished, isVacant: holders < minimumHolders });
  }
  await enrol(tenant, plan, county);
  for (const at of plan.entries) county.entries.push(await entry(tenant, county, pick(places, at)));
  return county;
}

async function enrol(tenant: TestTenant, plan: Plan, county: County): Promise<void> {
  for (const { home, isSuspended } of plan.accounts) {
    const at = pick(county.places, home);
    const { id, gid: account, token } = await tenant.actor([], at);
    if (isSuspended) await tenant.rows('update account set suspended_at = now() where id = $1', [id]);
    county.accounts.push({ id, gid: account, at, token, isSuspended });
  }
  for (const { account, role, at, grid, state } of plan.grants) {
    const holder = pick(county.accounts, account);
    const narrowed = grid !== null && county.grids.length > 0 ? pick(county.grids, grid) : undefined;
    const given = { role: narrowed ? Role.GRID_WORKER : role, at: narrowed?.at ?? pick(county.places, at) };
    const made = await tenant.grant(holder.id, {
      ...given,
      gridId: narrowed?.id,
      ...(state === 'ENDED' && { endsOn: '2021-01-01' }),
      ...(state === 'NOT_BEGUN' && { startsOn: '2999-01-01' }),
    });
    if (state === 'REVOKED') await tenant.rows('update role_grant set revoked_at = now() where id = $1', [made.id]);
    county.grants.push({ gid: made.gid, ...given, account: holder.gid, grid: narrowed?.gid, state });
  }
}

async function dissolve(tenant: TestTenant, place: Place): Promise<void> {
  place.isDissolved = true;
  await tenant.rows(`update organization set dissolved_on = '2023-01-01' where id = $1`, [place.id]);
}

async function entry(tenant: TestTenant, { accounts }: County, at: Place): Promise<Lying> {
  const [row] = await tenant.rows<{ id: string }>(
    `insert into audit_entry (tenant_id, account_id, request_id, action, node_type, node_id, organization_id)
     values ($1, $2, 'planned', 'organization.created', 'Organization', $3, $3) returning id`,
    [tenant.id, accounts[0]?.id, at.id],
  );
  return { gid: gid('AuditEntry', row?.id ?? ''), at };
}
