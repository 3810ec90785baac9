import { LRUCache } from 'lru-cache';

/** How many texts have a name at a time: whoever selects the same in ever new words takes none from what is asked all the time. */
const mostNamed = 120;
/** A text is named when it comes for the third time: what a stranger selects comes once. */
const times = 3;
const mostKnown = 2_000;

const seen = new Map<string, number>();
const names = new LRUCache<string, string>({ max: mostNamed });
let given = 0;

/**
 * The name under which connections keep this statement prepared: read once, and planned anew only while that is worth it.
 * Undefined for what does not come often. No name is given twice.
 */
export function nameOf(text: string): string | undefined {
  const name = names.get(text);
  if (name) return name;
  const count = (seen.get(text) ?? 0) + 1;
  if (count < times) {
    if (seen.size >= mostKnown) seen.clear();
    seen.set(text, count);
    return undefined;
  }
  seen.delete(text);
  given += 1;
  names.set(text, `s${given}`);
  return `s${given}`;
}
