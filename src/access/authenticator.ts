import { LRUCache } from 'lru-cache';
import type { Database } from '../database/session';
import { authenticate, type Principal } from './authenticate';
import type { Keys } from './keys';

/** How long a token that proved good is not looked at again, in milliseconds. */
const remembered = 30_000;
const mostRemembered = 10_000;

/**
 * Tells whom tokens speak for, and remembers for a moment whom those of logins do: neither their signature nor their login is
 * looked up again. Nothing is allowed by what is remembered: the snapshot or transaction of each operation reads whether the
 * login and the account still stand, in the same message that opens it.
 */
export class Authenticator {
  private readonly known = new LRUCache<string, Principal>({ max: mostRemembered, ttl: remembered });

  constructor(
    private readonly database: Database,
    private readonly keys: Keys,
    private readonly now: () => Date,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** The principal of a token within the tenant of that code, where one is named; undefined as `authenticate` says. */
  async principalOf(token: string | undefined, tenantCode: string | undefined): Promise<Principal | undefined> {
    if (token === undefined) return undefined;
    const key = keyOf(token, tenantCode);
    const known = this.known.get(key);
    if (known) return known;
    const { now, failed } = this;
    const principal = await authenticate(this.database, this.keys, token, { now, failed, tenantCode });
    const ttl = principal && lifetimeOf(principal);
    if (principal && ttl) this.known.set(key, principal, { ttl });
    return principal;
  }

  /** Looks the token up the next time: whom it spoke for is nobody any more. */
  forget(token: string | undefined, tenantCode: string | undefined): void {
    if (token !== undefined) this.known.delete(keyOf(token, tenantCode));
  }
}

const keyOf = (token: string, tenantCode: string | undefined) => JSON.stringify([token, tenantCode]);

/** Nothing of an operator is read again, and the use of an API key is noted: neither is remembered. */
function lifetimeOf(principal: Principal): number {
  if (principal.kind === 'operator' || !principal.login) return 0;
  return Math.max(0, Math.min(remembered, principal.login.expiresAt * 1_000 - Date.now()));
}
