import type { WriteContext } from '../../../graphql/context';
import type { Reorganization } from './reorganization.entity';

/** Records a step of a reorganization where it hangs. */
export function auditReorganization(
  tx: WriteContext,
  action: string,
  reorganization: Reorganization,
  before?: Reorganization,
  more: object = {},
): void {
  tx.audit({
    ...{ action: `reorganization.${action}`, nodeType: 'Reorganization', nodeId: reorganization.id },
    ...{ organizationId: reorganization.organizationId, reason: reorganization.reason },
    before: before && image(before),
    after: { ...image(reorganization), ...more },
  });
}

function image({ name, state, effectiveOn, version }: Reorganization): object {
  return { name, state, effectiveOn, version };
}
