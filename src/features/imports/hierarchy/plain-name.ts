const officialSuffix = /(居民委员会|村民委员会|居委会|村委会)$/;

/** What a name says apart from the words that every community or village has: 羽声 for 羽声社区居民委员会 and 羽声社区. */
export function plainName(name: string): string {
  const body = bodyOf(name);
  return body.replace(/(社区|村)$/, '') || body;
}

/** Whether two names are ways of writing one: then no rename leads from one to the other. A village is no community. */
export function isSameName(left: string, right: string): boolean {
  if (left === right) return true;
  if (plainName(left) !== plainName(right)) return false;
  const [one, other] = [endingOf(left), endingOf(right)];
  return one === other || one === null || other === null;
}

/** A new name as the organization writes its present one: without the official suffix where that lacks it. */
export function nameInStyleOf(present: string, next: string): string {
  const [suffix] = officialSuffix.exec(next) ?? [];
  if (suffix === undefined || officialSuffix.test(present)) return next;
  const body = next.replace(officialSuffix, '');
  return suffix.startsWith('村') && !body.endsWith('村') ? `${body}村` : body || next;
}

function bodyOf(name: string): string {
  const text = name.normalize('NFKC').replace(/\s+/g, '');
  return text.replace(officialSuffix, '') || text;
}

function endingOf(name: string): 'COMMUNITY' | 'VILLAGE' | null {
  const body = bodyOf(name);
  if (body.endsWith('社区')) return 'COMMUNITY';
  if (body.endsWith('村')) return 'VILLAGE';
  const [suffix] = officialSuffix.exec(name.normalize('NFKC').trim()) ?? [];
  if (suffix === undefined) return null;
  return suffix.startsWith('村') ? 'VILLAGE' : 'COMMUNITY';
}
