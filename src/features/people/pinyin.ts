import { pinyin } from 'pinyin-pro';

/**
 * A person's name in pinyin without tones, blanks between syllables, ü spelled v. A surname is read as surnames are:
 * 单 is shan, not dan.
 */
export function personPinyin(name: string): string {
  const spelled = pinyin(name, { toneType: 'none', surname: 'head', nonZh: 'consecutive', v: true });
  return spelled.replace(/\s+/g, ' ').trim();
}
