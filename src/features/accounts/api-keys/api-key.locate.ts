import type { Id } from '../../../database/id';
import type { ReadContext } from '../../../graphql/context';
import { fromGlobalId } from '../../../graphql/ids';
import { visibleApiKey } from './api-key.queries';

/** Where the account of the key belongs, when the actor may see the key. */
export async function administeredApiKey(ctx: ReadContext, globalId: string): Promise<Id | undefined> {
  return (await visibleApiKey(ctx).load(fromGlobalId('ApiKey', globalId)))?.homeId;
}
