import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Secrets1764140000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(secrets);
    await runner.query(forgetting);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/**
 * Hashes find whom a number belongs to; the ids of the keys tell which keys are still needed. Both indexes of key ids hold few
 * values many times, which PostgreSQL keeps small. The ids are columns of their own: behind row-level security no index on
 * an expression is used.
 */
const secrets = `
  alter table person
    add column phone_hash bytea,
    add column identity_number_hash bytea,
    add column phone_key text generated always as (split_part(phone, '.', 1)) stored,
    add column identity_number_key text generated always as (split_part(identity_number, '.', 1)) stored,
    add column anonymized_at timestamptz,
    add check (phone is not null or phone_hash is null),
    add check (identity_number is not null or identity_number_hash is null),
    add check (anonymized_at is null or (external_reference is null and phone is null and identity_number is null));
  comment on column person.phone_hash is 'keyed hash of the normalised number';
  comment on column person.identity_number_hash is 'keyed hash of the normalised number';
  create index person_phone_hash on person (tenant_id, phone_hash) where phone_hash is not null;
  create index person_identity_number_hash on person (tenant_id, identity_number_hash) where identity_number_hash is not null;
  create index person_phone_key on person (tenant_id, phone_key) where phone_key is not null;
  create index person_identity_number_key on person (tenant_id, identity_number_key) where identity_number_key is not null;`;

/**
 * A reference that is taken from a membership, and nothing else with it, is forgotten, not recorded: a further version would
 * say again what the earlier ones said, and would count among what has changed since.
 */
const forgetting = `
  drop trigger membership_recorded on membership;
  create trigger membership_recorded after insert on membership for each row execute function membership_recorded();
  create trigger membership_changed after update on membership for each row
    when (new.external_reference is not null or old.external_reference is null or new.version <> old.version
      or (new.organization_id, new.placed_on, new.status, new.status_since, new.started_on, new.ended_on, new.end_reason)
        is distinct from (old.organization_id, old.placed_on, old.status, old.status_since, old.started_on, old.ended_on, old.end_reason))
    execute function membership_recorded();
  create index membership_version_person on membership_version (tenant_id, person_id);`;
