import { isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { query, tenantOf } from '../../graphql/context';
import { defineLoader, inOrder } from '../../graphql/loader';
import { defineList, reached } from '../organizations/organization-list';
import { isVacantOn, postColumns, toPost } from './post.columns';
import type { Post } from './post.entity';
import type { PostArgs } from './post.inputs';

/** Posts by id, abolished ones too; undefined for what is absent or beyond what the actor may read. */
export const visiblePost = defineLoader<Id, Post | undefined>(async (ctx, ids) => {
  const tenantId = tenantOf(ctx);
  const rows = await query(
    ctx,
    sql`select ${postColumns} from post p
      where p.tenant_id = ${tenantId}::bigint and p.id = any(${ids}::bigint[])
        and ${isWithin(tenantId, sql`p.organization_id`, ctx.actor.rootsFor('post:read'))}`,
  );
  return inOrder(ids, rows.map(toPost), (post) => post.id);
});

/** The posts there are today, here, or here and beneath. */
export const listPosts = defineList<PostArgs, Post>({
  name: 'posts',
  from: sql`post p join organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id`,
  id: sql`p.id`,
  columns: postColumns,
  conditions: (ctx, args) => [
    ...reached(ctx, args, 'post:read'),
    sql`o.dissolved_on is null and p.abolished_on is null`,
    ...(args.kind ? [sql`p.kind = any(${args.kind}::text[])`] : []),
    ...(args.vacant == null ? [] : [sql`${isVacantOn(ctx.actor.today)} = ${args.vacant}::boolean`]),
  ],
  item: toPost,
});
