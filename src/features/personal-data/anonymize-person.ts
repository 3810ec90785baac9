import { randomInt } from 'node:crypto';
import { sql } from '../../database/sql';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { cleanName } from '../../graphql/text';
import { refuseStale } from '../organizations/organization.locks';
import type { Person } from '../people/person.entity';
import { personColumns, toPerson } from '../people/person.queries';
import { lockPersonFor } from '../people/person.service';
import { personPinyin } from '../people/pinyin';
import { personalDataFault } from './personal-data.errors';
import type { AnonymizePersonInput } from './personal-data.inputs';
import type { AnonymizePersonPayload } from './personal-data.payloads';

/** Takes away for good what tells who a former member was. The lock on his row holds off new memberships and appointments. */
export async function anonymizePerson(tx: WriteContext, input: AnonymizePersonInput): Promise<AnonymizePersonPayload> {
  const reason = cleanName(input.reason, ['input', 'reason']);
  const current = await lockPersonFor(tx, fromGlobalId('Person', input.personId), 'person:anonymize');
  if (current.anonymizedAt) {
    throw personalDataFault('ANONYMIZED', 'personId', {
      en: 'The person was anonymised before.',
      zh: '此人信息已匿名化。',
    });
  }
  refuseStale(current, input.expectedVersion);
  await refuseActive(tx, current);
  await forgetReferences(tx, current);
  await releaseAccounts(tx, current);
  const person = await forget(tx, current);
  const image = ({ version }: Person) => ({ version });
  tx.audit({
    action: 'person.anonymized',
    nodeType: 'Person',
    nodeId: person.id,
    organizationId: person.organizationId,
    ...{ reason, before: image(current), after: image(person) },
  });
  return { person, userErrors: [] };
}

async function refuseActive(tx: WriteContext, { id }: Person): Promise<void> {
  const isOpen = sql`tenant_id = ${tenantOf(tx)}::bigint and person_id = ${id}::bigint
    and (ended_on is null or ended_on > ${tx.actor.today}::date)`;
  const [active] = await query(
    tx,
    sql`select from membership where ${isOpen} union all select from appointment where ${isOpen} limit 1`,
  );
  if (!active) return;
  throw personalDataFault('ACTIVE', 'personId', {
    en: 'The person has a membership or holds a post; end these first.',
    zh: '此人仍有组织关系或任职，请先结束。',
  });
}

/** The references of his memberships, in every version: of a former member they are all that the history tells beside the place. */
async function forgetReferences(tx: WriteContext, { id }: Person): Promise<void> {
  for (const table of [sql`membership`, sql`membership_version`]) {
    await query(
      tx,
      sql`update ${table} set external_reference = null
        where tenant_id = ${tenantOf(tx)}::bigint and person_id = ${id}::bigint and external_reference is not null`,
    );
  }
}

/** Accounts that were his go on, but tell no longer whose they are. */
async function releaseAccounts(tx: WriteContext, { id }: Person): Promise<void> {
  await query(
    tx,
    sql`update account set person_id = null where tenant_id = ${tenantOf(tx)}::bigint and person_id = ${id}::bigint`,
  );
}

async function forget(tx: WriteContext, { id }: Person): Promise<Person> {
  // By chance: a number made of his id or of anything of his would lead back to him.
  const name = `已匿名${randomInt(10_000_000, 100_000_000)}`;
  const [row] = await query(
    tx,
    sql`update person p set name = ${name}, pinyin = ${personPinyin(name)}, external_reference = null,
        phone = null, phone_hash = null, identity_number = null, identity_number_hash = null,
        anonymized_at = now(), version = version + 1, updated_at = now()
      where p.tenant_id = ${tenantOf(tx)}::bigint and p.id = ${id}::bigint returning ${personColumns}`,
  );
  return toPerson(row as object);
}
