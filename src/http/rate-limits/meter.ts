import type { ServerResponse } from 'node:http';
import { rateLimited } from '../../errors';
import type { Allowance } from '../../graphql/operation';
import type { Level, Limiter } from './limiter';

/** What an account pays for a request that comes to nothing: about what such a document costs to parse and to refuse. */
const priceOfRefusal = 1_000;
/** How much cost counts as one request of an address. */
const costPerRequest = 1_000;

/** Whom a request is counted to. */
export interface Counted {
  limiter: Limiter;
  key: string;
}

/**
 * Counts one request, and tells it in the headers of its answer: to its address until its token proved good, then to its
 * account. What a refusal would cost is held from the beginning, and exchanged for the true cost once that is known.
 */
export class Meter implements Allowance {
  private counted: Counted | undefined;
  private held = 0;

  constructor(
    private readonly response: ServerResponse,
    private readonly address: Counted | undefined,
  ) {}

  /** Before the body is read or a signature verified. */
  async enter(): Promise<void> {
    await this.count(this.address, 1);
  }

  /** Whose token proved good is no longer counted to his address. */
  async admit(account: Counted | undefined): Promise<void> {
    await this.counted?.limiter.take(this.counted.key, -this.held);
    await this.count(account, priceOfRefusal);
  }

  async spend(cost: number): Promise<void> {
    if (!this.counted) return;
    const { limiter, key } = this.counted;
    const unit = this.counted === this.address ? costPerRequest : 1;
    const price = Math.ceil(Math.max(1, cost) / unit);
    const level = await limiter.take(key, price - this.held);
    if (level.remaining >= 0) {
      this.held = 0;
      this.tell(level, limiter);
      return;
    }
    this.refuse(await limiter.take(key, this.held - price), limiter);
  }

  /** Holds so many points; refuses when nothing was left before. */
  private async count(counted: Counted | undefined, points: number): Promise<void> {
    this.counted = counted;
    this.held = points;
    if (!counted) {
      this.forget();
      return;
    }
    const level = await counted.limiter.take(counted.key, points);
    if (level.remaining + points <= 0) this.refuse(level, counted.limiter);
    this.tell(level, counted.limiter);
  }

  /** As draft-ietf-httpapi-ratelimit-headers-06 names them, which is what clients know to read. */
  private tell({ limit, remaining, reset }: Level, { policy }: Limiter): void {
    this.response.setHeader('RateLimit-Policy', policy);
    this.response.setHeader('RateLimit-Limit', limit);
    this.response.setHeader('RateLimit-Remaining', Math.max(0, remaining));
    this.response.setHeader('RateLimit-Reset', reset);
  }

  private forget(): void {
    for (const name of ['Policy', 'Limit', 'Remaining', 'Reset']) this.response.removeHeader(`RateLimit-${name}`);
  }

  private refuse(level: Level, limiter: Limiter): never {
    this.tell(level, limiter);
    this.response.setHeader('Retry-After', level.reset);
    throw rateLimited(level.reset);
  }
}
