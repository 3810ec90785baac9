import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { auditImage } from './person.audit';
import type { Person } from './person.entity';
import { personColumns, toPerson } from './person.queries';
import { personPinyin } from './pinyin';

interface NewPerson {
  organizationId: Id;
  name: string;
  externalReference: string;
}

/** Registers many at once, in one statement; the organizations have been asked about. */
export async function registerPeople(tx: WriteContext, people: readonly NewPerson[]): Promise<Person[]> {
  if (people.length === 0) return [];
  const rows = people.map((person) => ({ ...person, pinyin: personPinyin(person.name) }));
  // In the order of their references, so that two calls that register the same people wait instead of deadlocking.
  const inserted = await query(
    tx,
    sql`insert into person as p (tenant_id, organization_id, name, pinyin, external_reference)
      select ${tenantOf(tx)}::bigint, r."organizationId", r.name, r.pinyin, r."externalReference"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r
        ("organizationId" bigint, name text, pinyin text, "externalReference" text)
      order by r."externalReference" collate "C"
      returning ${personColumns}`,
  );
  const registered = inserted.map(toPerson);
  for (const person of registered) recordRegistration(tx, person);
  return registered;
}

export function recordRegistration(tx: WriteContext, person: Person): void {
  tx.audit({
    action: 'person.registered',
    nodeType: 'Person',
    nodeId: person.id,
    organizationId: person.organizationId,
    after: auditImage(person),
  });
}
