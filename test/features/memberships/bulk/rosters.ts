import { twoBranches } from '../../../setup/records';
import type { TestActor } from '../../../setup/tenant';
import type { World } from '../../../setup/world';
import { assignAll, type RosterPayload } from '../operations';

export const today = '2020-06-30';
export const clock = { now: () => new Date(`${today}T04:00:00Z`) };

let calls = 0;

/** Sends a roster under a key of its own. */
export async function send({ call }: TestActor, rows: object[], more: object = {}): Promise<RosterPayload> {
  calls += 1;
  const input = { rows, idempotencyKey: `roster-${calls}`, ...more };
  return (await call.ask<{ assignMemberships: RosterPayload }>(assignAll, { input })).assignMemberships;
}

/** A line of a roster: who, where, and whatever differs from a full member since today with a reference of his own. */
export function row(person: string, organization: string, more: object = {}): object {
  return {
    ...{ personExternalReference: person, organizationExternalReference: organization, status: 'FULL' },
    ...{ startedOn: today, externalReference: `M-${person}`, ...more },
  };
}

/** A street of two branches, and an integrator for it. */
export async function setting(world: World) {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const integrator = await tenant.actor({ role: 'INTEGRATOR', at: branches.street });
  return { tenant, ...branches, integrator };
}
