import { Client, type PoolClient, type Pool } from 'pg';
import type { TestDatabase } from '../setup/database';

/** Watches a pool: in which state each connection is given back, and whose tenant it still names when it is taken again. */
export class Watch {
  /** States other than idle (`I`) in which a connection went back to be used again. */
  readonly unsettled: string[] = [];
  /** Tenants that a connection still named when it was taken. */
  readonly carried: string[] = [];
  checked = 0;
  broken = 0;

  constructor(pool: Pool) {
    const states = new WeakMap<object, string>();
    pool.on('connect', (client) => {
      const { connection } = client as unknown as { connection: NodeJS.EventEmitter };
      // Before the client itself hears of it and gives the connection back.
      connection.prependListener('readyForQuery', ({ status }: { status: string }) => states.set(client, status));
    });
    const connect = pool.connect.bind(pool);
    Object.assign(pool, {
      // A session takes its connection by a promise; the pool itself, for one statement, by a callback.
      connect: (callback?: Parameters<Pool['connect']>[0]) =>
        callback ? connect(callback) : connect().then((client) => this.ask(client)),
    });
    pool.on('release', (error: unknown, client: PoolClient) => {
      if (error) this.broken += 1;
      else if (states.get(client) !== 'I') this.unsettled.push(String(states.get(client)));
    });
  }

  private async ask(client: PoolClient): Promise<PoolClient> {
    try {
      const { rows } = await client.query<{ tenant: string | null }>(
        "select current_setting('app.tenant_id', true) as tenant",
      );
      this.checked += 1;
      if (rows[0]?.tenant) this.carried.push(rows[0].tenant);
    } catch {
      // What was meant for the operation has hit the question.
    }
    return client;
  }
}

/** Cancels statements, ends connections and holds a lock longer than a statement may take, all at random, until stopped. */
export class Trouble {
  readonly made = { cancelled: 0, ended: 0, held: 0 };
  private stopped = false;
  private readonly running: Promise<void>;

  constructor(private readonly database: TestDatabase) {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    const client = new Client({ connectionString: this.database.administratorUrl });
    await client.connect();
    const one = async (act: string) =>
      (
        await client.query(
          `select ${act}(pid) from (select pid from pg_stat_activity where datname = current_database()
             and usename = 'sanlou_app' and state in ('active', 'idle in transaction') order by random() limit 1) a`,
        )
      ).rowCount ?? 0;
    try {
      for (let turn = 0; !this.stopped; turn += 1) {
        this.made.cancelled += await one('pg_cancel_backend');
        if (turn % 20 === 0) this.made.ended += await one('pg_terminate_backend');
        if (turn % 100 === 0) {
          await client.query('begin; lock table organization in access exclusive mode; select pg_sleep(0.4); commit');
          this.made.held += 1;
        }
        await client.query('select pg_sleep(0.01)');
      }
    } finally {
      await client.end();
    }
  }
}
