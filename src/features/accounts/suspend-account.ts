import { verbatim, sql, type Sql } from '../../database/sql';
import { notFound } from '../../errors';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { cleanName } from '../../graphql/text';
import type { Account } from './account.entity';
import { accountFault } from './account.errors';
import type { RestoreAccountPayload, SuspendAccountPayload } from './account.payloads';
import { accountColumns, toAccount } from './account.queries';
import type { RestoreAccountInput, SuspendAccountInput } from './administration.inputs';

/** Keeps an account from signing in: every operation reads who acts, so its next one finds nobody. */
export async function suspendAccount(tx: WriteContext, input: SuspendAccountInput): Promise<SuspendAccountPayload> {
  const { account, reason } = await lock(tx, input);
  if (account.id === tx.actor.accountId) {
    throw accountFault('OWN_ACCOUNT', 'accountId', { en: 'Nobody suspends himself.', zh: '不能停用本人账号。' });
  }
  if (account.suspendedAt !== null) {
    throw accountFault('ALREADY_SUSPENDED', 'accountId', { en: 'It is suspended already.', zh: '该账号已停用。' });
  }
  return { account: await change(tx, account, verbatim('now()'), 'account.suspended', reason), userErrors: [] };
}

/** Lets a suspended account sign in again. */
export async function restoreAccount(tx: WriteContext, input: RestoreAccountInput): Promise<RestoreAccountPayload> {
  const { account, reason } = await lock(tx, input);
  if (account.suspendedAt === null) {
    throw accountFault('NOT_SUSPENDED', 'accountId', { en: 'It is not suspended.', zh: '该账号未停用。' });
  }
  return { account: await change(tx, account, verbatim('null'), 'account.restored', reason), userErrors: [] };
}

/** The account, held against other changes of it until the transaction ends; the door rule has asked for access. */
async function lock(
  tx: WriteContext,
  input: SuspendAccountInput | RestoreAccountInput,
): Promise<{ account: Account; reason: string }> {
  const reason = cleanName(input.reason, ['input', 'reason'], 1_000);
  const [row] = await query(
    tx,
    sql`select ${accountColumns} from account a
      where a.tenant_id = ${tenantOf(tx)}::bigint and a.id = ${fromGlobalId('Account', input.accountId)}::bigint
      for no key update`,
  );
  if (!row) throw notFound();
  return { account: toAccount(row), reason };
}

async function change(
  tx: WriteContext,
  { id, suspendedAt, organizationId }: Account,
  moment: Sql,
  action: string,
  reason: string,
): Promise<Account> {
  const [row] = await query(
    tx,
    sql`update account a set suspended_at = ${moment} where a.tenant_id = ${tenantOf(tx)}::bigint and a.id = ${id}::bigint
      returning ${accountColumns}`,
  );
  const account = toAccount(row as object);
  tx.audit({
    ...{ action, nodeType: 'Account', nodeId: id, organizationId, reason },
    before: { suspendedAt },
    after: { suspendedAt: account.suspendedAt },
  });
  return account;
}
