import type { Id } from '../../src/database/id';
import { nothing, sql, verbatim, type Sql } from '../../src/database/sql';
import type { Figure } from '../write/figures';
import { ofBashu } from './bashu';
import { bashuGridMembers, vacantSecretaries } from './fengjie';

const posts =
  (kind: string, condition = 'true') =>
  (tenantId: Id) => sql`
  select p.id from post p where p.tenant_id = ${tenantId}::bigint and p.kind = ${kind} and ${verbatim(condition)}`;

/** Appointments `a` to posts `p` of these kinds. */
const appointments =
  (kinds: readonly string[], join: (tenantId: Id) => Sql = () => nothing) =>
  (tenantId: Id) => sql`
  select a.id from appointment a join post p on p.tenant_id = a.tenant_id and p.id = a.post_id ${join(tenantId)}
  where a.tenant_id = ${tenantId}::bigint and a.ended_on is null and p.kind = any(${kinds}::text[])`;

const inBashu = (kind: string) => appointments([kind], (tenantId) => ofBashu(tenantId, 'p.organization_id'));

const vacant = 'not exists (select from appointment a where a.tenant_id = p.tenant_id and a.post_id = p.id)';

/** What is known of who holds which post in Fengjie. */
export const postFigures: readonly Figure[] = [
  { name: 'posts of grid leaders', expected: 260, rows: posts('GRID_LEADER') },
  { name: 'posts of building chiefs', expected: 1_816, rows: posts('BUILDING_CHIEF') },
  { name: 'posts of branch secretaries', expected: 41, rows: posts('BRANCH_SECRETARY') },
  {
    name: 'vacant posts of branch secretaries',
    expected: vacantSecretaries,
    rows: posts('BRANCH_SECRETARY', vacant),
  },
  {
    name: 'grid leaders and building chiefs',
    expected: 2_076,
    rows: appointments(['GRID_LEADER', 'BUILDING_CHIEF']),
  },
  { name: 'grid leaders of 巴蜀花园', expected: 4, rows: inBashu('GRID_LEADER') },
  { name: 'grid members appointed in 巴蜀花园', expected: bashuGridMembers, rows: inBashu('GRID_MEMBER') },
  { name: 'building stewards of 巴蜀花园', expected: 10, rows: inBashu('BUILDING_STEWARD') },
];
