import { rolePermissions } from '../../access/permission';
import type { ReadContext } from '../../graphql/context';
import type { Person } from './person.entity';
import { secretFields, type SecretField } from './secret-columns';

/** Puts on record that somebody was found by a number, which is not said. */
export function recordLookup(ctx: ReadContext, field: SecretField, { id, organizationId }: Person): void {
  ctx.witness({
    action: 'person.lookup_read',
    nodeType: 'Person',
    nodeId: id,
    organizationId,
    after: { by: field },
  });
}

/**
 * Puts on record that a number found nobody, once for each place in which it was searched; each time, since numbers that are
 * not said cannot be told apart. Whether anybody beyond the permission has it, the record must not tell either.
 */
export function recordFailedLookup(ctx: ReadContext, field: SecretField): void {
  const { grants, homeId } = ctx.actor;
  const searched = grants.filter(({ role }) => rolePermissions[role].includes(secretFields[field].permission));
  // Who may read no number has searched nowhere: it is told where he has a role, and without any where his account belongs.
  const places = new Set((searched.length > 0 ? searched : grants).map(({ organizationId }) => organizationId));
  if (places.size === 0) places.add(homeId);
  for (const organizationId of places) {
    const read = {
      action: 'person.failed_lookup_read',
      nodeType: 'Organization',
      nodeId: organizationId,
      organizationId,
    };
    ctx.witness({ ...read, after: { by: field } }, 'each time');
  }
}
