import type { TestActor, TestNode, TestOrganization, TestTenant } from '../setup/tenant';
import { gid } from '../setup/tenant';
import type { World } from '../setup/world';

/** A county of two thousand organizations, with two accounts and fifty entries of the trail at each. */
export interface LargeCounty {
  tenant: TestTenant;
  street: TestOrganization;
  community: TestOrganization;
  branch: TestOrganization;
  /** Of the whole county. */
  auditor: TestActor;
  /** Two who acted: in nearly all entries, and in ten. */
  busy: TestNode;
  rare: TestNode;
  /** Two keys: of many entries, and of ten. */
  busyKey: string;
  rareKey: string;
  /** A person about whom there are a few entries. */
  node: string;
}

export const entries = 100_000;

export async function layOutLargeCounty(world: World): Promise<LargeCounty> {
  const tenant = await world.tenant();
  const branches: TestOrganization[] = [];
  const streets: TestOrganization[] = [];
  const communities: TestOrganization[] = [];
  for (let s = 0; s < 4; s += 1) {
    const street = await tenant.add(tenant.root);
    streets.push(street);
    for (let c = 0; c < 4; c += 1) {
      const community = await tenant.add(street);
      communities.push(community);
      for (let b = 0; b < 2; b += 1) branches.push(await tenant.add(community));
    }
  }
  await addBuildings(tenant, 60);
  const [busy, rare] = [await tenant.actor([], tenant.root), await tenant.actor([], tenant.root)];
  const [busyKey, rareKey] = await addKeys(tenant, busy);
  const auditor = await tenant.actor({ role: 'AUDITOR', at: tenant.root });
  const [person] = [await tenant.person(tenant.root)];
  // Every ten thousandth is of the rare account, key and action.
  await tenant.rows(
    `with place as (select array_agg(id order by id) as ids from organization)
     insert into audit_entry (tenant_id, account_id, api_key_id, request_id, action, node_type, node_id, organization_id, occurred_at)
     select $1, case when n % 10000 = 7 then $3::bigint else $2::bigint end,
       case when n % 10000 = 7 then $5::bigint when n % 10 = 0 then $4::bigint end, 'r',
       case when n % 10000 = 7 then 'account.suspended' when n % 3 = 0 then 'membership.assigned' else 'person.updated' end,
       'Person', case when n % 20000 = 3 then $6::bigint else 1000000 + n % 30000 end,
       place.ids[1 + (n::bigint * 7919) % cardinality(place.ids)], '2020-01-01'::timestamptz + n * interval '5 minutes'
     from place, generate_series(1, ${entries}) n`,
    [tenant.id, busy.id, rare.id, busyKey, rareKey, person?.id],
  );
  await tenant.rows(
    `with made as (
       insert into account (tenant_id, name, organization_id) select $1, 'a' || n || ' of ' || o.id, o.id from organization o, generate_series(1, 2) n
       returning id, organization_id)
     insert into role_grant (tenant_id, account_id, role, organization_id, starts_on) select $1, id, 'ORGANIZER', organization_id, '2020-01-01' from made`,
    [tenant.id],
  );
  await world.owner.query('analyze');
  return {
    ...{ tenant, auditor, busy, rare },
    street: streets[1] as TestOrganization,
    community: communities[5] as TestOrganization,
    branch: branches[11] as TestOrganization,
    ...{ busyKey: gid('ApiKey', busyKey), rareKey: gid('ApiKey', rareKey), node: person?.gid ?? '' },
  };
}

/** So many building groups beneath each branch. */
async function addBuildings(tenant: TestTenant, count: number): Promise<void> {
  await tenant.rows(
    `with new as (
       select nextval(pg_get_serial_sequence('organization', 'id')) as id, o.id as parent_id, o.path, o.depth
       from organization o, generate_series(1, $2::int) where o.level_rank = 3),
     made as (
       insert into organization (tenant_id, id, parent_id, level_rank, name, search_terms, path, depth)
       select $1, id, parent_id, 4, '楼' || id, '', path || '/' || id, depth + 1 from new returning id, parent_id)
     insert into organization_closure (tenant_id, ancestor_id, descendant_id, depth)
     select $1, c.ancestor_id, made.id, c.depth + 1 from made
       join organization_closure c on c.tenant_id = $1 and c.descendant_id = made.parent_id
     union all select $1, made.id, made.id, 0 from made`,
    [tenant.id, count],
  );
}

async function addKeys(tenant: TestTenant, { id }: TestNode): Promise<[string, string]> {
  const rows = await tenant.rows<{ id: string }>(
    `insert into api_key (tenant_id, account_id, name, prefix, key_hash, hashed_with, organization_id, created_by, created_at, expires_at)
     select $1, $2, 'key', prefix, sha256('x'), 'k', $3, $2, now(), now() + interval '1 day'
     from unnest(array['abcdefgh2345', 'abcdefgh2346']) prefix returning id`,
    [tenant.id, id, tenant.root.id],
  );
  return rows.map((row) => row.id) as [string, string];
}
