import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId, parseGlobalId } from '../../graphql/ids';
import { cleanOptional } from '../../graphql/text';
import { readOrganization, refuseDissolved } from '../organizations/organization.locks';
import { recordChange } from './post.audit';
import { postColumns, toPost } from './post.columns';
import { postFault } from './post.errors';
import type { CreatePostInput } from './post.inputs';
import type { CreatePostPayload } from './post.payloads';

const mostSeats = 50;
const longestTerm = 600;

/** Sets up a post at an organization, or in one of its grids. */
export async function createPost(tx: WriteContext, input: CreatePostInput): Promise<CreatePostPayload> {
  const organization = await readOrganization(tx, fromGlobalId('Organization', input.organizationId));
  refuseDissolved(organization, 'organizationId');
  const { minimum, maximum, term } = cleanNumbers(input);
  const title = cleanOptional(input.title, ['input', 'title']) ?? null;
  const gridId = await gridOf(tx, organization.id, input.gridId);
  const [row] = await query(
    tx,
    sql`insert into post as p (tenant_id, organization_id, grid_id, kind, title, minimum_holders, maximum_holders, term_months)
      values (${tenantOf(tx)}::bigint, ${organization.id}::bigint, ${gridId}::bigint, ${input.kind}, ${title},
        ${minimum}::smallint, ${maximum}::smallint, ${term}::smallint)
      returning ${postColumns}`,
  );
  const post = toPost(row as object);
  recordChange(tx, 'post.created', post);
  return { post, userErrors: [] };
}

function cleanNumbers({ minimumHolders, maximumHolders, termMonths }: CreatePostInput) {
  const [minimum, maximum, term] = [minimumHolders ?? 1, maximumHolders ?? 1, termMonths ?? null];
  refuseOutside(maximum, 1, mostSeats, 'maximumHolders');
  refuseOutside(minimum, 0, maximum, 'minimumHolders');
  if (term !== null) refuseOutside(term, 1, longestTerm, 'termMonths');
  return { minimum, maximum, term };
}

function refuseOutside(number: number, least: number, most: number, field: string): void {
  if (number >= least && number <= most) return;
  throw postFault('INVALID', field, { en: `This is ${least} to ${most}.`, zh: `应为 ${least} 至 ${most}。` });
}

async function gridOf(tx: WriteContext, organizationId: Id, gridId: string | null | undefined): Promise<Id | null> {
  if (gridId == null) return null;
  const named = parseGlobalId(gridId);
  const [grid] = await query<{ id: Id }>(
    tx,
    sql`select id from grid where tenant_id = ${tenantOf(tx)}::bigint and organization_id = ${organizationId}::bigint
      and id = ${named?.type === 'Grid' ? named.id : null}::bigint`,
  );
  if (grid) return grid.id;
  throw postFault('NOT_FOUND', 'gridId', { en: 'The organization has no such grid.', zh: '该组织没有此网格。' });
}
