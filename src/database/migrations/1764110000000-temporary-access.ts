import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TemporaryAccess1764110000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(expiry);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const expiry = `
  alter table role_grant
    add column expires_at timestamptz,
    add column reason text,
    add constraint role_grant_temporary check ((expires_at is null) = (reason is null)),
    add constraint role_grant_temporary_reason check (char_length(btrim(reason)) between 10 and 500),
    add constraint role_grant_temporary_time check (expires_at > created_at and expires_at <= created_at + interval '4 hours'),
    -- The first day on which it no longer holds is the one after it expires. Which day that is depends on the tenant's
    -- time zone, and no zone is further from UTC than a day.
    add constraint role_grant_temporary_days check (expires_at is null or coalesce(
      ends_on - (expires_at at time zone 'UTC')::date between 0 and 2 and ends_on - starts_on between 1 and 2, false));
  create index role_grant_temporary on role_grant (tenant_id, organization_id, id) where expires_at is not null;`;
