import type { Caller } from '../../setup/api';

interface Page {
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const counted = '{ organizations grids members fullMembers probationaryMembers applicants }';
const lists = ['descendants', 'memberships', 'grids', 'posts', 'accounts', 'grants', 'auditEntries'] as const;
const broken = {
  gridsWithoutOrganization: 'grids',
  membersInNoGrid: 'memberships',
  buildingGroupsInNoGrid: 'organizations',
  branchesBelowThreeFullMembers: 'organizations',
  vacantPosts: 'posts',
} as const;

const figures = `id childCount hasChildren descendantCount counts ${counted}
  breakdown(level: "BRANCH") { rows { organization { id } counts ${counted} } elsewhere ${counted} total ${counted} }
  coverage { ${Object.entries(broken)
    .map(([rule, rows]) => `${rule} { count ${rows}(first: 100) { totalCount nodes { id } } }`)
    .join(' ')} }
  ${lists.map((list) => `${list}(first: 1) { totalCount }`).join(' ')}`;

/** Those of the ids that are answered, in order. */
export async function findNodes(call: Caller, ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (let from = 0; from < ids.length; from += 100) {
    const text = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const { nodes } = await call.ask<{ nodes: ({ id: string } | null)[] }>(text, { ids: ids.slice(from, from + 100) });
    found.push(...nodes.flatMap((node) => node?.id ?? []));
  }
  return found.sort();
}

export async function findRoots(call: Caller): Promise<string[]> {
  const { viewer } = await call.ask<{ viewer: { roots: { id: string }[] } }>('{ viewer { roots { id } } }');
  return viewer.roots.map(({ id }) => id).sort();
}

/** Everything in every list of an organization, read page by page. */
export async function findLists(call: Caller, id: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const list of lists) {
    const text = `query ($id: ID!, $after: String) { organization(by: { id: $id }) {
      ${list}(first: 4, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }`;
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const answer: { organization: Record<string, Page> } = await call.ask(text, { id, after });
      const page = answer.organization[list] as Page;
      ids.push(...page.nodes.map((node) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    found[list] = ids.sort();
  }
  return found;
}

type Figures = Record<string, unknown> & {
  breakdown: { rows: { organization: { id: string } }[] };
  coverage: Record<string, { count: number } & Record<string, { totalCount: number; nodes: { id: string }[] }>>;
} & Record<(typeof lists)[number], { totalCount: number }>;

/** Every count of each organization; of coverage the rows, whose number must be what is said of it. */
export async function findFigures(call: Caller, ids: readonly string[]): Promise<object[]> {
  const text = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organization { ${figures} } } }`;
  const { nodes } = await call.ask<{ nodes: Figures[] }>(text, { ids });
  return nodes.map((node) => {
    const { coverage, breakdown, ...rest } = node;
    const totals = Object.fromEntries(lists.map((list) => [list, node[list].totalCount]));
    for (const list of lists) delete (rest as Partial<Figures>)[list];
    const rows = breakdown.rows.toSorted((left, right) => (left.organization.id < right.organization.id ? -1 : 1));
    return {
      ...rest,
      breakdown: { ...breakdown, rows },
      broken: Object.fromEntries(
        Object.entries(broken).map(([rule, name]) => {
          const { count, [name]: page } = coverage[rule] as Figures['coverage'][string];
          const said = (page?.nodes ?? []).map(({ id }) => id).sort();
          return [rule, count === said.length && count === page?.totalCount ? said : { count, ...page }];
        }),
      ),
      totals,
    };
  });
}
