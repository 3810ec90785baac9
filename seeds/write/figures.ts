import type { Client } from 'pg';
import type { Id } from '../../src/database/id';
import { wholeTables } from '../../src/database/integrity';
import { sql, type Sql } from '../../src/database/sql';

/** A figure that is known beforehand, and the query whose rows are counted. */
export interface Figure {
  name: string;
  expected: number;
  rows: (tenantId: Id) => Sql;
}

/** Counts every figure within the transaction that wrote them; throws all that are off, by name. */
export async function checkFigures(client: Client, tenantId: number, figures: readonly Figure[]): Promise<void> {
  await client.query(wholeTables);
  const faults: string[] = [];
  for (const { name, expected, rows } of figures) {
    const counted = await client.query<{ found: string }>(
      sql`select count(*) as found from (${rows(String(tenantId))}) rows`.compile(),
    );
    const found = Number(counted.rows[0]?.found);
    if (found !== expected) faults.push(`${name}: expected ${expected}, found ${found}`);
  }
  if (faults.length) throw new Error(`The seed's own figures are off:\n  ${faults.join('\n  ')}`);
}
