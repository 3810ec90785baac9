/** How many texts a process names; a connection keeps each that it has run, with its plan. */
const mostNamed = 120;
/** A text is named when it comes for the third time: what a stranger selects comes once. */
const times = 3;
const mostKnown = 2_000;

const seen = new Map<string, number>();
const names = new Map<string, string>();

/**
 * The name under which connections keep this statement prepared: read once, and planned anew only while that is worth it.
 * Undefined for what does not come often, and for what comes when all names are given away.
 */
export function nameOf(text: string): string | undefined {
  const name = names.get(text);
  if (name || names.size >= mostNamed) return name;
  const count = (seen.get(text) ?? 0) + 1;
  if (count < times) {
    if (seen.size >= mostKnown) seen.clear();
    seen.set(text, count);
    return undefined;
  }
  seen.delete(text);
  const given = `s${names.size + 1}`;
  names.set(text, given);
  return given;
}
