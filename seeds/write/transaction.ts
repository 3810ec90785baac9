import { Client } from 'pg';

/** One transaction as the owner of the tables; of two seeds that start together one waits for the other. */
export async function inTransaction<Result>(
  ownerUrl: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin; select pg_advisory_xact_lock(hashtextextended('sanlou.seed', 0))");
    const result = await work(client);
    await client.query('commit');
    return result;
  } finally {
    // Ending the connection takes back what was not committed.
    await client.end();
  }
}

/** Names the tenant that row-level security lets through from here on. */
export async function nameTenant(client: Client, tenantId: number): Promise<void> {
  await client.query(`set local app.tenant_id = '${tenantId}'`);
}

/** Lets the sequences of these tables go on after the ids that were given by hand. */
export async function advanceSequences(client: Client, tables: Readonly<Record<string, number>>): Promise<void> {
  for (const [table, last] of Object.entries(tables)) {
    await client.query('select setval(pg_get_serial_sequence($1, $2), $3)', [table, 'id', last]);
  }
}

/** Takes `count` ids in a row for a table of which nobody else takes any until the transaction ends. Answers the first. */
export async function reserveIds(client: Client, table: string, count: number): Promise<number> {
  await client.query(`lock table ${table} in share row exclusive mode`);
  const { rows } = await client.query<{ first: string }>(
    `with next as materialized (select nextval(sequence) as first, sequence from pg_get_serial_sequence($1, 'id') as sequence)
     select first, setval(sequence, first + $2 - 1) from next`,
    [table, count],
  );
  return Number(rows[0]?.first);
}
