import type { Id } from '../../../database/id';
import type { Session } from '../../../database/session';
import { sql, type Sql } from '../../../database/sql';
import { keyIds } from '../secrets';
import { renew, type Renewed, type SealedRow, type Unopened } from './renew';

const mostAtOnce = 500;

export interface Batch {
  /** Id of the last person that was looked at; undefined when there is none left. */
  last: Id | undefined;
  renewed: readonly Renewed[];
  /** How many could have been renewed, but somebody else held or changed them. */
  passed: number;
  unopened: readonly Unopened[];
}

/** A condition: something of the person `p` is sealed with another key than the current one, or cannot be found by its hash. */
export function isStale(): Sql {
  const [current] = keyIds();
  return sql`(p.phone_key <> ${current} or p.identity_number_key <> ${current}
    or (p.phone is not null and p.phone_hash is null) or (p.identity_number is not null and p.identity_number_hash is null))`;
}

/** Seals the next people after an id anew, within the caller's transaction. Waits for nobody. */
export async function renewBatch(session: Session, after: Id): Promise<Batch> {
  const rows = await session.query<SealedRow>(sql`
    select p.id, p.phone, p.identity_number as "identityNumber",
      p.phone_hash is not null as "isPhoneHashed", p.identity_number_hash is not null as "isIdentityNumberHashed" from person p
    where p.tenant_id = ${session.tenantId}::bigint and p.id > ${after}::bigint and ${isStale()}
    order by p.id limit ${mostAtOnce}::int`);
  const results = rows.map((row) => renew(session.tenantId, row));
  const ready = results.flatMap(({ renewed }) => renewed ?? []);
  const written = new Set(await write(session, ready));
  return {
    last: rows.at(-1)?.id,
    renewed: ready.filter(({ id }) => written.has(id)),
    passed: ready.length - written.size,
    unopened: results.flatMap(({ unopened }) => unopened),
  };
}

/**
 * Only what is still as it was read is written: whoever changes a person meanwhile has sealed his number himself. Version and
 * time of the last change stay, because nothing that anyone knows has changed.
 */
async function write(session: Session, rows: readonly Renewed[]): Promise<Id[]> {
  if (rows.length === 0) return [];
  const written = await session.query<{ id: Id }>(sql`
    with free as materialized (
      select p.id from person p
      where p.tenant_id = ${session.tenantId}::bigint and p.id = any(${rows.map(({ id }) => id)}::bigint[])
      order by p.id for no key update skip locked)
    update person p set phone = r.phone, identity_number = r."identityNumber",
      phone_hash = coalesce(decode(r."phoneHash", 'hex'), p.phone_hash),
      identity_number_hash = coalesce(decode(r."identityNumberHash", 'hex'), p.identity_number_hash)
    from free, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id bigint, phone text, "phoneBefore" text, "phoneHash" text,
      "identityNumber" text, "identityNumberBefore" text, "identityNumberHash" text)
    where p.tenant_id = ${session.tenantId}::bigint and p.id = free.id and r.id = free.id
      and p.phone is not distinct from r."phoneBefore" and p.identity_number is not distinct from r."identityNumberBefore"
    returning p.id`);
  return written.map(({ id }) => id);
}
