import { escapeLiteral } from 'pg';
import type { Id } from '../database/id';
import type { Database } from '../database/session';
import { looksLikeApiKey } from './api-key';
import { findApiKey, noteUse } from './find-api-key';
import type { Keys, VerifiedIdentity } from './keys';

/** Whom a verified token speaks for: an account of a tenant, or a platform operator, who belongs to none. */
export type Principal =
  | {
      kind: 'account';
      name: string;
      tenantId: Id;
      accountId: Id;
      /** The API key it came with; it came with a login otherwise. */
      apiKeyId?: Id;
      login?: VerifiedIdentity;
    }
  | { kind: 'operator'; name: string };

interface TokenUse {
  /** The code of the tenant that the request names. */
  tenantCode?: string;
  now: () => Date;
  /** Hears that the use of an API key could not be noted, which neither delays nor fails the answer. */
  failed: (error: unknown) => void;
}

/** What an Authorization header carried, when it is a bearer token. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +([^\s]+)$/i.exec(header ?? '')?.[1];
}

/** The request header that names a tenant by its code, for those who sign in to more than one. */
export const tenantHeader = 'x-sanlou-tenant';

/**
 * The principal of a token; undefined for no token and for every bad one alike: expired, for another audience, unsigned,
 * signed by another key, of someone without a login, or no API key that still holds. Of several logins the one of the
 * named tenant counts, and the oldest where none is named: nobody locks another out by inviting him elsewhere.
 */
export async function authenticate(
  database: Database,
  keys: Keys,
  token: string | undefined,
  use: TokenUse = { now: () => new Date(), failed: () => undefined },
): Promise<Principal | undefined> {
  if (token && looksLikeApiKey(token)) return byApiKey(database, token, use);
  const identity = token && (await keys.verify(token));
  return identity ? findLogin(database, identity, use.tenantCode) : undefined;
}

async function byApiKey(
  database: Database,
  token: string,
  { now, failed, tenantCode }: TokenUse,
): Promise<Principal | undefined> {
  const moment = now();
  const key = await findApiKey(database, token, { now: moment, tenantCode });
  if (!key) return undefined;
  if (key.isUseDue) void noteUse(database, key, moment).catch(failed);
  return { kind: 'account', name: key.name, tenantId: key.tenantId, accountId: key.accountId, apiKeyId: key.id };
}

/** Row-level security shows the application only the logins of the subject that it names here. */
async function findLogin(
  database: Database,
  identity: VerifiedIdentity,
  tenantCode: string | undefined,
): Promise<Principal | undefined> {
  const { issuer, subject } = identity;
  const named = tenantCode === undefined ? '' : `and tenant_code = ${escapeLiteral(tenantCode)}`;
  const text = `
    begin read only;
    set local app.issuer = ${escapeLiteral(issuer)};
    set local app.subject = ${escapeLiteral(subject)};
    select name, tenant_id as "tenantId", account_id as "accountId" from login
      where issuer = current_setting('app.issuer') and subject = current_setting('app.subject') ${named}
      order by created_at, tenant_id nulls first limit 1;
    commit`;
  database.onStatement?.(text);
  const results = (await database.pool.query(text)) as unknown as {
    rows: { name: string; tenantId: Id | null; accountId: Id | null }[];
  }[];
  const login = results[3]?.rows[0];
  if (!login) return undefined;
  const { name, tenantId, accountId } = login;
  return tenantId && accountId
    ? { kind: 'account', name, tenantId, accountId, login: identity }
    : { kind: 'operator', name };
}
