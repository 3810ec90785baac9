/**
 * What the chain of the audit trail costs whoever writes: `npm run bench:audit [rounds] [seconds]`, by hand. On a throw-away
 * server, writes of one tenant a second (a transaction with one entry each, as the application sends it), by 1 and by 16
 * clients: without the chain, with it (entries queued by the trigger, sealed beside them every second), and as one would
 * do it naively, each writer making the next link under a lock. All in one run, round by round; medians.
 */
import 'reflect-metadata';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { createPool } from '../src/database/pool';
import { startEmbeddedPostgres } from '../src/database/embedded/embedded';
import { createTenant } from '../src/features/accounts/create-tenant';
import { sealAudit } from '../src/features/audit/seal-audit';
import { createLog } from '../src/log';
import { every } from '../src/process/every';
import { migrateDatabase } from '../src/process/prepare';

const [rounds = 5, seconds = 3] = process.argv.slice(2).map(Number);
const log = createLog('warn');

const naive = `
  create table naive_head (tenant_id bigint primary key, number bigint not null, hash bytea);
  create function naive_seal() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare head naive_head;
  begin
    select * into head from naive_head where tenant_id = new.tenant_id for update;
    head.number := head.number + 1;
    head.hash := audit_link(head.hash, audit_canonical(new));
    insert into audit_seal (tenant_id, number, entry_id, hash) values (new.tenant_id, head.number, new.id, head.hash);
    update naive_head set number = head.number, hash = head.hash where tenant_id = new.tenant_id;
    return null;
  end $$;
  create trigger naive_seal after insert on audit_entry for each row execute function naive_seal();`;

const variants = {
  off: { enable: [], disable: ['audit_entry_waits', 'naive_seal'] },
  on: { enable: ['audit_entry_waits'], disable: ['naive_seal'] },
  naive: { enable: ['naive_seal'], disable: ['audit_entry_waits'] },
};
type Variant = keyof typeof variants;

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sanlou-bench-'));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDirectory: folder, log });
  try {
    await migrateDatabase(server.ownerUrl);
    await measure(server.ownerUrl, server.applicationUrl);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(ownerUrl: string, applicationUrl: string): Promise<void> {
  const [ownerPool, pool] = [createPool(ownerUrl, log), createPool(applicationUrl, log)];
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(naive);
  const figures = new Map<string, number[]>();
  let backlog = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const clients of [1, 16]) {
      for (const variant of Object.keys(variants) as Variant[]) {
        // A tenant of its own, so that no variant begins where another left a chain.
        const tenant = await newTenant(ownerPool, owner, `t${round}-${clients}-${variant}`);
        for (const name of variants[variant].enable)
          await owner.query(`alter table audit_entry enable trigger ${name}`);
        for (const name of variants[variant].disable)
          await owner.query(`alter table audit_entry disable trigger ${name}`);
        const stop = variant === 'on' ? every(1_000, log, 'Not sealed.', () => sealAudit({ pool }, log)) : undefined;
        const written = await write(applicationUrl, tenant, clients);
        await stop?.();
        if (variant === 'on') backlog = Math.max(backlog, await sealAudit({ pool }, log));
        const key = `${clients} ${variant}`;
        figures.set(key, [...(figures.get(key) ?? []), written / seconds]);
        console.error(`round ${round + 1}, ${clients} clients, ${variant}: ${(written / seconds).toFixed(0)} writes/s`);
      }
    }
  }
  for (const clients of [1, 16]) {
    const [off, on, naively] = (['off', 'on', 'naive'] as const).map((name) =>
      median(figures.get(`${clients} ${name}`)),
    );
    console.log(
      `${clients} clients: off ${show(off)}, on ${show(on)}, naive ${show(naively)} writes/s; ` +
        `on/off ${ratio(on, off)}, naive/off ${ratio(naively, off)}, on/naive ${ratio(on, naively)}`,
    );
  }
  console.log(`Most that waited to be sealed when the writers stopped: ${backlog}.`);
  await Promise.all([owner.end(), pool.end(), ownerPool.end()]);
}

interface Tenant {
  id: string;
  account: string;
  root: string;
}

async function newTenant(pool: ReturnType<typeof createPool>, owner: Client, code: string): Promise<Tenant> {
  const administrator = { name: code, issuer: 'urn:bench', subject: code };
  const id = await createTenant({ pool }, { code, name: code, timeZone: 'Asia/Shanghai', administrator });
  await owner.query(`begin; set local app.tenant_id = '${id}'`);
  const { rows } = await owner.query<Omit<Tenant, 'id'>>(
    'select a.id as account, o.id as root from account a, organization o where a.tenant_id = $1 and o.tenant_id = $1',
    [id],
  );
  await owner.query('insert into naive_head values ($1, 0, null)', [id]);
  await owner.query('commit');
  return { id, ...(rows[0] as Omit<Tenant, 'id'>) };
}

/** Writes for so many seconds by so many connections; answers how many transactions were committed. */
async function write(url: string, { id, account, root }: Tenant, count: number): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: count }, async () => {
      const client = new Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  const image = JSON.stringify({ organization: `gid://sanlou/Organization/${root}`, status: 'FULL', version: 2 });
  const end = performance.now() + seconds * 1_000;
  const written = await Promise.all(
    clients.map(async (client) => {
      let transactions = 0;
      for (; performance.now() < end; transactions += 1) {
        await client.query(`begin; set local app.tenant_id = '${id}'`);
        await client.query(
          `insert into audit_entry (tenant_id, account_id, request_id, action, node_type, node_id, organization_id, before, after)
           values ($1, $2, 'bench', 'membership.ended', 'Membership', $3, $4, $5, $5)`,
          [id, account, transactions + 1, root, image],
        );
        await client.query('commit');
      }
      return transactions;
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  return written.reduce((sum, transactions) => sum + transactions, 0);
}

function median(values: readonly number[] = []): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

const show = (value = 0) => value.toFixed(0);
const ratio = (value = 0, of = 0) => (value / of).toFixed(2);

void main();
