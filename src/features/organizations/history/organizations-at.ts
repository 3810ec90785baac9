import type { Permission } from '../../../access/permission';
import type { Id } from '../../../database/id';
import { sql, verbatim, type Sql } from '../../../database/sql';
import { tenantOf, type ReadContext } from '../../../graphql/context';
import { toOrganization } from '../organization.columns';
import type { Organization } from '../organization.entity';
import { inForce, type Moment } from './moment';

const columns =
  verbatim(`v.tenant_id, v.organization_id as id, v.parent_id, v.level_rank, v.kind, v.name, v.short_name, v.sort_order,
  v.external_reference, v.area_code, v.search_terms, v.path, v.depth, v.established_on, v.dissolved_on, v.version`);

/** The organizations of the tenant as a table like `organization`, as they stood at the moment. */
export function organizationsAt(tenantId: Id, moment: Moment | undefined): Sql {
  if (!moment) return verbatim('organization');
  return sql`(select ${columns} from organization_version v where v.tenant_id = ${tenantId}::bigint and ${inForce(moment)})`;
}

/**
 * A condition: the organization `o` of the moment lay at or beneath a place where the actor holds the permission. His
 * grants are those of today, the tree is that of the moment: who holds a place may read what lay beneath it then.
 */
export function withinReachAt(ctx: ReadContext, moment: Moment, permission: Permission): Sql {
  return sql`exists (select from ${organizationsAt(tenantOf(ctx), moment)} root
    where root.id = any(${ctx.actor.rootsFor(permission)}::bigint[]) and o.path >= root.path and o.path < root.path || '0')`;
}

export function toOrganizationAt(row: object, moment: Moment | undefined): Organization {
  return Object.assign(toOrganization(row), moment && { moment });
}
