import { Field, registerEnumType } from 'type-graphql';
import { UserFault } from '../../errors';
import { ObjectType } from '../../graphql/object-type';
import { UserError } from '../../graphql/user-error';
import type { Message } from '../../messages';
import type { HierarchyFaultCode } from './hierarchy/faults';

export enum ImportErrorCode {
  BLANK = 'BLANK',
  FORMULA = 'FORMULA',
  INVISIBLE = 'INVISIBLE',
  CONTROL_CHARACTER = 'CONTROL_CHARACTER',
  TOO_LONG = 'TOO_LONG',
  INVALID = 'INVALID',
  UNKNOWN_LEVEL = 'UNKNOWN_LEVEL',
  LEVEL_NOT_ALLOWED = 'LEVEL_NOT_ALLOWED',
  LEVEL_AT_TWO_DEPTHS = 'LEVEL_AT_TWO_DEPTHS',
  LEVEL_CHANGED = 'LEVEL_CHANGED',
  LEVEL_IN_USE = 'LEVEL_IN_USE',
  DUPLICATE_CONFLICTING = 'DUPLICATE_CONFLICTING',
  DUPLICATE_AREA_CODE = 'DUPLICATE_AREA_CODE',
  SELF_PARENT = 'SELF_PARENT',
  CYCLE = 'CYCLE',
  ORPHAN = 'ORPHAN',
  SEVERAL_ROOTS = 'SEVERAL_ROOTS',
  NO_ROOT = 'NO_ROOT',
  ROOT_MOVED = 'ROOT_MOVED',
  CODE_TAKEN = 'CODE_TAKEN',
  CODE_OF_DISSOLVED = 'CODE_OF_DISSOLVED',
  CODES_SWAPPED = 'CODES_SWAPPED',
  UNANSWERED = 'UNANSWERED',
  ANSWER_REFUSED = 'ANSWER_REFUSED',
  TOO_MANY_DISSOLVED = 'TOO_MANY_DISSOLVED',
  NOT_FOUND = 'NOT_FOUND',
  DISSOLVED = 'DISSOLVED',
  IDEMPOTENCY_CONFLICT = 'IDEMPOTENCY_CONFLICT',
}
const codes: Record<HierarchyFaultCode | keyof typeof ImportErrorCode, { description: string }> = {
  BLANK: { description: 'A code, a name or a level is missing.' },
  FORMULA: { description: 'A value begins as the formula of a spreadsheet does.' },
  INVISIBLE: { description: 'A value holds a character that nobody sees.' },
  CONTROL_CHARACTER: { description: 'A value holds a control character, as a line break.' },
  TOO_LONG: { description: 'A value has more characters than are kept.' },
  INVALID: { description: 'A value that cannot be: an area code without 6, 9 or 12 digits, too many rows, no reason.' },
  UNKNOWN_LEVEL: { description: 'The tenant has no such level.' },
  LEVEL_NOT_ALLOWED: { description: "The parent's level does not allow this level beneath it." },
  LEVEL_AT_TWO_DEPTHS: { description: 'A level stands at two depths, where the rows say which levels there are.' },
  LEVEL_CHANGED: { description: 'The organization of this code has another level, which it keeps.' },
  LEVEL_IN_USE: { description: 'The levels of the rows do not fit between those in use.' },
  DUPLICATE_CONFLICTING: { description: 'Two rows say different things of one code.' },
  DUPLICATE_AREA_CODE: { description: 'Two rows have one area code.' },
  SELF_PARENT: { description: 'A row is its own parent.' },
  CYCLE: { description: 'Rows lie beneath each other in a circle.' },
  ORPHAN: { description: 'A parent is neither among the rows nor at or beneath the organization of the import.' },
  SEVERAL_ROOTS: { description: 'More than one row has no parent.' },
  NO_ROOT: { description: 'The row without a parent is not the organization of the import.' },
  ROOT_MOVED: { description: 'The organization of the import would stand beneath another.' },
  CODE_TAKEN: { description: 'Another organization has the code and keeps it.' },
  CODE_OF_DISSOLVED: { description: 'A dissolved organization has the code; codes are not given twice.' },
  CODES_SWAPPED: { description: 'Organizations would take codes from each other in a circle.' },
  UNANSWERED: { description: 'A question is open; send its answer along.' },
  ANSWER_REFUSED: {
    description: 'An answer cannot be: the row or the organization is spoken for, or their levels differ.',
  },
  TOO_MANY_DISSOLVED: {
    description: 'More than a tenth of what the rows speak of would be dissolved; `allowDissolve` allows it.',
  },
  NOT_FOUND: { description: 'An answer names nothing beneath the organization of the import.' },
  DISSOLVED: { description: 'The organization of the import is dissolved.' },
  IDEMPOTENCY_CONFLICT: { description: 'The idempotency key was used for another call.' },
};
registerEnumType(ImportErrorCode, {
  name: 'ImportErrorCode',
  description: 'Why an import was refused.',
  valuesConfig: codes,
});

@ObjectType({
  implements: UserError,
  description: 'Why an import was refused, and where: `input.rows.N` is a row, N from 0.',
})
export class ImportError extends UserError {
  @Field(() => ImportErrorCode, { description: 'Stable; what programs should read.' })
  code!: ImportErrorCode;
}

export function importFault(code: keyof typeof ImportErrorCode, field: string, sentence: Message): UserFault {
  return new UserFault(code, ['input', field], sentence);
}
