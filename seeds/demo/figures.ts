import type { Id } from '../../src/database/id';
import { nothing, sql, verbatim, type Sql } from '../../src/database/sql';
import type { Figure } from '../write/figures';
import { ofBashu } from './bashu';
import { fengjieMembers } from './fengjie';
import { bashuMembers } from './members';
import { postFigures } from './post-figures';

/** Organizations `o` with their parents `p`; the condition is ours, never a caller's. */
const organizations = (condition: string) => (tenantId: Id) => sql`
  select o.id from organization o left join organization p on p.tenant_id = o.tenant_id and p.id = o.parent_id
  where o.tenant_id = ${tenantId}::bigint and ${verbatim(condition)}`;

const urban = (code = '') =>
  organizations(`o.kind = 'COMMUNITY' and p.kind = 'STREET' and p.external_reference like '${code}%'`);

const members = (tenantId: Id, join: Sql = nothing) => sql`
  select m.id from membership m ${join} where m.tenant_id = ${tenantId}::bigint and m.ended_on is null
    and m.status in ('PROBATIONARY', 'FULL')`;

/** What is known of Fengjie in 2020, and must come out of the demo. */
export const fengjieFigures: readonly Figure[] = [
  { name: 'streets', expected: 3, rows: organizations("o.kind = 'STREET'") },
  { name: 'units of the rank of a street', expected: 32, rows: organizations('o.level_rank = 1') },
  { name: 'communities and villages', expected: 390, rows: organizations('o.level_rank = 2') },
  { name: 'urban communities', expected: 24, rows: urban() },
  { name: 'urban communities of 永安街道', expected: 12, rows: urban('500236001') },
  { name: 'urban communities of 鱼复街道', expected: 6, rows: urban('500236002') },
  { name: 'urban communities of 夔门街道', expected: 6, rows: urban('500236003') },
  { name: 'branches', expected: 41, rows: organizations('o.level_rank = 3') },
  { name: 'building groups', expected: 1_816, rows: organizations('o.level_rank = 4') },
  {
    name: 'organizations from the county to the building groups, without towns, townships and villages',
    expected: 1_885,
    rows: organizations(
      "(o.level_rank in (0, 3, 4) or o.kind = 'STREET' or (o.kind = 'COMMUNITY' and p.kind = 'STREET'))",
    ),
  },
  { name: 'grids', expected: 260, rows: (tenantId) => sql`select id from grid where tenant_id = ${tenantId}::bigint` },
  { name: 'members', expected: fengjieMembers, rows: (tenantId) => members(tenantId) },
  {
    name: 'members of 巴蜀花园',
    expected: bashuMembers,
    rows: (tenantId) => members(tenantId, ofBashu(tenantId, 'm.organization_id')),
  },
  {
    name: 'building groups of 巴蜀花园',
    expected: 10,
    rows: (tenantId) => sql`select o.id from organization o ${ofBashu(tenantId, 'o.id')}
      where o.tenant_id = ${tenantId}::bigint and o.level_rank = 4`,
  },
  {
    name: 'grids of 巴蜀花园',
    expected: 4,
    rows: (tenantId) => sql`select g.id from grid g ${ofBashu(tenantId, 'g.organization_id')}
      where g.tenant_id = ${tenantId}::bigint`,
  },
  {
    name: 'grid members of 巴蜀花园',
    expected: 34,
    rows: (tenantId) => sql`select r.id from role_grant r ${ofBashu(tenantId, 'r.organization_id')}
      where r.tenant_id = ${tenantId}::bigint and r.role = 'GRID_WORKER'`,
  },
  ...postFigures,
];
