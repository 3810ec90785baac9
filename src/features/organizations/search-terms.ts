import { pinyin } from 'pinyin-pro';

/**
 * What a search looks through, one a line, in lower case: each name, its pinyin without tones and blanks, and its pinyin
 * initials. `yssq` and `yushengshequ` find 羽声社区. ü is spelled v, as it is typed.
 */
export function searchTerms(name: string, shortName?: string | null): string {
  const names = [name, shortName ?? name].map((each) => each.normalize('NFC'));
  const terms = names.flatMap((each) => [each, ...spellings(each)]);
  return [...new Set(terms.map((term) => term.toLowerCase()))].join('\n');
}

function spellings(text: string): string[] {
  if (/^\p{ASCII}*$/u.test(text)) return [];
  return (['pinyin', 'first'] as const).map((pattern) =>
    pinyin(text, { pattern, toneType: 'none', type: 'array', v: true }).join('').replace(/\s+/g, ''),
  );
}
