import { Pool, type PoolConfig } from 'pg';
import type { Log } from '../log';

const connections = 20;
const statementTimeout = 15_000;

/**
 * Connections as the application role. A statement that runs away is ended by the server, and
 * whoever waits for another write longer than `lockTimeout` milliseconds is told to try again.
 */
export function createPool(url: string, log: Log, lockTimeout = 10_000): Pool {
  return open(url, log, {
    max: connections,
    statement_timeout: statementTimeout,
    lock_timeout: lockTimeout,
    idle_in_transaction_session_timeout: 4 * statementTimeout,
  });
}

/** As `createPool`, for one long job that someone watches: time ends neither its statements nor its pauses between them. */
export function createJobPool(url: string, log: Log): Pool {
  return open(url, log, { max: 1, lock_timeout: statementTimeout });
}

function open(url: string, log: Log, options: PoolConfig): Pool {
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'sanlou',
    ...options,
  });
  // A connection that breaks between two statements must not end the process, neither idle nor in the hands of an
  // operation: the next statement sent through it fails, and the next operation takes another one.
  pool.on('connect', (client) => {
    client.on('error', (error) => log.warn({ err: error }, 'A database connection broke.'));
  });
  pool.on('error', () => undefined);
  return pool;
}

/** Refuses a role that row-level security does not bind: an owner of tables, a superuser, or one exempt from it. */
export async function refuseUnboundRole(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; unbound: boolean }>(`
    select r.rolname as name, r.rolsuper or r.rolbypassrls
      or exists (select from pg_class c where c.relname = 'organization' and pg_has_role(r.oid, c.relowner, 'member')) as unbound
    from pg_roles r where r.rolname = current_user`);
  const [role] = rows;
  if (!role || role.unbound) {
    throw new Error(
      `The database role ${role?.name} is not bound by row-level security. Connect as the application role (sanlou_app).`,
    );
  }
}
