import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Principal } from '../../access/authenticate';
import { addressKey } from './address';
import { Limiter } from './limiter';
import { Meter } from './meter';

export interface RateLimitSettings {
  /** Cost that an account may spend within a minute; 0: as much as it likes. */
  account: number;
  /** Requests without a good token, or that are refused before one is known, of an address within a minute; 0: any. */
  address: number;
}

export interface RateLimits {
  /** Counts the request, once, in front of everything that reads a body or verifies a token. */
  enter(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** The meter of a request that has entered. */
  meterOf(response: ServerResponse): Meter;
  /** Counts the request to the account of its token from now on; answers the principal. */
  admit(response: ServerResponse, principal: Principal | undefined): Promise<Principal | undefined>;
}

/** An attacker has more addresses than we have memory: they share so many counters. A minute is too short to fill them all. */
const addressCounters = 65_536;
/** Of so many their counter is not worked out again. */
const rememberedAddresses = 1_000;

/** The limits of rate, counted in the memory of this process. */
export function rateLimits(
  { account, address }: RateLimitSettings,
  addressOf: (request: IncomingMessage) => string | undefined,
): RateLimits {
  const accounts = account > 0 ? new Limiter(account) : undefined;
  const addresses = address > 0 ? new Limiter(address) : undefined;
  const secret = randomBytes(32);
  const counters = new LRUCache<string, string>({ max: rememberedAddresses });
  const counterOf = (ip = '') => {
    const known = counters.get(ip);
    if (known !== undefined) return known;
    const digest = createHmac('sha256', secret).update(addressKey(ip)).digest();
    const counter = String(digest.readUInt32BE() % addressCounters);
    counters.set(ip, counter);
    return counter;
  };
  const meters = new WeakMap<ServerResponse, Meter>();
  const meterOf = (response: ServerResponse) => {
    const meter = meters.get(response);
    if (!meter) throw new Error('A request that has not entered.');
    return meter;
  };

  return {
    async enter(request, response) {
      if (meters.has(response)) return;
      const counted = addresses && { limiter: addresses, key: counterOf(addressOf(request)) };
      const meter = new Meter(response, counted);
      meters.set(response, meter);
      await meter.enter();
    },
    meterOf,
    async admit(response, principal) {
      if (principal) await meterOf(response).admit(accounts && { limiter: accounts, key: keyOf(principal) });
      return principal;
    },
  };
}

function keyOf(principal: Principal): string {
  if (principal.kind === 'operator') return `operator ${principal.name}`;
  return `${principal.tenantId} ${principal.accountId}`;
}
