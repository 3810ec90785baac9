import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantWall } from './tenant-wall';

const tenantTables = ['organization_version', 'membership_version', 'grid_version'];

/**
 * What was in force from which day to which (valid time), and from when to when we believed so (recorded time). A row is
 * superseded, never changed; rows that are believed do not overlap in valid time.
 */
export class History1763942400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(moments);
    await runner.query(organizations);
    await runner.query(memberships);
    await runner.query(grids);
    for (const table of tenantTables) {
      await runner.query(`${tenantWall(table)}
        -- History is only ever added to: what goes was recorded by the very transaction that removes it.
        create policy ${table}_kept on ${table} as restrictive for delete using (recorded_at = recorded_moment());
        grant select, insert, update, delete on ${table} to sanlou_app;`);
    }
    await runner.query(existing);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/**
 * One moment for all that a transaction records, taken when it records first. Whoever changes a row has locked it before, so
 * of two transactions that change one row the later one also has the later moment; \`now()\` would be the time before the wait.
 */
const moments = `
  create function recorded_moment() returns timestamptz language plpgsql as $$
  declare
    moment text := current_setting('sanlou.recorded_at', true);
  begin
    if coalesce(moment, '') = '' then
      moment := clock_timestamp()::text;
      execute format('set local sanlou.recorded_at = %L', moment);
    end if;
    return moment::timestamptz;
  end $$;`;

const organizations = `
  create table organization_version (
    tenant_id bigint not null,
    organization_id bigint not null,
    valid_from date not null,
    valid_to date not null default 'infinity',
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    -- when it was first recorded: what is believed again after an undo keeps the moment of the act it comes from
    origin_at timestamptz not null,
    parent_id bigint,
    level_rank smallint not null,
    kind text,
    name text not null,
    short_name text,
    sort_order integer not null,
    external_reference text,
    area_code text,
    search_terms text not null,
    path text collate "C" not null,
    depth smallint not null,
    established_on date,
    dissolved_on date,
    version integer not null,
    updated_at timestamptz not null,
    primary key (tenant_id, organization_id, valid_from, recorded_at),
    foreign key (tenant_id, organization_id) references organization,
    check (valid_from < valid_to),
    check (recorded_at < superseded_at)
  ) with (fillfactor = 70);
  create index organization_version_path on organization_version (tenant_id, path);
  create index organization_version_parent on organization_version (tenant_id, parent_id);
  -- What one transaction wrote; what it took the place of is of the same organizations. No index may name superseded_at: a move
  -- supersedes thousands of rows, which then stay where they are. For the same reason no exclusion constraint forbids believed
  -- rows to overlap (it cost a third of a move): whoever replaces rows replaces each by parts of itself, and \`verify\` looks.
  create index organization_version_recorded on organization_version (tenant_id, recorded_at);

  -- Whatever writes an organization for the first time writes its history too.
  create function organization_begins() returns trigger language plpgsql as $$
  declare
    first_day date := coalesce(new.established_on, '-infinity');
  begin
    insert into organization_version (tenant_id, organization_id, valid_from, valid_to, recorded_at, origin_at, parent_id, level_rank, kind,
      name, short_name, sort_order, external_reference, area_code, search_terms, path, depth, established_on, dissolved_on, version,
      updated_at)
    select new.tenant_id, new.id, period.valid_from, period.valid_to, recorded_moment(), recorded_moment(), new.parent_id, new.level_rank, new.kind,
      new.name, new.short_name, new.sort_order, new.external_reference, new.area_code, new.search_terms, new.path, new.depth,
      new.established_on, period.dissolved_on, new.version, new.updated_at
    from (values (first_day, coalesce(new.dissolved_on, 'infinity'), null::date),
      (coalesce(new.dissolved_on, 'infinity'), 'infinity'::date, new.dissolved_on)) as period (valid_from, valid_to, dissolved_on)
    where period.valid_from < period.valid_to;
    return null;
  end $$;
  create trigger organization_begins after insert on organization for each row execute function organization_begins();`;

