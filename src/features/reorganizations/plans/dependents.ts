import type { Id } from '../../../database/id';
import { isWithin } from '../../../database/closure';
import { sql, type Sql } from '../../../database/sql';
import { UserFaults, type UserFault } from '../../../errors';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { reorganizationFault } from '../reorganization.errors';
import type { Reorganization } from './reorganization.entity';

const mostNamed = 20;

/** What rests on a reorganization: whose name, null where that is out of the actor's reach, and what came of it since. */
interface Dependent {
  name: string | null;
  since: 'changed' | 'came' | 'code' | 'membership' | 'grid' | 'post' | 'grant' | 'account' | 'person';
}

/** Refuses an undo while something later rests on the reorganization; the refusal names what does. */
export async function refuseDependents(tx: WriteContext, { id }: Reorganization): Promise<void> {
  const tenantId = tenantOf(tx);
  const dependents = await query<Dependent>(
    tx,
    sql`with moment as materialized (select applied_at as at from reorganization where tenant_id = ${tenantId}::bigint and id = ${id}::bigint),
      own as materialized (
        select v.organization_id, v.path, v.path || '0' as path_end, v.valid_from, v.valid_to, not exists (
            select from organization_version b where b.tenant_id = v.tenant_id and b.organization_id = v.organization_id
              and b.recorded_at < v.recorded_at) as founded,
          was.dissolved_on is not null and v.dissolved_on is null as restored, was.path <> v.path as moved,
          exists (select from organization_version b where b.tenant_id = v.tenant_id and b.organization_id = v.organization_id
            and b.valid_from = v.valid_from and b.origin_at = v.recorded_at and b.superseded_at = 'infinity') as believed
        from organization_version v
        left join organization_version was on was.tenant_id = v.tenant_id and was.organization_id = v.organization_id
          and was.superseded_at = (select at from moment) and was.valid_to = 'infinity'
        where v.tenant_id = ${tenantId}::bigint and v.recorded_at = (select at from moment)),
      founded as (select distinct organization_id as id from own where founded),
      -- what does not stand any more once it is undone, from the day on
      ending as (select organization_id as id, valid_from as day from own where valid_to = 'infinity' and (founded or restored)),
      carried as (select * from reorganization_carried where tenant_id = ${tenantId}::bigint and reorganization_id = ${id}::bigint)
    select distinct ${nameWithin(tx)} as name, since from (
      select o.name, 'changed' as since, o.id as at from own join organization o on o.tenant_id = ${tenantId}::bigint and o.id = own.organization_id
        where not own.believed
      union all
      select o.name, 'came', o.id from own
        join organization_version since on since.tenant_id = ${tenantId}::bigint and since.path > own.path
          and since.path < own.path_end and since.superseded_at = 'infinity' and since.dissolved_on is null and since.valid_to > own.valid_from
        join organization o on o.tenant_id = ${tenantId}::bigint and o.id = since.organization_id
        where own.valid_to = 'infinity' and o.id not in (select organization_id from own)
          and (own.founded or own.restored or own.moved)
      union all
      ${takenSince(tenantId, sql`external_reference`)}
      union all
      ${takenSince(tenantId, sql`area_code`)}
      union all
      select p.name, 'membership', m.organization_id from membership m join person p on p.tenant_id = m.tenant_id and p.id = m.person_id
        left join carried c on c.kind = 'membership' and c.row_id = m.id
        where m.tenant_id = ${tenantId}::bigint
          -- one that ended on or before that day is home already
          and (m.organization_id not in (c.to_organization_id, c.from_organization_id) or (c.row_id is null and exists (select from ending e
            where e.id = m.organization_id and (m.ended_on is null or m.ended_on > e.day))))
      union all
      select g.name, 'grid', g.organization_id from grid g left join carried c on c.kind = 'grid' and c.row_id = g.id
        where g.tenant_id = ${tenantId}::bigint
          and (c.to_organization_id <> g.organization_id or (c.row_id is null and g.organization_id in (select e.id from ending e)))
      union all
      select coalesce(p.title, p.kind), 'post', p.organization_id from post p left join carried c on c.kind = 'post' and c.row_id = p.id
        where p.tenant_id = ${tenantId}::bigint and p.grid_id is null and p.abolished_on is null
          and (c.to_organization_id <> p.organization_id or (c.row_id is null and p.organization_id in (select e.id from ending e)))
      union all
      select a.name, 'grant', g.organization_id from role_grant g join account a on a.tenant_id = g.tenant_id and a.id = g.account_id
        where g.tenant_id = ${tenantId}::bigint and g.revoked_at is null and g.organization_id in (select f.id from founded f)
          and (g.expires_at is null or g.expires_at > ${tx.actor.now}::timestamptz)
          and g.id not in (select row_id from carried where kind = 'role_grant')
      union all
      select a.name, 'account', a.organization_id from account a where a.tenant_id = ${tenantId}::bigint and a.organization_id in (select f.id from founded f)
      union all
      select p.name, 'person', p.organization_id from person p where p.tenant_id = ${tenantId}::bigint and p.organization_id in (select f.id from founded f)
        and p.id not in (select row_id from carried where kind = 'person')
    ) dependents limit ${mostNamed}::int`,
  );
  if (dependents.length) throw new UserFaults(dependents.map(faultOf));
}

