import { closureFaults } from '../../src/database/closure';
import { openSnapshot } from '../../src/database/session';
import type { TestTenant } from '../setup/tenant';
import type { World } from '../setup/world';

/** What is wrong with the tree as it is stored: closure rows, paths or depths that the parents do not say. */
export async function structureFaults(world: World, tenant: TestTenant): Promise<object[]> {
  const { session } = await openSnapshot({ pool: world.pool }, tenant.id, 'select');
  const closure = await session.query(closureFaults(tenant.id)).finally(() => session.rollback());
  const places = await tenant.rows<object>(
    `with recursive walk as (
       select id, id::text as path, 0 as depth from organization where parent_id is null
       union all
       select o.id, w.path || '/' || o.id, w.depth + 1 from walk w join organization o on o.parent_id = w.id
     )
     select o.id, o.path, o.depth, w.path as "pathExpected", w.depth as "depthExpected"
     from organization o left join walk w using (id)
     where w.id is null or o.path <> w.path or o.depth <> w.depth`,
  );
  return [...closure, ...places];
}

/** Lets organizations of every level stand beneath one of their own level, so that moves can be contrary. */
export async function allowNesting(tenant: TestTenant): Promise<void> {
  await tenant.rows('update organization_level set child_ranks = child_ranks || rank where rank > 0');
}
