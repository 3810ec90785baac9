import type { Actor } from '../database/targets';

/** What stands in the place of a token where nobody signs in. */
export const asTold = ({ tenantId, accountId }: Actor) => ({ 'x-tenant': tenantId, 'x-account': accountId });
