import { sql } from '../../database/sql';
import { notFound } from '../../errors';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { postColumns, toPost } from './post.columns';
import type { Post } from './post.entity';
import { postFault } from './post.errors';

/**
 * A post that is not abolished, held until the transaction ends: who takes its seats and who abolishes it wait for each
 * other here.
 */
export async function lockPost(tx: WriteContext, globalId: string): Promise<Post> {
  const [row] = await query(
    tx,
    sql`select ${postColumns} from post p
      where p.tenant_id = ${tenantOf(tx)}::bigint and p.id = ${fromGlobalId('Post', globalId)}::bigint for no key update`,
  );
  if (!row) throw notFound();
  const post = toPost(row);
  if (post.abolishedOn === null) return post;
  throw postFault('ENDED', 'postId', {
    en: `The post was abolished on ${post.abolishedOn}.`,
    zh: `该岗位已于 ${post.abolishedOn} 撤销。`,
  });
}
