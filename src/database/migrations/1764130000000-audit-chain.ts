import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantWall } from './tenant-wall';

/**
 * The audit trail is only ever added to, and each entry is sealed soon after it was committed: a link of its tenant's chain,
 * hashed with the link before it. Writers only queue what they wrote, so that they do not wait for each other.
 */
export class AuditChain1764130000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [chain, onlyAdded, canonical, queue, sealer, indexes, existing]) await runner.query(part);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const chain = `
  create table audit_seal (
    tenant_id bigint not null,
    number bigint not null check (number > 0),
    entry_id bigint not null,
    hash bytea not null check (octet_length(hash) = 32),
    primary key (tenant_id, number),
    unique (tenant_id, entry_id),
    foreign key (tenant_id, entry_id) references audit_entry
  );
  ${tenantWall('audit_seal')}
  grant select on audit_seal to sanlou_app;

  -- What has been committed and not sealed. Filled by a trigger of the entries themselves, so it needs no foreign key.
  create table audit_unsealed (
    tenant_id bigint not null,
    entry_id bigint not null,
    primary key (tenant_id, entry_id)
  );
  ${tenantWall('audit_unsealed')}`;

/** The application has no right to change entries or seals; this refuses the owner too, who would have to drop it first. */
const onlyAdded = `
  create function rows_are_only_added() returns trigger language plpgsql as $$
  begin
    raise exception 'Rows of % are only ever added.', tg_table_name using errcode = 'restrict_violation';
  end $$;
  create trigger audit_entry_is_only_added before update or delete or truncate on audit_entry
    for each statement execute function rows_are_only_added();
  create trigger audit_seal_is_only_added before update or delete or truncate on audit_seal
    for each statement execute function rows_are_only_added();`;

/** A new column of audit_entry goes to the end, and only where it is not null, so that entries sealed before keep their text. */
const canonical = `
  create function audit_canonical(entry audit_entry) returns text language sql stable parallel safe as $$
    select jsonb_build_array(1, entry.tenant_id::text, entry.id::text,
      to_char(entry.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      entry.account_id::text, entry.request_id, entry.action, entry.node_type, entry.node_id::text,
      entry.organization_id::text, entry.reason, entry.before, entry.after)::text
  $$;

  create function audit_link(previous bytea, canonical text) returns bytea language sql stable parallel safe as $$
    select sha256(coalesce(previous, '') || convert_to(canonical, 'UTF8'))
  $$;

  -- The links of one text after another: the state is the link before, at the beginning the one given.
  create function audit_next_link(state bytea, previous bytea, canonical text) returns bytea language sql stable as $$
    select audit_link(coalesce(state, previous), canonical)
  $$;
  create aggregate audit_links(previous bytea, canonical text) (sfunc = audit_next_link, stype = bytea);`;

/** In every function that acts as the owner pg_temp is searched last: else a temporary table of the caller could stand in for ours. */
const queue = `
  create function audit_entry_waits() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    insert into audit_unsealed (tenant_id, entry_id) select tenant_id, id from added;
    return null;
  end $$;
  create trigger audit_entry_waits after insert on audit_entry referencing new table as added
    for each statement execute function audit_entry_waits();
  revoke all on function audit_entry_waits() from public;`;

const sealer = `
  create function seal_audit(of_tenant bigint, most integer) returns integer
    language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    asked text := coalesce(current_setting('app.tenant_id', true), '');
    last audit_seal;
    sealed integer;
  begin
    -- Whoever comes second has nothing to wait for.
    if not pg_try_advisory_xact_lock(hashtextextended('sanlou.audit', of_tenant)) then
      return 0;
    end if;
    execute format('set local app.tenant_id = %L', of_tenant);
    -- Read after the lock, in a statement of its own: it sees what the holder before committed.
    select * into last from audit_seal s where s.tenant_id = of_tenant order by s.number desc limit 1;
    with taken as (
      delete from audit_unsealed q where q.tenant_id = of_tenant and q.entry_id in (
        select w.entry_id from audit_unsealed w where w.tenant_id = of_tenant order by w.entry_id limit least(most, 10000))
      returning q.entry_id
    )
    insert into audit_seal (tenant_id, number, entry_id, hash)
    select of_tenant, coalesce(last.number, 0) + row_number() over own, e.id,
      audit_links(last.hash, audit_canonical(e)) over own
    from taken join audit_entry e on e.tenant_id = of_tenant and e.id = taken.entry_id
    window own as (order by e.id rows unbounded preceding);
    get diagnostics sealed = row_count;
    execute format('set local app.tenant_id = %L', asked);
    return sealed;
  end $$;
  revoke all on function seal_audit(bigint, integer) from public;
  grant execute on function seal_audit(bigint, integer) to sanlou_app;

  create function tenants_with_unsealed_audit() returns table (tenant_id bigint)
    language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    each bigint;
    asked text := coalesce(current_setting('app.tenant_id', true), '');
  begin
    -- Row-level security shows one tenant at a time, to the owner too.
    for each in select generate_series(1, (select last_value from tenant_id_seq)) loop
      execute format('set local app.tenant_id = %L', each);
      if exists (select from audit_unsealed q where q.tenant_id = each) then
        tenant_id := each;
        return next;
      end if;
    end loop;
    execute format('set local app.tenant_id = %L', asked);
  end $$;
  revoke all on function tenants_with_unsealed_audit() from public;
  grant execute on function tenants_with_unsealed_audit() to sanlou_app;`;

/** Newest first, of a place, of a whole tenant, of an account, of a node: each list of them is the end of one of these. */
const indexes = `
  drop index audit_entry_organization;
  create index audit_entry_place on audit_entry (tenant_id, organization_id, occurred_at, id);
  create index audit_entry_time on audit_entry (tenant_id, occurred_at, id);
  create index audit_entry_account on audit_entry (tenant_id, account_id, occurred_at, id);
  create index audit_entry_node on audit_entry (tenant_id, node_id, node_type, occurred_at, id);`;

const existing = `
  do $$
  declare each bigint;
  begin
    for each in select generate_series(1, (select last_value from tenant_id_seq)) loop
      execute format('set local app.tenant_id = %L', each);
      insert into audit_seal (tenant_id, number, entry_id, hash)
      select each, row_number() over own, e.id, audit_links(null, audit_canonical(e)) over own
      from audit_entry e where e.tenant_id = each
      window own as (order by e.id rows unbounded preceding);
    end loop;
  end $$;`;
