import { isBindable, type Identity } from '../../access/keys';
import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId, parseGlobalId, toGlobalId } from '../../graphql/ids';
import { nodeReader } from '../../graphql/node';
import { cleanName } from '../../graphql/text';
import { readOrganization } from '../organizations/organization.locks';
import type { Account } from './account.entity';
import { accountFault } from './account.errors';
import type { InviteAccountPayload } from './account.payloads';
import { accountColumns, toAccount } from './account.queries';
import type { InviteAccountInput } from './administration.inputs';
import { loginsOfAccount } from './login.queries';

/** Makes an account with its login; the door rule has asked that the actor administers the place from above. */
export async function inviteAccount(tx: WriteContext, input: InviteAccountInput): Promise<InviteAccountPayload> {
  const organizationId = fromGlobalId('Organization', input.organizationId);
  const name = cleanName(input.name, ['input', 'name']);
  const identity = await identityOf(tx, input);
  const organization = await readOrganization(tx, organizationId);
  if (organization.dissolvedOn !== null) {
    throw accountFault('DISSOLVED', 'organizationId', { en: 'The organization is dissolved.', zh: '该组织已撤销。' });
  }
  const personId = await personOf(tx, input.personId);
  const account = await insert(tx, { organizationId, name, personId }, identity);
  tx.audit({
    action: 'account.invited',
    nodeType: 'Account',
    nodeId: account.id,
    organizationId,
    after: {
      organization: toGlobalId('Organization', organizationId),
      person: personId && toGlobalId('Person', personId),
      ...{ name, ...identity },
    },
  });
  return { account, userErrors: [] };
}

/** Kept to the letter: tokens are compared with it as they are. */
async function identityOf(tx: WriteContext, input: InviteAccountInput): Promise<Identity> {
  const [own] = input.issuer == null ? await loginsOfAccount(tx).load(tx.actor.accountId) : [];
  const identity = { issuer: input.issuer ?? own?.issuer ?? '', subject: input.subject };
  for (const field of ['issuer', 'subject'] as const) {
    if (isBindable(identity[field])) continue;
    throw accountFault('INVALID', field, {
      en: 'This takes 1 to 255 characters, no control characters, no blanks around them.',
      zh: '应为 1 至 255 个字符，首尾不得有空白，且不含控制字符。',
    });
  }
  return identity;
}

/** People are of another feature, which knows who may be seen. */
async function personOf(tx: WriteContext, globalId: string | null | undefined): Promise<Id | null> {
  if (globalId == null) return null;
  const named = parseGlobalId(globalId);
  const visible = named?.type === 'Person' && (await nodeReader('Person')?.(tx).load(named.id));
  if (visible) return named.id;
  throw accountFault('NOT_FOUND', 'personId', { en: 'There is no such person.', zh: '没有此人员。' });
}

async function insert(
  tx: WriteContext,
  { organizationId, name, personId }: Pick<Account, 'organizationId' | 'name' | 'personId'>,
  { issuer, subject }: Identity,
): Promise<Account> {
  const [row] = await query(
    tx,
    sql`with account as (
      insert into account as a (tenant_id, name, organization_id, person_id, invited_by)
      values (${tenantOf(tx)}::bigint, ${name}, ${organizationId}::bigint, ${personId}::bigint, ${tx.actor.accountId}::bigint)
      returning ${accountColumns}
    ), login as (
      insert into login (issuer, subject, name, tenant_id, account_id)
      select ${issuer}, ${subject}, name, "tenantId", id from account
    )
    select * from account`,
  );
  return toAccount(row as object);
}
