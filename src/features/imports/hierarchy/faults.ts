import type { LineFault, LineNotice } from '../line-fault';
import type { HierarchyColumn } from './row';

/** Why a hierarchy is refused. */
export type HierarchyFaultCode =
  | 'BLANK'
  | 'FORMULA'
  | 'INVISIBLE'
  | 'CONTROL_CHARACTER'
  | 'TOO_LONG'
  | 'INVALID'
  | 'UNKNOWN_LEVEL'
  | 'LEVEL_NOT_ALLOWED'
  | 'LEVEL_AT_TWO_DEPTHS'
  | 'DUPLICATE_CONFLICTING'
  | 'DUPLICATE_AREA_CODE'
  | 'SELF_PARENT'
  | 'CYCLE'
  | 'ORPHAN'
  | 'SEVERAL_ROOTS'
  | 'LEVEL_CHANGED'
  | 'NO_ROOT'
  | 'ROOT_MOVED'
  | 'CODE_TAKEN'
  | 'CODES_SWAPPED'
  | 'CODE_OF_DISSOLVED'
  | 'NOT_FOUND'
  | 'ANSWER_REFUSED'
  | 'LEVEL_IN_USE'
  | 'TOO_MANY_DISSOLVED';

export type HierarchyNoticeCode = 'DUPLICATE_SAME' | 'FULL_WIDTH' | 'NAMES_EXCHANGED' | 'CHILDREN_LEFT' | 'HOME_KEPT';

export type HierarchyFault = LineFault<HierarchyFaultCode>;
export type HierarchyNotice = LineNotice<HierarchyNoticeCode>;

/** A maker of faults for one line. */
export const faultIn =
  (line: number | null) =>
  (column: HierarchyColumn | null, code: HierarchyFaultCode, message: string): HierarchyFault => ({
    line,
    column,
    code,
    message,
  });

/** The faults or notices in the order of their lines; what concerns the whole file comes first. */
export function byLine<Entry extends { line: number | null }>(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((left, right) => (left.line ?? 0) - (right.line ?? 0));
}
