import { pageOfWhole } from '../../database/page';
import { badInput } from '../../errors';
import { connectionOf } from '../../graphql/connection';
import type { ReadContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { compareAccess } from './compare-access';
import { readDatedGrants, readDatedPlaces } from './difference.queries';
import { AccessDifference, type AccessDiffArgs } from './difference.type';

/** Where what the account may do differs between the two days; two statements, whatever the page. */
export async function listDifferences(ctx: ReadContext, { accountId, from, to, ...page }: AccessDiffArgs) {
  if (from > to) throw badInput('The days are the earlier, then the later.', '日期须先早后晚。');
  const id = fromGlobalId('Account', accountId);
  const grants = await readDatedGrants(ctx, id, { from, to });
  const places = grants.length > 0 ? await readDatedPlaces(ctx, grants, { from, to }) : [];
  const { differences, isComplete } = compareAccess(grants, places);
  const whole = differences.map(({ place, gained, lost, otherwise }) =>
    Object.assign(new AccessDifference(), {
      organizationId: place.id,
      key: place.path,
      gained,
      lost,
      otherwise,
      day: to,
    }),
  );
  const connection = connectionOf(
    pageOfWhole(`access of ${id} from ${from} to ${to}`, whole, page),
    (difference) => difference,
    () => Promise.resolve(whole.length),
  );
  return Object.assign(connection, { isComplete });
}
