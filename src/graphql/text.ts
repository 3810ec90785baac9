import { isStorable } from '../database/storable';
import { badInput, UserFault } from '../errors';

const unstorable = {
  en: 'The text holds a NUL or half of a surrogate pair.',
  zh: '文本包含空字符或不成对的代理字符。',
};

/** A fault for each text of the input that could not be stored as it was sent. */
export function textFaults(value: unknown, path: readonly string[] = ['input']): UserFault[] {
  if (typeof value === 'string') {
    return isStorable(value) ? [] : [new UserFault('INVALID', path, unstorable)];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => textFaults(item, [...path, String(index)]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => textFaults(item, [...path, name]));
}

/** A query's text argument, composed as names and references are kept; refuses what PostgreSQL could not compare. */
export function storable(text: string): string {
  if (isStorable(text)) return text.normalize('NFC');
  throw badInput(unstorable.en, unstorable.zh);
}

/** Something one can see: neither a blank nor a joiner or another mark of formatting. */
const visible = /[^\p{Cf}\p{Z}\p{Cc}]/u;

/** A name as it is kept: composed, trimmed, 1 to `longest` characters, no control characters. */
export function cleanName(text: string, field: readonly string[], longest = 200): string {
  if (!isStorable(text)) throw new UserFault('INVALID', field, unstorable);
  const name = text.normalize('NFC').trim();
  const length = [...name].length;
  if (length <= longest && visible.test(name) && !/\p{Cc}/u.test(name)) return name;
  throw new UserFault('INVALID', field, {
    en: `This takes 1 to ${longest} characters, some of them visible, no control characters.`,
    zh: `应为 1 至 ${longest} 个字符，须含可见字符，且不含控制字符。`,
  });
}

/** As `cleanName`, where nothing at all may be given: null clears, undefined leaves as it is. */
export function cleanOptional<Missing extends null | undefined>(
  text: string | Missing,
  field: readonly string[],
  longest = 200,
): string | Missing {
  return typeof text === 'string' ? cleanName(text, field, longest) : text;
}
