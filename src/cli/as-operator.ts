import { randomUUID } from 'node:crypto';
import { readConfig } from '../config';
import { createJobPool, refuseUnboundRole } from '../database/pool';
import type { Database } from '../database/session';
import { findAccounts, findTenant } from '../features/accounts/find-account';
import { Operation } from '../graphql/operation';
import { createLog } from '../log';
import { joinServer } from '../process/server-urls';

interface Operator {
  /** Code of the tenant. */
  tenant: string;
  /** Name of the account in whose name it is done. */
  as?: string;
  /** Whether it takes the owner of the tables, who may write what the application may not. */
  asOwner: boolean;
  /** Who stands around the statements that are sent. */
  watch?: Pick<Database, 'before' | 'rehearses'>;
}

/** Does work on the database itself, in the name of an account of the tenant. */
export async function asOperator<Result>(
  { tenant, as, asOwner, watch }: Operator,
  work: (operation: Operation) => Promise<Result>,
): Promise<Result> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const server = await joinServer(config, log);
  const url = asOwner ? server.ownerUrl : server.applicationUrl;
  try {
    if (!url) throw new Error('Set DATABASE_OWNER_URL: this needs the owner of the tables.');
    const pool = createJobPool(url, log);
    try {
      if (!asOwner) await refuseUnboundRole(pool);
      return await work(await operationOf({ pool }, tenant, as, watch));
    } finally {
      await pool.end();
    }
  } finally {
    await server.stop();
  }
}

async function operationOf(
  database: Database,
  tenant: string,
  as: string | undefined,
  watch: Operator['watch'],
): Promise<Operation> {
  const tenantId = await findTenant(database, tenant);
  if (!tenantId) throw new Error(`There is no tenant ${tenant}.`);
  const [account, ...others] = await findAccounts(database, tenantId, as, new Date());
  if (!account)
    throw new Error(
      as ? `There is no account ${as} in ${tenant}.` : `${tenant} has no organizer at its root; use --as.`,
    );
  if (others.length) throw new Error(`There are ${others.length + 1} accounts ${account.name}.`);
  const principal = { kind: 'account', name: account.name, tenantId, accountId: account.id } as const;
  return new Operation({ ...database, ...watch }, () => new Date(), {
    principal,
    locale: 'en',
    requestId: randomUUID(),
  });
}
