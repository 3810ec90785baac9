import type { TestOrganization, TestTenant } from '../../setup/tenant';

export const COUNTS = 'organizations grids members fullMembers probationaryMembers applicants';

export interface Counts {
  organizations: number;
  grids: number;
  members: number;
  fullMembers: number;
  probationaryMembers: number;
  applicants: number;
}

/**
 * A county with everything that must or must not be counted: two streets, a town beside them, an empty street, members
 * at the county itself, grids, dissolved organizations, ended, future and ending memberships of every status.
 */
export async function county(tenant: TestTenant) {
  const { root } = tenant;
  const town = await tenant.add(root, { name: 'town', kind: 'TOWN', sortOrder: 2 });
  const second = await tenant.add(root, { name: '2号街道', kind: 'STREET', sortOrder: 1 });
  const tenth = await tenant.add(root, { name: '10号街道', kind: 'STREET', sortOrder: 1 });
  const empty = await tenant.add(root, { name: 'empty', kind: 'STREET', sortOrder: 3 });
  const gone = await tenant.add(root, { name: 'gone', kind: 'STREET', dissolvedOn: '2020-02-01' });
  const communities = [];
  for (const parent of [tenth, second, town]) {
    const community = await tenant.add(parent, { kind: parent === town ? 'VILLAGE' : 'COMMUNITY' });
    communities.push(community);
    const branch = await tenant.add(community);
    const building = await tenant.add(branch);
    await tenant.add(branch, { dissolvedOn: '2020-01-01' });
    if (parent !== town) await tenant.grid(branch, [building]);
    await people(tenant, branch);
    await tenant.member({ in: building, status: 'PROBATIONARY' });
  }
  await tenant.grid(communities[0] as TestOrganization);
  await tenant.member({ in: root });
  await tenant.member({ in: root, status: 'APPLICANT' });
  await tenant.member({ in: gone, endedOn: '2020-01-15' });
  return { root, town, second, tenth, empty, gone, communities };
}

async function people(tenant: TestTenant, at: TestOrganization): Promise<void> {
  for (const status of ['APPLICANT', 'ACTIVIST', 'DEVELOPMENT_TARGET', 'PROBATIONARY', 'FULL', 'FULL']) {
    await tenant.member({ in: at, status });
  }
  await tenant.member({ in: at, startedOn: '2019-07-01', endedOn: '2020-06-01' });
  await tenant.member({ in: at, startedOn: '2019-07-01', endedOn: '2020-06-30' });
  await tenant.member({ in: at, startedOn: '2019-07-01', endedOn: '2020-07-01' });
  await tenant.member({ in: at, startedOn: '2020-06-30', status: 'PROBATIONARY' });
  await tenant.member({ in: at, startedOn: '2020-07-01' });
}

/** Counts of a subtree by walking parents and looping over rows: nothing of the closure, paths or sums. */
export async function recount(tenant: TestTenant, root: TestOrganization, today = '2020-06-30'): Promise<Counts> {
  const organizations = await tenant.rows<{ id: string; parentId: string | null; dissolved: boolean }>(
    'select id, parent_id as "parentId", dissolved_on is not null as dissolved from organization where tenant_id = $1',
    [tenant.id],
  );
  const inside = (id: string | null): boolean =>
    id !== null && (id === root.id || inside(organizations.find((each) => each.id === id)?.parentId ?? null));
  const places = new Set(organizations.filter(({ id, dissolved }) => !dissolved && inside(id)).map(({ id }) => id));
  const grids = await tenant.rows<{ at: string }>('select organization_id as at from grid where tenant_id = $1', [
    tenant.id,
  ]);
  const memberships = await tenant.rows<{ at: string; status: string; from: string; to: string | null }>(
    'select organization_id as at, status, started_on::text as from, ended_on::text as to from membership where tenant_id = $1',
    [tenant.id],
  );
  const holding = memberships.filter(({ at, from, to }) => places.has(at) && from <= today && (!to || today < to));
  const of = (...statuses: string[]) => holding.filter(({ status }) => statuses.includes(status)).length;
  return {
    organizations: places.size,
    grids: grids.filter(({ at }) => places.has(at)).length,
    members: of('PROBATIONARY', 'FULL'),
    fullMembers: of('FULL'),
    probationaryMembers: of('PROBATIONARY'),
    applicants: of('APPLICANT', 'ACTIVIST', 'DEVELOPMENT_TARGET'),
  };
}

/** The sum of counts, figure by figure. */
export function sum(all: readonly Counts[]): Counts {
  const add = (figure: keyof Counts) => all.reduce((total, each) => total + each[figure], 0);
  return {
    organizations: add('organizations'),
    grids: add('grids'),
    members: add('members'),
    fullMembers: add('fullMembers'),
    probationaryMembers: add('probationaryMembers'),
    applicants: add('applicants'),
  };
}
