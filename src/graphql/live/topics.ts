import type { Id } from '../../database/id';
import { Listener } from '../../database/listen';
import type { Database } from '../../database/session';
import type { Log } from '../../log';
import { EventQueue } from './event-queue';

/** Hands what is announced in any process to those who follow the topic here, tenant by tenant. */
export class Topics {
  private readonly followers = new Map<string, Set<EventQueue<Id>>>();
  private readonly listener: Listener;

  constructor({ pool }: Pick<Database, 'pool'>, log: Log) {
    this.listener = new Listener(pool, log, (topic, tenantId, id) => this.publish(topic, tenantId, id));
  }

  /** Every id that is announced to the tenant from here on. */
  subscribe(topic: string, tenantId: Id): AsyncIterableIterator<Id> {
    const key = keyOf(topic, tenantId);
    const followers = this.followers.get(key) ?? new Set();
    this.followers.set(key, followers);
    const ready = this.listener.listen(topic);
    // Whoever begins to follow waits for it; whoever only asks whether he may does not.
    ready.catch(() => undefined);
    const queue = new EventQueue<Id>(ready, () => {
      followers.delete(queue);
      if (followers.size === 0 && this.followers.get(key) === followers) this.followers.delete(key);
    });
    followers.add(queue);
    return queue;
  }

  publish(topic: string, tenantId: Id, id: Id): void {
    for (const queue of this.followers.get(keyOf(topic, tenantId)) ?? []) queue.push(id);
  }

  close(): Promise<void> {
    return this.listener.close();
  }
}

const keyOf = (topic: string, tenantId: Id) => `${topic} ${tenantId}`;
