/**
 * Whether a part of a token names something twice. Readers differ in which of the two they believe, so nobody shall have
 * to: a token is read as its issuer wrote it, or not at all.
 */
export function namesTwice(part: string): boolean {
  const text = Buffer.from(part, 'base64url').toString();
  const names = new Set<string>();
  let depth = 0;
  for (const [token, quoted, colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g)) {
    if (quoted === undefined) depth += token === '{' || token === '[' ? 1 : -1;
    else if (depth === 1 && colon !== undefined) {
      const name = JSON.parse(quoted) as string;
      if (names.has(name)) return true;
      names.add(name);
    }
  }
  return false;
}
