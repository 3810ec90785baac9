// What Sanlou's writes leave behind, for a connection `client` within a transaction: the row, its closure and, by the triggers
// of the tables, its history and what is counted, for which they have to know the tenant. No rule is asked and no audit entry
// written.

const forTriggers = `set_config('app.tenant_id', ($1::bigint)::text, true)`;

/** Answers the organization that was created; one statement. */
export async function createOrganization(client, tenant, { parentId, level, name, externalReference }) {
  const { rows } = await client.query({
    name: 'create',
    text: `with parent as (select id, path, depth, ${forTriggers} from organization where tenant_id = $1 and id = $2 for share),
      new as materialized (select nextval(pg_get_serial_sequence('organization', 'id')) as id),
      written as (
        insert into organization (tenant_id, id, parent_id, level_rank, name, external_reference, search_terms, path, depth, established_on)
        select $1, new.id, parent.id, l.rank, $4, $5, lower($4), parent.path || '/' || new.id, parent.depth + 1, current_date
        from new, parent, organization_level l where l.tenant_id = $1 and l.code = $3
        returning id, name, depth, version),
      attached as (
        insert into organization_closure (tenant_id, ancestor_id, descendant_id, depth)
        select c.tenant_id, c.ancestor_id, new.id, c.depth + 1 from organization_closure c, new
        where c.tenant_id = $1 and c.descendant_id = $2
        union all select $1::bigint, new.id, new.id, 0 from new)
      select * from written`,
    values: [tenant, parentId, level, name, externalReference],
  });
  return rows[0];
}

/** Moves an organization with what lies beneath; answers it. */
export async function moveOrganization(client, tenant, id, newParentId) {
  const values = [tenant, id, newParentId];
  await client.query({
    name: 'detach',
    text: `delete from organization_closure c using organization_closure beneath, organization_closure above
      where beneath.tenant_id = $1 and beneath.ancestor_id = $2
        and above.tenant_id = $1 and above.descendant_id = $2 and above.depth > 0
        and c.tenant_id = $1 and c.ancestor_id = above.ancestor_id and c.descendant_id = beneath.descendant_id
        and $3::bigint is not null`,
    values,
  });
  await client.query({
    name: 'attach-subtree',
    text: `insert into organization_closure (tenant_id, ancestor_id, descendant_id, depth)
      select $1, above.ancestor_id, beneath.descendant_id, above.depth + 1 + beneath.depth
      from organization_closure above cross join organization_closure beneath
      where above.tenant_id = $1 and above.descendant_id = $3 and beneath.tenant_id = $1 and beneath.ancestor_id = $2`,
    values,
  });
  const { rows } = await client.query({
    name: 'move',
    text: `with moved as (
        select o.path, o.depth, p.path || '/' || o.id as new_path, p.depth + 1 as new_depth, ${forTriggers}
        from organization o, organization p where o.tenant_id = $1 and o.id = $2 and p.tenant_id = $1 and p.id = $3),
      written as (
        update organization o set path = m.new_path || substr(o.path, length(m.path) + 1), depth = o.depth - m.depth + m.new_depth,
          parent_id = case when o.id = $2 then $3 else o.parent_id end
        from moved m where o.tenant_id = $1 and o.path >= (select path from moved) and o.path < (select path || '0' from moved)
        returning o.id, o.name, o.depth)
      select * from written where id = $2`,
    values,
  });
  return rows[0];
}

/** Registers whoever is not there yet and gives each his membership; one statement however many. */
export async function assignMemberships(client, tenant, rows) {
  const column = (name) => rows.map((row) => row[name]);
  const result = await client.query({
    name: 'assign',
    text: `with row as (
        select r.*, o.id as organization_id, ${forTriggers} from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::date[])
          as r (person, name, organization, status, started_on)
        join organization o on o.tenant_id = $1 and o.external_reference = r.organization),
      registered as (
        insert into person (tenant_id, organization_id, name, pinyin, external_reference)
        select $1, organization_id, name, lower(name), person from row
        on conflict (tenant_id, external_reference) do nothing
        returning id, external_reference),
      known as (
        select id, external_reference from registered
        union all
        select p.id, p.external_reference from person p where p.tenant_id = $1 and p.external_reference = any($2)),
      assigned as (
        insert into membership (tenant_id, person_id, organization_id, status, status_since, started_on)
        select $1, k.id, r.organization_id, r.status, r.started_on, r.started_on
        from row r join known k on k.external_reference = r.person
        returning 1)
      select (select count(*)::int from assigned) as assigned, (select count(*)::int from registered) as registered`,
    values: [
      tenant,
      column('personExternalReference'),
      column('personName'),
      column('organizationExternalReference'),
      column('status'),
      column('startedOn'),
    ],
  });
  return result.rows[0];
}

/** One transaction on a connection of the pool. */
export async function inTransaction(pool, work) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
