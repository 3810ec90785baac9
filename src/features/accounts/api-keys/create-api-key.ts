import { notFound } from '../../../errors';
import type { WriteContext } from '../../../graphql/context';
import { fromGlobalId } from '../../../graphql/ids';
import { cleanName } from '../../../graphql/text';
import { readOrganization } from '../../organizations/organization.locks';
import { AccountKind } from '../account-kind';
import { visibleAccount } from '../account.queries';
import { apiKeyFault } from './api-key.errors';
import type { CreateApiKeyInput } from './api-key.inputs';
import type { CreateApiKeyPayload } from './api-key.payloads';
import { insertApiKey } from './write-api-key';

const day = 24 * 60 * 60 * 1_000;
const [usual, longest] = [90 * day, 366 * day];

/** Makes a key of a service account; the door rules have asked for the account and for the place of the key. */
export async function createApiKey(tx: WriteContext, input: CreateApiKeyInput): Promise<CreateApiKeyPayload> {
  const name = cleanName(input.name, ['input', 'name']);
  const expiresAt = endOf(tx, input);
  const account = await visibleAccount(tx).load(fromGlobalId('Account', input.accountId));
  if (!account) throw notFound();
  if (account.kind !== AccountKind.SERVICE) {
    throw apiKeyFault('NOT_A_SERVICE_ACCOUNT', 'accountId', {
      en: 'Keys are for service accounts; people sign in.',
      zh: '只有服务账号可使用密钥，个人账号请登录。',
    });
  }
  const organization = await readOrganization(tx, fromGlobalId('Organization', input.organizationId));
  if (organization.dissolvedOn !== null) {
    throw apiKeyFault('DISSOLVED', 'organizationId', { en: 'The organization is dissolved.', zh: '该组织已撤销。' });
  }
  const scope = { role: input.role ?? null, organizationId: organization.id };
  return { ...(await insertApiKey(tx, { accountId: account.id, name, ...scope, expiresAt })), userErrors: [] };
}

function endOf({ actor: { now } }: WriteContext, { expiresAt }: CreateApiKeyInput): Date {
  if (expiresAt == null) return new Date(now.getTime() + usual);
  const lifetime = expiresAt.getTime() - now.getTime();
  if (lifetime > 0 && lifetime <= longest) return expiresAt;
  throw apiKeyFault('INVALID', 'expiresAt', {
    en: 'A key expires later than now, and within 366 days.',
    zh: '到期时间必须晚于现在，且不超过 366 天。',
  });
}
