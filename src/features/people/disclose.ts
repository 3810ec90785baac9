import { badInput } from '../../errors';
import type { ReadContext } from '../../graphql/context';
import { isStorable } from '../../database/storable';
import type { Person } from './person.entity';
import type { SecretField } from './secret-columns';
import { unseal } from './secrets';

const longestPurpose = 200;
let purposeRequired = false;

/** Sets whether a secret is told only to whoever says what for; once, before the first request. */
export function requirePurpose(required: boolean): void {
  purposeRequired = required;
}

/** A secret of a person in the clear; that it was read, by whom and why, stands in the audit trail before it is answered. */
export function disclose(
  ctx: ReadContext,
  { id, tenantId, organizationId }: Person,
  field: SecretField,
  sealed: string | null,
  purpose: string | null | undefined,
): string | null {
  const reason = cleanPurpose(purpose);
  if (sealed === null) return null;
  const text = unseal(tenantId, sealed);
  ctx.witness({
    action: 'person.secret_read',
    nodeType: 'Person',
    nodeId: id,
    organizationId,
    reason,
    after: { field },
  });
  return text;
}

function cleanPurpose(purpose: string | null | undefined): string | null {
  const clean = purpose?.trim() ?? '';
  if (clean === '' && purposeRequired) throw badInput('This is told only with a purpose.', '读取此项须说明用途。');
  if (clean.length <= longestPurpose && isStorable(clean)) return clean || null;
  throw badInput('A purpose has at most 200 characters.', '用途最多 200 个字符。');
}
