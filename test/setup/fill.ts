import type { TestTenant } from './tenant';

/** Fills a county set-wise: five streets, each of a community of a branch of 200 building groups with two members each, in their order. */
export async function fillCounty(tenant: TestTenant): Promise<void> {
  for (let made = 0; made < 5; made += 1) {
    const branch = await tenant.add(await tenant.add(await tenant.add(tenant.root)));
    await tenant.rows(
      `with new as (select nextval(pg_get_serial_sequence('organization', 'id')) as id from generate_series(1, 200)),
         made as (
           insert into organization (tenant_id, id, parent_id, level_rank, name, search_terms, path, depth)
           select $1, id, $2, 4, '楼' || id, '', $3 || '/' || id, 4 from new returning id)
       insert into organization_closure (tenant_id, ancestor_id, descendant_id, depth)
       select $1, c.ancestor_id, made.id, c.depth + 1 from made join organization_closure c on c.tenant_id = $1 and c.descendant_id = $2
       union all select $1, made.id, made.id, 0 from made`,
      [tenant.id, branch.id, branch.path],
    );
  }
  await tenant.rows(
    `with p as (
       insert into person (tenant_id, organization_id, name, pinyin)
       select $1, o.id, '张', 'zhang' from organization o, generate_series(1, 2) where o.level_rank = 4 order by o.id
       returning id, organization_id)
     insert into membership (tenant_id, person_id, organization_id, status, status_since, started_on)
     select $1, id, organization_id, 'FULL', '2019-07-01', '2019-07-01' from p order by id`,
    [tenant.id],
  );
}
