import type { TestTenant } from '../../setup/tenant';

export interface Figures {
  organizations: number;
  grids: number;
  fullMembers: number;
  probationaryMembers: number;
  applicants: number;
}

interface Facts {
  organizations: { id: string; parentId: string | null; stands: boolean }[];
  grids: { at: string }[];
  memberships: { at: string; status: string; from: string; to: string | null }[];
}

const nothing = (): Figures => ({
  organizations: 0,
  grids: 0,
  fullMembers: 0,
  probationaryMembers: 0,
  applicants: 0,
});

/** The facts of a tenant as they are stored. */
export async function readFacts(tenant: TestTenant): Promise<Facts> {
  return {
    organizations: await tenant.rows(
      'select id, parent_id as "parentId", dissolved_on is null as stands from organization where tenant_id = $1 order by id',
      [tenant.id],
    ),
    grids: await tenant.rows('select organization_id as at from grid where tenant_id = $1', [tenant.id]),
    memberships: await tenant.rows(
      `select organization_id as at, status, started_on::text as from, ended_on::text as to from membership where tenant_id = $1`,
      [tenant.id],
    ),
  };
}

/** Counts every organization on a day by climbing from each row to the root by parents alone. */
export function countNaively({ organizations, grids, memberships }: Facts, day: string): Map<string, Figures> {
  const byId = new Map(organizations.map((each) => [each.id, each]));
  const counts = new Map(organizations.map(({ id }) => [id, nothing()]));
  const add = (at: string, figure: keyof Figures) => {
    if (!byId.get(at)?.stands) return;
    for (let id: string | null = at; id !== null; id = byId.get(id)?.parentId ?? null) {
      const figures = counts.get(id);
      if (figures) figures[figure] += 1;
    }
  };
  for (const { id } of organizations) add(id, 'organizations');
  for (const { at } of grids) add(at, 'grids');
  for (const { at, status, from, to } of memberships) {
    if (from > day || (to !== null && to <= day)) continue;
    add(at, status === 'FULL' ? 'fullMembers' : status === 'PROBATIONARY' ? 'probationaryMembers' : 'applicants');
  }
  return counts;
}
