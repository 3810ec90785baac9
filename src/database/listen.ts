import { Client, type Pool } from 'pg';
import type { Log } from '../log';
import { isId, type Id } from './id';
import type { Session } from './session';
import { sql } from './sql';

/** Who is told of what was announced: the channel, the tenant it belongs to, and the id of what it is about. */
export type Hear = (channel: string, tenantId: Id, id: Id) => void;

/** Announces an id on a channel when the transaction commits. What it is about is read by whoever may, not sent along. */
export async function notify(session: Session, channel: string, id: Id): Promise<void> {
  await session.query(sql`select pg_notify(${checkedChannel(channel)}, ${`${session.tenantId} ${id}`})`);
}

const firstDelay = 100;
const longestDelay = 10_000;

/**
 * Listens to announcements through one connection of its own, opened when the first channel is asked for and opened again,
 * with growing delays, when it breaks. What is announced in between is lost.
 */
export class Listener {
  private readonly channels = new Set<string>();
  /** What the present connection listens to. */
  private heard = new Map<string, Promise<unknown>>();
  private connection: Promise<Client> | undefined;
  private retry: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly pool: Pool,
    private readonly log: Log,
    private readonly hear: Hear,
  ) {}

  /** Resolves once the channel is heard. */
  async listen(channel: string): Promise<void> {
    this.channels.add(checkedChannel(channel));
    await this.hearOn(await this.connect(), channel);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    const client = await this.connection?.catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  private connect(): Promise<Client> {
    if (this.closed) return Promise.reject(new Error('The listener is closed.'));
    this.connection ??= this.open();
    return this.connection;
  }

  private async open(): Promise<Client> {
    this.heard = new Map();
    const client = new Client({ ...this.pool.options, application_name: 'sanlou-listener', keepAlive: true });
    client.on('notification', ({ channel, payload }) => this.receive(channel, payload));
    client.on('error', (error) => this.log.warn({ err: error }, 'The connection that listens broke.'));
    try {
      await client.connect();
      client.once('end', () => {
        this.connection = undefined;
        this.reopen(firstDelay);
      });
      for (const channel of this.channels) await this.hearOn(client, channel);
      return client;
    } catch (error) {
      this.connection = undefined;
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  private async hearOn(client: Client, channel: string): Promise<void> {
    const asked = this.heard.get(channel) ?? client.query(`listen ${channel}`);
    this.heard.set(channel, asked);
    await asked;
  }

  private reopen(delay: number): void {
    if (this.closed) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => {
      this.connect().catch(() => this.reopen(Math.min(delay * 2, longestDelay)));
    }, delay);
    this.retry.unref();
  }

  private receive(channel: string, payload: string | undefined): void {
    const [tenantId = '', id = ''] = payload?.split(' ') ?? [];
    if (isId(tenantId) && isId(id)) this.hear(channel, tenantId, id);
  }
}

/** A channel stands in the statement as it is. */
function checkedChannel(channel: string): string {
  if (!/^[a-z_]{1,60}$/.test(channel)) throw new Error(`No name of a channel: ${channel}`);
  return channel;
}
