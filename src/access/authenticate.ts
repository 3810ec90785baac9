import { escapeLiteral } from 'pg';
import type { Id } from '../database/id';
import type { Database } from '../database/session';
import type { Keys } from './keys';

/** Whom a verified token speaks for: an account of a tenant, or a platform operator, who belongs to none. */
export type Principal =
  { kind: 'account'; name: string; tenantId: Id; accountId: Id } | { kind: 'operator'; name: string };

/** What an Authorization header carried, when it is a bearer token. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +([^\s]+)$/i.exec(header ?? '')?.[1];
}

/**
 * The principal of a token; undefined for no token and for every bad one alike: expired, for another audience, unsigned,
 * signed by another key, or of someone without a login.
 */
export async function authenticate(
  database: Database,
  keys: Keys,
  token: string | undefined,
): Promise<Principal | undefined> {
  const identity = token && (await keys.verify(token));
  return identity ? findLogin(database, identity.issuer, identity.subject) : undefined;
}

/** Row-level security shows the application only the login it names here. */
async function findLogin(database: Database, issuer: string, subject: string): Promise<Principal | undefined> {
  const text = `
    begin read only;
    set local app.issuer = ${escapeLiteral(issuer)};
    set local app.subject = ${escapeLiteral(subject)};
    select name, tenant_id as "tenantId", account_id as "accountId" from login
      where issuer = current_setting('app.issuer') and subject = current_setting('app.subject');
    commit`;
  database.onStatement?.(text);
  const results = (await database.pool.query(text)) as unknown as {
    rows: { name: string; tenantId: Id | null; accountId: Id | null }[];
  }[];
  const login = results[3]?.rows[0];
  if (!login) return undefined;
  const { name, tenantId, accountId } = login;
  return tenantId && accountId ? { kind: 'account', name, tenantId, accountId } : { kind: 'operator', name };
}
