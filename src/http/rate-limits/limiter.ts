import { RateLimiterMemory } from 'rate-limiter-flexible';

const seconds = 60;

/** What is left within the minute. */
export interface Level {
  limit: number;
  /** Below zero when more was taken than there was. */
  remaining: number;
  /** Seconds until the minute is over. */
  reset: number;
}

/** So many points a minute for each key, counted in the memory of this process. */
export class Limiter {
  private readonly memory: RateLimiterMemory;

  constructor(private readonly limit: number) {
    this.memory = new RateLimiterMemory({ points: limit, duration: seconds });
  }

  /** As the header RateLimit-Policy tells it. */
  get policy(): string {
    return `${this.limit};w=${seconds}`;
  }

  /** Takes points, or gives them back when they are below zero. */
  async take(key: string, points: number): Promise<Level> {
    const { consumedPoints, msBeforeNext } = await this.memory.penalty(key, points);
    return {
      limit: this.limit,
      remaining: Math.min(this.limit - consumedPoints, this.limit),
      reset: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
    };
  }
}
