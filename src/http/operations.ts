import type { IncomingMessage, ServerResponse } from 'node:http';
import { bearerToken, tenantHeader, type Principal } from '../access/authenticate';
import { Authenticator } from '../access/authenticator';
import type { Keys } from '../access/keys';
import type { Database } from '../database/session';
import { toRefusal } from '../graphql/format-error';
import { Operation } from '../graphql/operation';
import type { Log } from '../log';
import { localeOf } from '../messages';
import type { RateLimits } from './rate-limits/rate-limits';
import { requestIdOf } from './requests';

interface Parts {
  database: Database;
  keys: Keys;
  limits: RateLimits;
  now: () => Date;
  log: Log;
}

/** Makes operations of requests: who asks, in which language, and what is left to him. */
export class Operations {
  private readonly authenticator: Authenticator;

  constructor(private readonly parts: Parts) {
    const { database, keys, now, log } = parts;
    const failed = (error: unknown) => log.warn({ err: error }, 'The use of an API key could not be noted.');
    this.authenticator = new Authenticator(database, keys, now, failed);
  }

  principalOf(request: IncomingMessage): Promise<Principal | undefined> {
    return this.authenticator.principalOf(...credentialsOf(request));
  }

  /** The operation of a request that has entered; rejects with what it is answered instead. */
  async open(request: IncomingMessage, response: ServerResponse): Promise<Operation> {
    const { database, limits, now, log } = this.parts;
    const caller = { locale: localeOf(request.headers['accept-language']), requestId: requestIdOf(response) };
    const principal = await this.principalOf(request)
      .then((found) => limits.admit(response, found))
      .catch((error: unknown) => {
        throw toRefusal(error, caller, log);
      });
    return new Operation(database, now, {
      principal,
      ...caller,
      refused: () => this.authenticator.forget(...credentialsOf(request)),
      allowance: limits.meterOf(response),
      log,
    });
  }
}

function credentialsOf({ headers }: IncomingMessage) {
  return [bearerToken(headers.authorization), headers[tenantHeader] as string | undefined] as const;
}
