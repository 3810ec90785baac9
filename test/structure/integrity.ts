import { sealTenant } from '../../src/features/audit/seal-audit';
import { findFaults } from '../../src/process/integrity/find-faults';
import type { TestTenant } from '../setup/tenant';
import type { World } from '../setup/world';

/** What is wrong with a tenant as it is stored: its tree, its history, and each by the other. */
export async function structureFaults(world: World, tenant: TestTenant): Promise<object[]> {
  // As the process does: a test may run for longer than entries may wait.
  await sealTenant({ pool: world.pool }, tenant.id);
  const { found } = await findFaults({ pool: world.pool }, tenant.id);
  return found.flatMap(({ name, of, faults }) =>
    faults.map(({ id, fault }) => ({ name, fault: `${of} ${id} ${fault}` })),
  );
}

/** Lets organizations of every level stand beneath one of their own level, so that moves can be contrary. */
export async function allowNesting(tenant: TestTenant): Promise<void> {
  await tenant.rows('update organization_level set child_ranks = child_ranks || rank where rank > 0');
}
