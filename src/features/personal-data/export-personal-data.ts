import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { cleanName } from '../../graphql/text';
import { lockPersonFor } from '../people/person.service';
import { unseal } from '../people/secrets';
import type { ExportPersonalDataInput } from './personal-data.inputs';
import type { ExportPersonalDataPayload } from './personal-data.payloads';
import { personalRecords } from './personal-records';

/** All that is held on a person, as one document; that it was handed out is recorded where he is answered for. */
export async function exportPersonalData(
  tx: WriteContext,
  input: ExportPersonalDataInput,
): Promise<ExportPersonalDataPayload> {
  const purpose = cleanName(input.purpose, ['input', 'purpose']);
  const person = await lockPersonFor(tx, fromGlobalId('Person', input.personId), 'person:export');
  const document: Record<string, unknown> = { exportedAt: new Date() };
  for (const { section, rows } of personalRecords) {
    const found = await query(tx, rows(tenantOf(tx), person.id));
    document[section] = section === 'person' ? inTheClear(tenantOf(tx), found[0] ?? {}) : found;
  }
  tx.audit({
    action: 'person.exported',
    nodeType: 'Person',
    nodeId: person.id,
    organizationId: person.organizationId,
    reason: purpose,
  });
  // As it will be sent: instants as text.
  return { document: JSON.parse(JSON.stringify(document)) as object, userErrors: [] };
}

function inTheClear(tenantId: string, row: { phone?: string | null; identityNumber?: string | null }): object {
  const open = (sealed: string | null | undefined) => (sealed == null ? null : unseal(tenantId, sealed));
  return { ...row, phone: open(row.phone), identityNumber: open(row.identityNumber) };
}
