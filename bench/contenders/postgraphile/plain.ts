import type { Job } from '../../jobs/job';

type Json = Record<string, unknown>;

const named = new Set(['Organization', 'Membership', 'Person']);

/** An answer of PostGraphile as Sanlou would tell it. */
export function plainOf({ name }: Pick<Job, 'name'>, data: unknown): unknown {
  const answer = withIds(data) as { organization: Json; roots: Json[]; assignMemberships: Json };
  switch (name.split('-')[0]) {
    case 'Q3':
      return { organization: { breakdown: { rows: (answer.organization.rows as Json[]).map(rowOf) } } };
    case 'Q5':
      return { organization: { memberships: pageOf(answer.organization.members as Json[]) } };
    case 'Q7':
      return { viewer: { roots: answer.roots } };
    case 'M2':
    case 'M4':
      return { assignMemberships: answer.assignMemberships.result };
    default:
      return answer;
  }
}

/** Names each id as Sanlou does, by what its alias says it is of. */
function withIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withIds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      named.has(key) && typeof inner === 'string' ? ['id', `gid://sanlou/${key}/${inner}`] : [key, withIds(inner)],
    ),
  );
}

const rowOf = ({ organizationId, organizationName, ...counts }: Json) => ({
  organization: { id: `gid://sanlou/Organization/${String(organizationId)}`, name: organizationName },
  counts,
});

const pageOf = (members: Json[]) => ({
  nodes: members.slice(0, 50),
  pageInfo: { hasNextPage: members.length > 50 },
});
