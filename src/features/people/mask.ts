import { normalizePhone } from './secret-columns';

const [mostBefore, mostAfter] = [3, 4];

/** A phone number for those who may not read it: `138****5678`; of one that is no Chinese mobile number half at the most. */
export function maskPhone(phone: string): string {
  const normal = normalizePhone(phone);
  return /^1[3-9]\d{9}$/.test(normal) ? masked(normal, mostBefore, mostAfter) : maskHalf(phone);
}

/** An identity number for those who may not read it: `110***********002X`, neither district nor birthday. */
export function maskIdentityNumber(number: string): string {
  return maskHalf(number);
}

/** Shows up to three characters before and four after, together never more than half. */
function maskHalf(text: string): string {
  const shown = Math.min(Math.floor(text.length / 2), mostBefore + mostAfter);
  const after = Math.min(Math.ceil(shown / 2), mostAfter);
  return masked(text, shown - after, after);
}

function masked(text: string, before: number, after: number): string {
  const hidden = text.length - before - after;
  return text.slice(0, before) + '*'.repeat(hidden) + text.slice(text.length - after);
}
