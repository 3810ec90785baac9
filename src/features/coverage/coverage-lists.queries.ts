import type { PageRequest } from '../../database/page';
import { sql } from '../../database/sql';
import { tenantOf } from '../../graphql/context';
import type { Grid } from '../grids/grid.entity';
import { gridColumns, toGridAt } from '../grids/grid.queries';
import { gridsAt } from '../grids/grids-at';
import { membershipColumns } from '../memberships/membership.columns';
import type { Membership } from '../memberships/membership.entity';
import { membershipsAt, toMembershipAt } from '../memberships/memberships-at';
import { organizationsAt, toOrganizationAt } from '../organizations/history/organizations-at';
import { defineList, reached } from '../organizations/organization-list';
import { organizationColumns } from '../organizations/organization.columns';
import type { Organization } from '../organizations/organization.entity';
import { isVacantOn, postColumns, toPost } from '../posts/post.columns';
import type { Post } from '../posts/post.entity';
import { hasFewFullMembers, isCovered, isInGrid, isOfLevel, ofMembers } from './broken.sql';

// The rows that `coverageCounts` counts, by the same conditions.

export const listGridsWithoutOrganization = defineList<PageRequest, Grid>({
  name: 'grids without organization',
  from: (ctx, moment) => sql`${gridsAt(tenantOf(ctx), moment)} g
    join ${organizationsAt(tenantOf(ctx), moment)} o on o.tenant_id = g.tenant_id and o.id = g.organization_id`,
  id: sql`g.id`,
  columns: gridColumns,
  conditions: (ctx, args, moment) => [...reached(ctx, args, 'grid:read', moment), sql`o.dissolved_on is not null`],
  item: toGridAt,
});

export const listMembersInNoGrid = defineList<PageRequest, Membership>({
  name: 'members in no grid',
  from: (ctx, moment) => sql`${membershipsAt(tenantOf(ctx), moment)} m
    join ${organizationsAt(tenantOf(ctx), moment)} o on o.tenant_id = m.tenant_id and o.id = m.organization_id`,
  id: sql`m.id`,
  columns: membershipColumns,
  conditions: (ctx, args, moment) => [
    ...reached(ctx, args, 'membership:read', moment),
    ofMembers(ctx, moment),
    sql`o.dissolved_on is null and not ${isInGrid(tenantOf(ctx), moment)}`,
  ],
  item: toMembershipAt,
});

export const listBuildingGroupsInNoGrid = defineList<PageRequest, Organization>({
  name: 'building groups in no grid',
  from: (ctx, moment) => sql`${organizationsAt(tenantOf(ctx), moment)} o`,
  id: sql`o.id`,
  columns: organizationColumns,
  conditions: (ctx, args, moment) => [
    ...reached(ctx, args, 'organization:read', moment),
    isOfLevel(ctx, 'BUILDING_GROUP'),
    sql`not ${isCovered(tenantOf(ctx), moment)}`,
  ],
  item: toOrganizationAt,
});

export const listBranchesBelowThreeFullMembers = defineList<PageRequest, Organization>({
  name: 'branches below three full members',
  from: (ctx, moment) => sql`${organizationsAt(tenantOf(ctx), moment)} o`,
  id: sql`o.id`,
  columns: organizationColumns,
  conditions: (ctx, args, moment) => [
    ...reached(ctx, args, 'organization:read', moment),
    isOfLevel(ctx, 'BRANCH'),
    hasFewFullMembers(ctx, moment),
  ],
  item: toOrganizationAt,
});

/** The posts are those of today; `day` is that of their holders. */
export const listVacantPosts = defineList<PageRequest & { day: string }, Post>({
  name: 'vacant posts',
  from: sql`post p join organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id`,
  id: sql`p.id`,
  columns: postColumns,
  conditions: (ctx, args) => [
    ...reached(ctx, args, 'post:read'),
    sql`o.dissolved_on is null and p.abolished_on is null`,
    isVacantOn(args.day),
  ],
  item: toPost,
});
