import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An entry names the API key that it was made with, so that all that was done with a leaked one is found. So is what seldom
 * happens: an index of the kinds of what was done, without which all of a trail is read for it.
 */
export class AuditApiKey1764210000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [column, canonical, actions]) await runner.query(part);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const column = `
  -- The reference is checked in all tenants at once, which the owner is not shown.
  alter table audit_entry no force row level security;
  alter table api_key no force row level security;
  alter table audit_entry
    add column api_key_id bigint,
    add foreign key (tenant_id, api_key_id) references api_key;
  alter table audit_entry force row level security;
  alter table api_key force row level security;
  comment on column audit_entry.api_key_id is 'the key it was made with; null without one, and before keys were named';
  create index audit_entry_api_key on audit_entry (tenant_id, api_key_id, occurred_at, id) where api_key_id is not null;`;

/** What an entry has beyond the columns of the first form stands by name in a last element, which is absent where there is nothing. */
const canonical = `
  create or replace function audit_canonical(entry audit_entry) returns text language sql stable parallel safe as $$
    select (jsonb_build_array(1, entry.tenant_id::text, entry.id::text,
      to_char(entry.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      entry.account_id::text, entry.request_id, entry.action, entry.node_type, entry.node_id::text,
      entry.organization_id::text, entry.reason, entry.before, entry.after)
      || case when entry.api_key_id is null then '[]' else jsonb_build_array(jsonb_build_object('apiKey', entry.api_key_id::text)) end)::text
  $$;`;

/** In the order of bytes, so that all of a kind, as `membership.`, is one range of it. */
const actions = `
  create index audit_entry_action on audit_entry (tenant_id, action collate "C", occurred_at, id);`;
