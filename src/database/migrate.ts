import type { DataSource } from 'typeorm';

/** Brings the schema up to date as the owner of the tables; each migration in a transaction of its own. Answers their names. */
export async function migrate(owner: DataSource): Promise<string[]> {
  const ran = await owner.runMigrations({ transaction: 'each' });
  await owner.query(withholdTemporaryTables);
  return ran.map(({ name }) => name);
}

/**
 * Nobody but the owner makes temporary tables, which could stand in for ours. Asked each time, not migrated once: a right on
 * the database itself is in no backup and no copy of it. Where another role owns the database it is that one's to take.
 */
const withholdTemporaryTables = `
  do $$
  begin
    if has_database_privilege('public', current_database(), 'temporary') and exists (
      select from pg_database where datname = current_database() and pg_has_role(datdba, 'usage'))
    then
      execute format('revoke temporary on database %I from public', current_database());
    end if;
  end $$`;