/** Refuses to fetch what was carried back from, or to, a place that no longer lies beneath the organization of the reorganization. */
export async function refuseGone(tx: WriteContext, { id, organizationId }: Reorganization): Promise<void> {
  const tenantId = tenantOf(tx);
  const gone = await query(
    tx,
    sql`select from reorganization_carried c
      join organization o on o.tenant_id = c.tenant_id and o.id in (c.to_organization_id, c.from_organization_id)
      where c.tenant_id = ${tenantId}::bigint and c.reorganization_id = ${id}::bigint
        and not ${isWithin(tenantId, sql`o.id`, [organizationId])} limit 1`,
  );
  if (gone.length === 0) return;
  throw reorganizationFault('DEPENDENT', 'id', {
    en: 'It cannot be undone: where its members or grids went no longer lies beneath its organization.',
    zh: '不能撤回：其成员或网格的去处已不在其所属组织之下。',
  });
}

/** Who has by now what an organization gets back. */
function takenSince(tenantId: Id, code: Sql): Sql {
  return sql`select o.name, 'code', o.id from organization_version was
    join organization o on o.tenant_id = was.tenant_id and o.${code} = was.${code} and o.id <> was.organization_id
    where was.tenant_id = ${tenantId}::bigint and was.organization_id in (select organization_id from own)
      and was.superseded_at = (select at from moment) and was.valid_to = 'infinity'
      and o.id not in (select organization_id from own)`;
}

/** Refuses when what comes back does not fit the tree any more: what stood above it has moved or ended since. */
export async function refuseMisplaced(tx: WriteContext, ids: readonly Id[]): Promise<void> {
  const tenantId = tenantOf(tx);
  const misplaced = await query<Dependent>(
    tx,
    sql`select distinct ${nameWithin(tx)} as name, since from (select p.name, 'changed' as since, p.organization_id as at
      from organization_version v join organization_version p on p.tenant_id = v.tenant_id and p.organization_id = v.parent_id
        and p.superseded_at = 'infinity' and p.valid_from < v.valid_to and v.valid_from < p.valid_to
      where v.tenant_id = ${tenantId}::bigint and v.organization_id = any(${ids}::bigint[]) and v.superseded_at = 'infinity'
        and (v.path <> p.path || '/' || v.organization_id or (p.dissolved_on is not null and v.dissolved_on is null))) misplaced
      limit ${mostNamed}::int`,
  );
  if (misplaced.length) throw new UserFaults(misplaced.map(faultOf));
}

const sentences: Readonly<Record<Dependent['since'], { en: string; zh: string }>> = {
  changed: { en: 'has been changed, moved or dissolved since', zh: '此后又有变更' },
  came: { en: 'has been placed beneath it since', zh: '此后归入其下' },
  code: { en: 'has taken over its reference or area code since', zh: '此后使用了其编号' },
  membership: { en: 'has had his membership changed since', zh: '此后组织关系有变更' },
  grid: { en: 'is a grid that was changed since', zh: '此后网格有变更' },
  post: { en: 'is a post that was set up or moved since', zh: '此后岗位有变更' },
  grant: { en: 'has been granted a role there since', zh: '此后在该处获得授权' },
  account: { en: 'is an account that belongs there since', zh: '此后账号归属该处' },
  person: { en: 'has been registered there since', zh: '此后在该处登记' },
};

/** The name of what lies at `at`, where the actor may read it. */
function nameWithin(tx: WriteContext): Sql {
  return sql`case when ${isWithin(tenantOf(tx), sql`at`, tx.actor.rootsFor('organization:read'))} then name end`;
}

function faultOf({ name, since }: Dependent): UserFault {
  const sentence = sentences[since];
  if (name === null) {
    return reorganizationFault('DEPENDENT', 'id', {
      en: 'It cannot be undone: something out of your reach rests on it.',
      zh: '不能撤回：您权限范围之外的内容依赖于它。',
    });
  }
  return reorganizationFault('DEPENDENT', 'id', {
    en: `It cannot be undone: ${name} ${sentence.en}.`,
    zh: `不能撤回：${name}${sentence.zh}。`,
  });
}
