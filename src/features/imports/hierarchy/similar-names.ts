import { pinyin } from 'pinyin-pro';
import { plainName } from './plain-name';

/**
 * Two names are similar when they share one of these: the same length and pinyin without tones (帽峰 and 冒峰), or all
 * characters but one (金泉 and 荆泉).
 */
export function similarityKeys(name: string): string[] {
  const characters = [...plainName(name)];
  const spelled = pinyin(characters.join(''), { toneType: 'none', type: 'array', v: true }).join(' ');
  const sound = `${characters.length} ${spelled}`;
  if (characters.length < 2) return [sound];
  return [sound, ...characters.map((_character, index) => characters.toSpliced(index, 1, '?').join(''))];
}
