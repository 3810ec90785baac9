import type { Id } from '../../../database/id';
import { sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import type { Organization } from '../organization.entity';

type LineageKind = 'RENAME' | 'MOVE' | 'MERGE' | 'SPLIT' | 'DISSOLVE' | 'RESTORE';

/** The act that an edge or an alias comes from; without a reorganization a change of names by itself. */
export interface Origin {
  day: string;
  reason: string | null;
  reorganizationId: Id | null;
}

interface Edge {
  kind: LineageKind;
  predecessorId: Id;
  successorId: Id;
  before?: object;
  after?: object;
}

/** Records which organization became which. One statement for all of them. */
export async function recordLineage(tx: WriteContext, origin: Origin, edges: readonly Edge[]): Promise<void> {
  if (edges.length === 0) return;
  const { day, reason, reorganizationId } = origin;
  await query(
    tx,
    sql`insert into organization_lineage (tenant_id, kind, predecessor_id, successor_id, effective_on, reason, before, after, reorganization_id, recorded_at)
      select ${tenantOf(tx)}::bigint, e.kind, e."predecessorId", e."successorId", ${day}::date, ${reason}, e.before, e.after,
        ${reorganizationId}::bigint, recorded_moment()
      from jsonb_to_recordset(${JSON.stringify(edges)}::jsonb) as e
        (kind text, "predecessorId" bigint, "successorId" bigint, before jsonb, after jsonb)`,
  );
}

/** Keeps the reference and the area code that an organization gives up: they still find it. */
export async function recordAliases(
  tx: WriteContext,
  { day, reorganizationId }: Origin,
  before: Organization,
  after: Pick<Organization, 'externalReference' | 'areaCode'>,
): Promise<void> {
  const given = [
    { kind: 'EXTERNAL_REFERENCE', value: before.externalReference, now: after.externalReference },
    { kind: 'AREA_CODE', value: before.areaCode, now: after.areaCode },
  ].filter(({ value, now }) => value !== null && value !== now);
  if (given.length === 0) return;
  await query(
    tx,
    sql`insert into organization_alias (tenant_id, kind, value, organization_id, valid_until, reorganization_id, recorded_at)
      select ${tenantOf(tx)}::bigint, kind, value, ${before.id}::bigint, ${day}::date, ${reorganizationId}::bigint, recorded_moment()
      from unnest(${given.map(({ kind }) => kind)}::text[], ${given.map(({ value }) => value)}::text[]) as a (kind, value)`,
  );
}
