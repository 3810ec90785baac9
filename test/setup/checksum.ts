import { Client } from 'pg';

/** Checksum of each table of the database by its name, read as the administrator, whom row-level security does not bind. */
export async function checksumTables(administratorUrl: string): Promise<Record<string, string>> {
  const client = new Client({ connectionString: administratorUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`,
    );
    const sums = tables.rows.map(
      ({ name }) =>
        `select '${name}' as name, md5(coalesce(string_agg(t::text, chr(10) order by t::text), '')) as sum from ${name} t`,
    );
    const { rows } = await client.query<{ name: string; sum: string }>(sums.join(' union all '));
    return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
  } finally {
    await client.end();
  }
}
