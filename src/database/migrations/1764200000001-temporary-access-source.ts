import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A temporary access knows the grant that allowed it, and holds no longer than that. Those taken before have hours to go at most. */
export class TemporaryAccessSource1764200000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A new key is checked against what the table holds, whosever rows they are: meanwhile their owner sees all.
    await runner.query('alter table role_grant no force row level security');
    await runner.query(`
      alter table role_grant
        add column allowed_by bigint,
        add foreign key (tenant_id, allowed_by) references role_grant,
        add constraint role_grant_temporary_source check (allowed_by is null or expires_at is not null),
        add check (allowed_by <> id);
      create index role_grant_allowed on role_grant (tenant_id, allowed_by) where allowed_by is not null;`);
    await runner.query('alter table role_grant force row level security');
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
