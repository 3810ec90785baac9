import { isWithin } from '../../database/closure';
import type { Id } from '../../database/id';
import { all, nothing, sql, verbatim, type Sql } from '../../database/sql';
import { badInput, notFound } from '../../errors';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { parseGlobalId } from '../../graphql/ids';
import { defineLoader, inOrder } from '../../graphql/loader';
import { storable } from '../../graphql/text';
import { Person } from './person.entity';
import type { PersonBy } from './person.inputs';
import { recordFailedLookup, recordLookup } from './record-lookup';
import { secretFields, secretHashes, type SecretField } from './secret-columns';

export const personColumns =
  verbatim(`p.tenant_id as "tenantId", p.id, p.organization_id as "organizationId", p.name, p.pinyin,
  p.external_reference as "externalReference", p.phone as "sealedPhone", p.identity_number as "sealedIdentityNumber",
  p.anonymized_at as "anonymizedAt", p.version`);

export const toPerson = (row: object): Person => Object.assign(new Person(), row);

/** People by id; undefined for who is absent or beyond what the actor may read. */
export const visiblePerson = defineLoader<Id, Person | undefined>(async (ctx, ids) =>
  inOrder(ids, await selectPeople(ctx, [sql`p.id = any(${ids}::bigint[])`, isVisible(ctx)]), (person) => person.id),
);

/** People of memberships and appointments the actor has read already: whoever may read one may read whose it is. */
export const personOfRecord = defineLoader<Id, Person | undefined>(async (ctx, ids) =>
  inOrder(ids, await selectPeople(ctx, [sql`p.id = any(${ids}::bigint[])`]), (person) => person.id),
);

/** The person named by exactly one field; `NOT_FOUND` when there is none to see. */
export async function findPerson(ctx: ReadContext, by: PersonBy): Promise<Person> {
  const given = (Object.entries(by) as [keyof PersonBy, string | null][]).filter(([, value]) => value != null) as [
    keyof PersonBy,
    string,
  ][];
  const [[name, text] = ['id', ''] as const] = given;
  if (given.length !== 1) {
    throw badInput(
      'Give exactly one of id, externalReference, phone and identityNumber.',
      'id、externalReference、phone、identityNumber 必须且只能给出一个。',
    );
  }
  if (name === 'phone' || name === 'identityNumber') return findBySecret(ctx, name, text);
  const [found] = await selectPeople(ctx, [conditionOf(name, text), isVisible(ctx)]);
  if (!found) throw notFound();
  return found;
}

function conditionOf(name: 'id' | 'externalReference', text: string): Sql {
  if (name === 'externalReference') return sql`p.external_reference = ${storable(text)}`;
  const parsed = parseGlobalId(text);
  return parsed?.type === 'Person' ? sql`p.id = ${parsed.id}::bigint` : sql`false`;
}

/**
 * The one person with that number among those whose number the actor may read; of all others he must not learn that they have it.
 * Two people with one number answer as none: which of them is meant, nobody can say.
 */
async function findBySecret(ctx: ReadContext, field: SecretField, text: string): Promise<Person> {
  const { column, permission } = secretFields[field];
  const tenantId = tenantOf(ctx);
  const isNumber = sql`p.${verbatim(column)}_hash = any(${secretHashes(tenantId, field, text)}::bytea[])`;
  const isReadable = isWithin(tenantId, sql`p.organization_id`, ctx.actor.rootsFor(permission));
  const [found, another] = await selectPeople(ctx, [isNumber, isReadable, isVisible(ctx)], sql`limit 2`);
  if (!found || another) {
    recordFailedLookup(ctx, field);
    throw notFound();
  }
  recordLookup(ctx, field, found);
  return found;
}

/** A person is seen from the organization that answers for him, and from every one where he is or was a member or holds or held a post. */
function isVisible(ctx: ReadContext): Sql {
  const tenantId = tenantOf(ctx);
  const roots = ctx.actor.rootsFor('person:read');
  return sql`(${isWithin(tenantId, sql`p.organization_id`, roots)} or exists (
    select from membership m where m.tenant_id = ${tenantId}::bigint and m.person_id = p.id
      and ${isWithin(tenantId, sql`m.organization_id`, ctx.actor.rootsFor('membership:read'))})
    or exists (select from appointment a join post on post.tenant_id = a.tenant_id and post.id = a.post_id
      where a.tenant_id = ${tenantId}::bigint and a.person_id = p.id
        and ${isWithin(tenantId, sql`post.organization_id`, ctx.actor.rootsFor('post:read'))}))`;
}

async function selectPeople(ctx: ReadContext, conditions: readonly Sql[], limit = nothing): Promise<Person[]> {
  const rows = await query(
    ctx,
    sql`select ${personColumns} from person p where p.tenant_id = ${tenantOf(ctx)}::bigint and ${all(conditions)} ${limit}`,
  );
  return rows.map(toPerson);
}
