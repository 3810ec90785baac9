import fc from 'fast-check';
import { rolePermissions, Role, type Permission } from '../../../src/access/permission';
import type { TestActor, TestNode, TestOrganization, TestTenant } from '../../setup/tenant';
import type { World } from '../../setup/world';

/** The day that it is in a random county. */
export const today = '2020-06-30';
export const noon = () => new Date(`${today}T04:00:00Z`);

const number = fc.nat({ max: 1_000 });
const grant = fc.record({
  role: fc.constantFrom(...Object.values(Role)),
  at: number,
  period: fc.constantFrom('open', 'open', 'open', 'begins', 'ended', 'revoked', 'last day'),
  isNarrowed: fc.boolean(),
});

/** A county as numbers: where each organization hangs, what each of four accounts is given, and where one node of each type is. */
export const plans = fc.record({
  parents: fc.array(number, { minLength: 8, maxLength: 14, size: 'max' }),
  accounts: fc.array(
    fc.record({
      home: number,
      grants: fc.array(grant, { maxLength: 4 }),
    }),
    { minLength: 4, maxLength: 4, size: 'max' },
  ),
  /** Whether the last account is suspended. */
  isSuspended: fc.boolean(),
  nodes: fc.array(number, { minLength: 4, maxLength: 4, size: 'max' }),
});
type Plan = typeof plans extends fc.Arbitrary<infer Value> ? Value : never;

export interface ModelGrant extends TestNode {
  role: Role;
  at: TestOrganization;
  /** Organizations at and beneath which it holds. */
  roots: TestOrganization[];
  holds: boolean;
}

export interface ModelAccount {
  actor: TestActor;
  home: TestOrganization;
  isSuspended: boolean;
  grants: ModelGrant[];
}

export interface ModelNode extends TestNode {
  type: string;
  home: TestOrganization;
}

export interface County {
  tenant: TestTenant;
  organizations: TestOrganization[];
  accounts: ModelAccount[];
  nodes: ModelNode[];
}

const periods = {
  open: { startsOn: '2020-01-01', endsOn: undefined, holds: true },
  begins: { startsOn: '2020-07-01', endsOn: undefined, holds: false },
  ended: { startsOn: '2020-01-01', endsOn: today, holds: false },
  revoked: { startsOn: '2020-01-01', endsOn: undefined, holds: false },
  'last day': { startsOn: today, endsOn: '2020-07-01', holds: true },
} as const;

const isBeneath = (place: TestOrganization, root: TestOrganization) => `${place.path}/`.startsWith(`${root.path}/`);

/** Whether the roots reach down to the place; the naive rule. */
function reaches(roots: readonly TestOrganization[], place: TestOrganization, strictly: boolean): boolean {
  return roots.some((root) => isBeneath(place, root) && !(strictly && root.id === place.id));
}

/** The grants by which an account holds a permission at a place. */
export function giving(
  { grants }: ModelAccount,
  permission: Permission,
  place: TestOrganization,
  strictly = false,
): ModelGrant[] {
  return grants.filter(
    ({ role, roots, holds }) => holds && rolePermissions[role].includes(permission) && reaches(roots, place, strictly),
  );
}

export function holdsAt(
  account: ModelAccount,
  permission: Permission,
  place: TestOrganization,
  strictly = false,
): boolean {
  return !account.isSuspended && giving(account, permission, place, strictly).length > 0;
}

/** What is in every county, so that nothing is left to chance: the third organization stands beneath the second. */
const always = [
  [Role.ORGANIZER, Role.ADMINISTRATOR].map((role) => ({ role, at: 1, period: 'open' as const, isNarrowed: false })),
  [0, 2].map((at) => ({ role: Role.VIEWER, at, period: 'open' as const, isNarrowed: false })),
];

/** Builds the county that the numbers say. */
export async function build(world: World, plan: Plan): Promise<County> {
  const tenant = await world.tenant();
  const organizations = [tenant.root];
  for (const parent of [0, 1, ...plan.parents]) {
    const above = organizations.filter(({ level }) => level !== 'BUILDING_GROUP');
    organizations.push(await tenant.add(above[parent % above.length] as TestOrganization));
  }
  const pick = (at: number) => organizations[at % organizations.length] as TestOrganization;
  const accounts: ModelAccount[] = [];
  for (const [index, drawn] of plan.accounts.entries()) {
    const account = {
      ...drawn,
      isSuspended: plan.isSuspended && index === 3,
      grants: [...(always[index] ?? []), ...drawn.grants],
    };
    accounts.push(await addAccount(tenant, organizations, account, pick));
  }
  const nodes: ModelNode[] = organizations.map((home) => ({ ...home, type: 'Organization', home }));
  for (const at of [2, ...plan.nodes]) nodes.push(...(await furnish(tenant, pick(at))));
  nodes.push(...accounts.map(({ actor, home }) => ({ ...actor, type: 'Account', home })));
  nodes.push(...accounts.flatMap(({ grants }) => grants.map((each) => ({ ...each, type: 'Grant', home: each.at }))));
  return { tenant, organizations, accounts, nodes };
}

async function addAccount(
  tenant: TestTenant,
  organizations: readonly TestOrganization[],
  plan: Plan['accounts'][number] & { isSuspended: boolean },
  pick: (at: number) => TestOrganization,
): Promise<ModelAccount> {
  const home = pick(plan.home);
  const actor = await tenant.actor([], home);
  if (plan.isSuspended) await tenant.rows('update account set suspended_at = now() where id = $1', [actor.id]);
  const grants: ModelGrant[] = [];
  for (const { role, at: place, period, isNarrowed } of plan.grants) {
    const at = pick(place);
    const { startsOn, endsOn, holds } = periods[period];
    // What the grid covers beyond the place does not count.
    const covered = organizations.filter((each, index) => isNarrowed && index % 3 === place % 3);
    const free = await uncovered(tenant, covered);
    const grid = isNarrowed && role === Role.GRID_WORKER ? await tenant.grid(at, free) : undefined;
    const made = await tenant.grant(actor.id, { role, at, startsOn, endsOn, gridId: grid?.id });
    if (period === 'revoked')
      await tenant.rows('update role_grant set revoked_at = $2 where id = $1', [made.id, noon()]);
    grants.push({ ...made, role, at, holds, roots: grid ? free.filter((each) => isBeneath(each, at)) : [at] });
  }
  return { actor, home, isSuspended: plan.isSuspended, grants };
}

/** An organization lies in one grid at the most. */
async function uncovered(tenant: TestTenant, wanted: TestOrganization[]): Promise<TestOrganization[]> {
  const taken = await tenant.rows<{ id: string }>('select organization_id as id from grid_building_group');
  return wanted.filter(({ id }) => !taken.some((each) => each.id === id));
}

async function furnish(tenant: TestTenant, home: TestOrganization): Promise<ModelNode[]> {
  const member = await tenant.member({ in: home });
  const grid = await tenant.grid(home);
  const post = await tenant.post(home);
  const appointment = await tenant.appointment(post, member.person);
  const made = { Person: member.person, Membership: member, Grid: grid, Post: post, Appointment: appointment };
  return Object.entries(made).map(([type, { id, gid }]) => ({ type, id, gid, home }));
}
