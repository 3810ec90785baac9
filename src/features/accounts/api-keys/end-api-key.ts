import { standings } from '../../../access/holds';
import type { Id } from '../../../database/id';
import { sql, type Sql } from '../../../database/sql';
import { forbidden } from '../../../errors';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { fromGlobalId } from '../../../graphql/ids';
import type { ApiKey } from './api-key.entity';
import { apiKeyFault } from './api-key.errors';
import type { RevokeApiKeyInput, RotateApiKeyInput } from './api-key.inputs';
import type { RevokeApiKeyPayload, RotateApiKeyPayload } from './api-key.payloads';
import { lockApiKey, readApiKey } from './api-key.queries';
import { auditApiKey, insertApiKey } from './write-api-key';

const hour = 60 * 60 * 1_000;
const longestOverlap = 168;

/** Makes a key of the same scope and lifetime; the old one works on for the overlap, never longer than it would have. */
export async function rotateApiKey(tx: WriteContext, input: RotateApiKeyInput): Promise<RotateApiKeyPayload> {
  if (input.overlapHours < 0 || input.overlapHours > longestOverlap) {
    throw apiKeyFault('INVALID', 'overlapHours', {
      en: `The overlap is 0 to ${longestOverlap} hours.`,
      zh: `重叠时间为 0 至 ${longestOverlap} 小时。`,
    });
  }
  const old = await lockApiKey(tx, fromGlobalId('ApiKey', input.apiKeyId));
  await refuseBeyond(tx, old);
  refuseEnded(tx, old);
  if (old.replacedById !== null) {
    throw apiKeyFault('REPLACED', 'apiKeyId', {
      en: 'Another key has replaced it already.',
      zh: '该密钥已被新密钥替换。',
    });
  }
  const { now } = tx.actor;
  const expiresAt = new Date(now.getTime() + old.expiresAt.getTime() - old.createdAt.getTime());
  const { apiKey, secret } = await insertApiKey(tx, { ...old, expiresAt });
  const end = new Date(Math.min(old.expiresAt.getTime(), now.getTime() + input.overlapHours * hour));
  await update(tx, old.id, sql`replaced_by = ${apiKey.id}::bigint, expires_at = ${end}::timestamptz`);
  auditApiKey(tx, 'rotated', await readApiKey(tx, old.id), old);
  return { apiKey, secret, userErrors: [] };
}

/** Takes a key back, at once. */
export async function revokeApiKey(tx: WriteContext, input: RevokeApiKeyInput): Promise<RevokeApiKeyPayload> {
  const current = await lockApiKey(tx, fromGlobalId('ApiKey', input.apiKeyId));
  refuseEnded(tx, current);
  await update(tx, current.id, sql`revoked_at = ${tx.actor.now}::timestamptz`);
  const apiKey = await readApiKey(tx, current.id);
  auditApiKey(tx, 'revoked', apiKey, current);
  return { apiKey, userErrors: [] };
}

/** Who is shown a new secret could make such a key himself: its place lies strictly beneath his, as its account does. */
async function refuseBeyond(tx: WriteContext, { organizationId }: ApiKey): Promise<void> {
  const [standing] = await standings(await tx.session(), tx.actor, 'account:write', [organizationId], true);
  if (standing !== 'permitted') throw forbidden('account:write', true);
}

function refuseEnded(tx: WriteContext, { revokedAt, expiresAt }: ApiKey): void {
  if (revokedAt === null && expiresAt > tx.actor.now) return;
  throw apiKeyFault('ENDED', 'apiKeyId', {
    en: 'It has expired or was taken back already.',
    zh: '该密钥已到期或已收回。',
  });
}

async function update(tx: WriteContext, id: Id, changes: Sql): Promise<void> {
  await query(tx, sql`update api_key set ${changes} where tenant_id = ${tenantOf(tx)}::bigint and id = ${id}::bigint`);
}
