import type { PlannedAct } from './planned-act';

/** An act with the line it is due to; null for what no line speaks of. */
export interface Draft<Act extends PlannedAct = PlannedAct> {
  act: Act;
  line: number | null;
}

type ActOf<Kind extends PlannedAct['kind']> = Extract<PlannedAct, { kind: Kind }>;

export type SplitAct = ActOf<'SPLIT'>;
export type RenameAct = ActOf<'RENAME'>;
export type DissolveAct = ActOf<'DISSOLVE'>;
