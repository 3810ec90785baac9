import type { Act, MergeAct, RestoreAct } from '../../reorganizations/acts/act';

/** What a file can ask for: neither a merger nor a restoration follows from how a tree is to be. */
export type PlannedAct = Exclude<Act, MergeAct | RestoreAct>;

/** An act with the line it is due to; null for what no line speaks of. */
export interface Draft<Act extends PlannedAct = PlannedAct> {
  act: Act;
  line: number | null;
}
