import type { Id } from '../../database/id';
import type { ReadContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { visibleAccount, visibleGrant } from './account.queries';

/** Where the account belongs, when the actor may see it. */
export async function administeredAccount(ctx: ReadContext, globalId: string): Promise<Id | undefined> {
  return (await visibleAccount(ctx).load(fromGlobalId('Account', globalId)))?.organizationId;
}

/** Where the grant holds, when the actor may see it. */
export async function administeredGrant(ctx: ReadContext, globalId: string): Promise<Id | undefined> {
  return (await visibleGrant(ctx).load(fromGlobalId('Grant', globalId)))?.organizationId;
}
