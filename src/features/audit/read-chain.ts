import type { Session } from '../../database/session';
import { sql } from '../../database/sql';

const mostAtOnce = 2_000;

export interface ChainLink {
  number: number;
  /** The canonical text of the entry. */
  entry: string;
  /** Hexadecimal. */
  hash: string;
}

/** The last link of the tenant's chain; undefined where there is none. */
export async function readHead(session: Session): Promise<Pick<ChainLink, 'number' | 'hash'> | undefined> {
  const [head] = await session.query<Pick<ChainLink, 'number' | 'hash'>>(sql`
    select number::float8 as number, encode(hash, 'hex') as hash from audit_seal
    where tenant_id = ${session.tenantId}::bigint order by audit_seal.number desc limit 1`);
  return head;
}

/** The tenant's chain from its first link on, some thousand at a time. */
export async function* readChain(session: Session): AsyncGenerator<ChainLink[]> {
  for (let last = 0; ;) {
    const links = await session.query<ChainLink>(sql`
      select s.number::float8 as number, audit_canonical(e) as entry, encode(s.hash, 'hex') as hash
      from audit_seal s join audit_entry e on e.tenant_id = s.tenant_id and e.id = s.entry_id
      where s.tenant_id = ${session.tenantId}::bigint and s.number > ${last}::bigint
      order by s.number limit ${mostAtOnce}::int`);
    if (links.length === 0) return;
    yield links;
    last = links.at(-1)?.number ?? last;
  }
}
