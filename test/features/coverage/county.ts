import type { Caller } from '../../setup/api';
import type { TestNode, TestTenant } from '../../setup/tenant';

export const now = () => new Date('2020-06-30T04:00:00Z');

export const COUNTS = `gridsWithoutOrganization { count } membersInNoGrid { count } buildingGroupsInNoGrid { count }
  branchesBelowThreeFullMembers { count } vacantPosts { count }`;

const LISTS = `
  gridsWithoutOrganization { count grids(first: 100) { totalCount nodes { id } } }
  membersInNoGrid { count memberships(first: 100) { totalCount nodes { id } } }
  buildingGroupsInNoGrid { count organizations(first: 100) { totalCount nodes { id } } }
  branchesBelowThreeFullMembers { count organizations(first: 100) { totalCount nodes { id } } }
  vacantPosts { count posts(first: 100) { totalCount nodes { id } } }`;

export interface Rows {
  grids: string[];
  members: string[];
  buildings: string[];
  branches: string[];
  posts: string[];
}

export const noRows: Rows = { grids: [], members: [], buildings: [], branches: [], posts: [] };

interface Listed {
  count: number;
  [rows: string]: unknown;
}

/** The ids that every category lists, sorted; fails where a count is not the number of rows. */
export async function coverageOf(call: Caller, { gid }: TestNode, args = ''): Promise<Rows> {
  const { organization } = await call.ask<{ organization: { coverage: Record<string, Listed> } }>(
    `query ($id: ID!) { organization(by: { id: $id }) { coverage${args} { ${LISTS} } } }`,
    { id: gid },
  );
  const rows = Object.values(organization.coverage).map(({ count, ...lists }) => {
    const [list] = Object.values(lists) as { totalCount: number; nodes: TestNode[] }[];
    const ids = (list?.nodes ?? []).map(({ id }) => id);
    expect([count, list?.totalCount]).toEqual([ids.length, ids.length]);
    return ids.sort();
  });
  const [grids = [], members = [], buildings = [], branches = [], posts = []] = rows;
  return { grids, members, buildings, branches, posts };
}

export const gids = (...nodes: TestNode[]) => nodes.map(({ gid }) => gid).sort();

/** Two branches in which something breaks every rule, and beside it what only seems to. */
export async function county(tenant: TestTenant) {
  const street = await tenant.add(tenant.root);
  const community = await tenant.add(street);
  const north = await tenant.add(community, { name: 'north' });
  const south = await tenant.add(community, { name: 'south' });
  const gone = await tenant.add(community, { name: 'gone', establishedOn: '2019-01-01', dissolvedOn: '2020-03-01' });
  const covered = await tenant.add(north);
  const floor = await tenant.add(covered);
  const uncovered = await tenant.add(north);
  const coveredFromBeside = await tenant.add(north);
  await tenant.grid(north, [covered]);
  await tenant.grid(south, [coveredFromBeside]);
  const orphan = await tenant.grid(gone);

  // In a grid: at a branch that has one, and at and beneath what it covers.
  for (const place of [north, floor]) await tenant.member({ in: place });
  await tenant.member({ in: covered, status: 'PROBATIONARY' });
  for (const status of ['FULL', 'FULL', 'PROBATIONARY']) await tenant.member({ in: south, status });
  const outside = [
    await tenant.member({ in: uncovered }),
    await tenant.member({ in: coveredFromBeside, status: 'PROBATIONARY' }),
    await tenant.member({ in: community }),
  ];
  await tenant.member({ in: uncovered, status: 'APPLICANT' });
  const left = await tenant.member({ in: uncovered, startedOn: '2019-07-01', endedOn: '2020-05-01' });
  const coming = await tenant.member({ in: uncovered, startedOn: '2020-09-01' });

  const secretary = await tenant.post(north);
  await tenant.appointment(secretary, outside[0]?.person as TestNode);
  const vacant = await tenant.post(south);
  await tenant.appointment(vacant, outside[1]?.person as TestNode, { startedOn: '2019-08-01', endedOn: '2020-06-01' });
  const halfFilled = await tenant.post(community, { minimumHolders: 2, maximumHolders: 3 });
  await tenant.appointment(halfFilled, outside[2]?.person as TestNode);
  await tenant.post(north, { minimumHolders: 0 });
  await tenant.post(north, { abolishedOn: '2020-01-01' });

  return {
    ...{ street, community, north, south, gone, covered, uncovered, coveredFromBeside, orphan, outside, left, coming },
    ...{ vacant, halfFilled },
  };
}
