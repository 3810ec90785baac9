import type { Id } from '../../../database/id';

/** By what an organization was found when it no longer, or never, had that code itself. */
export interface FoundThrough {
  kind: 'EXTERNAL_REFERENCE' | 'AREA_CODE';
  value: string;
  /** Whose code it was last. */
  organizationId: Id;
}