const memberships = `
  -- The first day of the membership in its present organization: a reorganization may carry it on after it began.
  alter table membership add column placed_on date;
  create table membership_version (
    tenant_id bigint not null,
    membership_id bigint not null,
    valid_from date not null,
    valid_to date not null default 'infinity',
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    person_id bigint not null,
    organization_id bigint not null,
    status text not null,
    status_since date not null,
    started_on date not null,
    ended_on date,
    end_reason text,
    external_reference text,
    version integer not null,
    primary key (tenant_id, membership_id, valid_from, recorded_at),
    foreign key (tenant_id, membership_id) references membership,
    foreign key (tenant_id, organization_id) references organization,
    check (valid_from < valid_to),
    check (recorded_at < superseded_at)
  );
  create index membership_version_organization on membership_version (tenant_id, organization_id, membership_id)
    include (status, valid_from, valid_to, superseded_at);

  -- A change holds from one day on: of the organization from the day of the placement, of the status from the day of the status.
  create function membership_recorded() returns trigger language plpgsql as $$
  declare
    moment timestamptz := recorded_moment();
    last_day date := coalesce(new.ended_on, 'infinity');
    moved boolean := tg_op = 'UPDATE' and new.organization_id <> old.organization_id;
    changed boolean := tg_op = 'UPDATE' and (new.status, new.status_since) is distinct from (old.status, old.status_since);
    first_day date;
    old_last date;
    known membership_version;
    kept membership_version;
  begin
    if tg_op = 'INSERT' then
      insert into membership_version (tenant_id, membership_id, valid_from, valid_to, recorded_at, person_id, organization_id, status,
        status_since, started_on, ended_on, end_reason, external_reference, version)
      values (new.tenant_id, new.id, new.started_on, last_day, moment, new.person_id, new.organization_id, new.status,
        new.status_since, new.started_on, new.ended_on, new.end_reason, new.external_reference, new.version);
      return null;
    end if;
    old_last := coalesce(old.ended_on, 'infinity');
    first_day := least(
      case when moved then greatest(old.placed_on, new.placed_on, old.started_on) end,
      case when changed then greatest(new.status_since, old.status_since) end,
      greatest(new.placed_on, new.status_since, new.started_on));
    for known in
      select * from membership_version v
      where v.tenant_id = old.tenant_id and v.membership_id = old.id and v.superseded_at = 'infinity'
        and (v.valid_to > least(first_day, last_day) or v.valid_to = old_last)
    loop
      if known.recorded_at = moment then
        delete from membership_version v where v.tenant_id = known.tenant_id and v.membership_id = known.membership_id
          and v.valid_from = known.valid_from and v.recorded_at = moment;
      else
        update membership_version v set superseded_at = moment where v.tenant_id = known.tenant_id
          and v.membership_id = known.membership_id and v.valid_from = known.valid_from and v.recorded_at = known.recorded_at;
      end if;
      known.recorded_at := moment;
      known.superseded_at := 'infinity';
      if known.valid_to = old_last then known.valid_to := last_day; end if;
      kept := known;
      kept.valid_to := least(known.valid_to, first_day, last_day);
      if kept.valid_from < kept.valid_to then
        insert into membership_version select kept.*;
      end if;
      known.valid_from := greatest(known.valid_from, first_day);
      known.valid_to := least(known.valid_to, last_day);
      if known.valid_from < known.valid_to then
        if moved and known.valid_from >= greatest(old.placed_on, new.placed_on, old.started_on) then
          known.organization_id := new.organization_id;
        end if;
        if changed and known.valid_from >= new.status_since then
          known.status := new.status;
          known.status_since := new.status_since;
        end if;
        known.ended_on := new.ended_on;
        known.end_reason := new.end_reason;
        known.external_reference := new.external_reference;
        known.version := new.version;
        insert into membership_version select known.*;
      end if;
    end loop;
    return null;
  end $$;
  create trigger membership_recorded after insert or update on membership for each row execute function membership_recorded();`;

