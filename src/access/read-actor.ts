import { escapeLiteral } from 'pg';
import { checkedInteger, type Id } from '../database/id';
import type { PreparedStatement } from '../database/prepared';
import { verbatim, type Sql } from '../database/sql';
import { grantHoldsOn, grantRootIds } from './grant.sql';
import { scopeOfKey, unbounded, type KeyScope } from './key-scope';
import type { Identity } from './keys';

/** Whose grants are read, and by what they are judged. */
export interface ActorQuestion {
  accountId: Id;
  /** The moment that decides which grants hold. */
  now: Date;
  /** The key he comes with: he has what his grants and its scope have in common, and is nobody when it does not hold. */
  apiKeyId?: Id;
  /** The login he comes with: he is nobody when it is not his any more. */
  login?: Identity;
  /** He is somebody while he is suspended, too. */
  evenSuspended?: boolean;
}

/** The statement that reads an actor in the same message as BEGIN. No row when the account is suspended. */
export function readActor(question: ActorQuestion): PreparedStatement {
  const { accountId, now, apiKeyId, login, evenSuspended = false } = question;
  const asked = [
    { name: 'account', type: 'bigint', literal: checkedInteger(accountId) },
    { name: 'now', type: 'timestamptz', literal: escapeLiteral(now.toISOString()) },
    ...(apiKeyId === undefined ? [] : [{ name: 'key', type: 'bigint', literal: checkedInteger(apiKeyId) }]),
    ...(login ? [{ name: 'issuer', type: 'text', literal: escapeLiteral(login.issuer) }] : []),
    ...(login ? [{ name: 'subject', type: 'text', literal: escapeLiteral(login.subject) }] : []),
  ];
  const name = `actor${apiKeyId === undefined ? '' : '_by_key'}${login ? '_by_login' : ''}${evenSuspended ? '_even_suspended' : ''}`;
  const parameter = (wanted: string) => `$${asked.findIndex((each) => each.name === wanted) + 1}`;
  const text = texts.get(name) ?? textFor(question, parameter);
  texts.set(name, text);
  return { name, types: asked.map(({ type }) => type), literals: asked.map(({ literal }) => literal), text };
}

/** By name, since they are long and read at each request. */
const texts = new Map<string, string>();

function textFor({ apiKeyId, login, evenSuspended }: ActorQuestion, parameter: (name: string) => string): string {
  const scope = apiKeyId === undefined ? unbounded : scopeOfKey(parameter('key'), parameter('now'));
  const holdsLogin = login ? `and ${loginOf(parameter('issuer'), parameter('subject'))}` : '';
  const stands = evenSuspended ? '' : 'and a.suspended_at is null';
  return `${actorRow(parameter('now'), scope)}
    where a.tenant_id = current_setting('app.tenant_id')::bigint and a.id = $1 ${stands} ${holdsLogin}`;
}

/** The same as a statement of its own, within a session. */
export function actorStatement(question: ActorQuestion): Sql {
  const { text, literals } = readActor(question);
  return verbatim(text.replace(/\$(\d)/g, (_, number) => literals[Number(number) - 1] as string));
}

function actorRow(now: string, scope: KeyScope): string {
  const holds = grantHoldsOn(verbatim('clock.today'), verbatim(now)).compile().text;
  return `
    select a.id as "accountId", a.organization_id as "homeId", ${scope.id} as "apiKeyId", a.name,
      json_build_object('id', t.id::text, 'code', t.code, 'name', t.name, 'timeZone', t.time_zone, 'levels', (
        select json_agg(json_build_object('rank', l.rank, 'code', l.code, 'name', l.name, 'childRanks', l.child_ranks) order by l.rank)
        from organization_level l where l.tenant_id = t.id))::text as tenant,
      clock.today::text as today,
      coalesce((
        select json_agg(json_build_object('id', g.id::text, 'role', g.role, 'organizationId', g.organization_id::text,
          'startsOn', g.starts_on, 'endsOn', g.ends_on, 'gridId', g.grid_id::text,
          'isTemporary', g.expires_at is not null, 'rootIds', to_json(reach.ids::text[])) order by g.id)
        from role_grant g
        cross join lateral (select ${grantRootIds.compile().text} as ids) given
        ${scope.reach}
        where g.tenant_id = a.tenant_id and g.account_id = a.id and ${holds} ${scope.holds})::text, '[]') as grants
    from account a
    join tenant t on t.id = a.tenant_id
    cross join lateral (select (${now} at time zone t.time_zone)::date as today) clock${scope.join}`;
}

function loginOf(issuer: string, subject: string): string {
  return `exists (select from login l
      where l.issuer = ${issuer} and l.subject = ${subject} and l.tenant_id = a.tenant_id and l.account_id = a.id)`;
}
