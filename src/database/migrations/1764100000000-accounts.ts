import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A new key is checked against what its tables hold, whosever rows they are: meanwhile their owner sees all. */
const checked = ['tenant', 'account', 'person', 'role_grant', 'appointment'];

export class Accounts1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of checked) await runner.query(`alter table ${table} no force row level security`);
    for (const step of [accounts, delegation, logins, codes, walls]) await runner.query(step);
    for (const table of checked) await runner.query(`alter table ${table} force row level security`);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const accounts = `
  alter table account
    add column person_id bigint,
    add column invited_by bigint,
    add foreign key (tenant_id, person_id) references person,
    add foreign key (tenant_id, invited_by) references account;
  create index account_person on account (tenant_id, person_id) where person_id is not null;`;

const delegation = `
  alter table role_grant
    -- the grant of the grantor that allowed it; none for what the operator of the machine gave
    add column delegated_from bigint,
    -- Prepared: a grant that goes with an appointment, and ends with it. Nothing writes it yet.
    add column appointment_id bigint,
    add foreign key (tenant_id, delegated_from) references role_grant,
    add foreign key (tenant_id, appointment_id) references appointment,
    add check (delegated_from <> id);
  create index role_grant_delegated on role_grant (tenant_id, delegated_from) where delegated_from is not null;`;

/** A subject may belong to several tenants, once to each. The oldest of his logins counts when he names no tenant. */
const logins = `
  alter table login drop constraint login_pkey;
  alter table login
    add constraint login_once unique nulls not distinct (issuer, subject, tenant_id),
    add constraint login_issuer_check check (issuer <> ''),
    add constraint login_subject_check check (subject <> ''),
    add column created_at timestamptz not null default now();
  create index login_account on login (tenant_id, account_id);`;

/**
 * Whoever signs in names a tenant by its code, before any tenant is set whose row he could read: so the login has the code.
 * The database writes it, and keeps it the tenant's.
 */
const codes = `
  alter table tenant add constraint tenant_id_code_key unique (id, code);
  alter table login add column tenant_code text;
  update login set tenant_code = (select code from tenant where id = login.tenant_id);
  alter table login
    add constraint login_tenant_check check ((tenant_id is null) = (tenant_code is null)),
    add foreign key (tenant_id, tenant_code) references tenant (id, code) on update cascade;

  create function login_tenant_code() returns trigger language plpgsql as $$
  begin
    if new.tenant_id is not null then
      new.tenant_code := (select code from tenant where id = new.tenant_id);
    end if;
    return new;
  end $$;
  create trigger login_tenant_code before insert on login for each row execute function login_tenant_code();`;

/**
 * Without a tenant the application sees the logins of the one subject whose token it has verified; in a tenant, those of the
 * tenant, to which it may add. A setting that was made on the connection before is '' by now, not null.
 */
const walls = `
  drop policy login_itself on login;
  create policy login_seen on login for select using (
    case when nullif(current_setting('app.tenant_id', true), '') is null
      then issuer = current_setting('app.issuer') and subject = current_setting('app.subject')
      else tenant_id = current_setting('app.tenant_id')::bigint end);
  create policy login_added on login for insert
    with check (tenant_id = current_setting('app.tenant_id')::bigint);
  -- Neither its age nor the code of its tenant is the application's to say.
  grant insert (issuer, subject, name, tenant_id, account_id) on login to sanlou_app;`;