const grids = `
  -- The first day of the grid with its present organization; null: since ever.
  alter table grid add column placed_on date;
  create table grid_version (
    tenant_id bigint not null,
    grid_id bigint not null,
    valid_from date not null,
    valid_to date not null default 'infinity',
    recorded_at timestamptz not null,
    superseded_at timestamptz not null default 'infinity',
    organization_id bigint not null,
    name text not null,
    code text not null,
    version integer not null,
    primary key (tenant_id, grid_id, valid_from, recorded_at),
    foreign key (tenant_id, grid_id) references grid,
    foreign key (tenant_id, organization_id) references organization,
    check (valid_from < valid_to),
    check (recorded_at < superseded_at)
  );
  create index grid_version_organization on grid_version (tenant_id, organization_id, grid_id);

  create function grid_recorded() returns trigger language plpgsql as $$
  declare
    moment timestamptz := recorded_moment();
    first_day date := coalesce(new.placed_on, '-infinity');
    known grid_version;
    kept grid_version;
  begin
    if tg_op = 'INSERT' then
      insert into grid_version (tenant_id, grid_id, valid_from, recorded_at, organization_id, name, code, version)
      values (new.tenant_id, new.id, first_day, moment, new.organization_id, new.name, new.code, new.version);
      return null;
    end if;
    first_day := greatest(old.placed_on, new.placed_on, '-infinity');
    for known in
      select * from grid_version v
      where v.tenant_id = old.tenant_id and v.grid_id = old.id and v.superseded_at = 'infinity' and v.valid_to > first_day
    loop
      if known.recorded_at = moment then
        delete from grid_version v where v.tenant_id = known.tenant_id and v.grid_id = known.grid_id
          and v.valid_from = known.valid_from and v.recorded_at = moment;
      else
        update grid_version v set superseded_at = moment where v.tenant_id = known.tenant_id and v.grid_id = known.grid_id
          and v.valid_from = known.valid_from and v.recorded_at = known.recorded_at;
      end if;
      known.recorded_at := moment;
      known.superseded_at := 'infinity';
      kept := known;
      kept.valid_to := least(known.valid_to, first_day);
      if kept.valid_from < kept.valid_to then
        insert into grid_version select kept.*;
      end if;
      known.valid_from := greatest(known.valid_from, first_day);
      known.organization_id := new.organization_id;
      known.name := new.name;
      known.code := new.code;
      known.version := new.version;
      insert into grid_version select known.*;
    end loop;
    return null;
  end $$;
  create trigger grid_recorded after insert or update on grid for each row execute function grid_recorded();`;

/** Databases that were in use before: what holds now is believed from this day on. Row-level security asks for each tenant by name. */
const existing = `
  do $$
  declare
    each bigint;
  begin
    for each in select generate_series(1, (select last_value from tenant_id_seq)) loop
      execute format('set local app.tenant_id = %L', each);
      insert into organization_version (tenant_id, organization_id, valid_from, valid_to, recorded_at, origin_at, parent_id, level_rank, kind, name,
        short_name, sort_order, external_reference, area_code, search_terms, path, depth, established_on, dissolved_on, version, updated_at)
      select tenant_id, id, period.valid_from, period.valid_to, recorded_moment(), recorded_moment(), parent_id, level_rank, kind, name, short_name, sort_order,
        external_reference, area_code, search_terms, path, depth, established_on, period.dissolved, version, updated_at
      from organization cross join lateral (values
        (coalesce(established_on, '-infinity'), coalesce(dissolved_on, 'infinity'), null::date),
        (coalesce(dissolved_on, 'infinity'), 'infinity'::date, dissolved_on)) as period (valid_from, valid_to, dissolved)
      where tenant_id = each and period.valid_from < period.valid_to;
      insert into membership_version (tenant_id, membership_id, valid_from, valid_to, recorded_at, person_id, organization_id, status,
        status_since, started_on, ended_on, end_reason, external_reference, version)
      select tenant_id, id, started_on, coalesce(ended_on, 'infinity'), recorded_moment(), person_id, organization_id, status, status_since,
        started_on, ended_on, end_reason, external_reference, version
      from membership where tenant_id = each;
      insert into grid_version (tenant_id, grid_id, valid_from, recorded_at, organization_id, name, code, version)
      select tenant_id, id, '-infinity', recorded_moment(), organization_id, name, code, version from grid where tenant_id = each;
    end loop;
  end $$;`;
