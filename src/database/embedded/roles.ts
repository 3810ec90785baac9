import { Client, escapeIdentifier, escapeLiteral } from 'pg';

export type RolePasswords = Readonly<Record<'sanlou_owner' | 'sanlou_app', string>>;

/** The owner of the tables and the application role, apart; made once. */
export async function createRoles(administratorUrl: string, passwords: RolePasswords): Promise<void> {
  const client = new Client({ connectionString: administratorUrl });
  await client.connect();
  try {
    for (const role of ['sanlou_owner', 'sanlou_app'] as const) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      if (rowCount) continue;
      await client.query(`create role ${escapeIdentifier(role)} login password ${escapeLiteral(passwords[role])}`);
    }
    const { rowCount } = await client.query("select from pg_database where datname = 'sanlou'");
    if (!rowCount) await client.query('create database sanlou owner sanlou_owner');
  } finally {
    await client.end();
  }
}
