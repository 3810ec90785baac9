import { createHash } from 'node:crypto';

/** First line of an export. What is exported is one tenant's chain from its first link. */
export interface Header {
  format: 'sanlou-audit';
  version: 1;
  /** Code of the tenant. */
  tenant: string;
  exportedAt: string;
}

/** One line of an export for each entry, in the order of the chain. */
export interface Link {
  number: number;
  /** The canonical text of the entry. */
  entry: string;
  /** Hexadecimal. */
  hash: string;
}

/** Last line of an export. */
export interface Closing {
  count: number;
  /** Hash of the last link; null where there is none. */
  head: string | null;
  /** SHA-256 of all bytes before this line: the header is in no link. */
  checksum: string;
}

/** The hash of a link: SHA-256 of the bytes of the hash before it, none at the beginning, and of the text in UTF-8. */
export function hashOf(previous: string | null, entry: string): string {
  return createHash('sha256')
    .update(Buffer.from(previous ?? '', 'hex'))
    .update(entry)
    .digest('hex');
}

/** A line exactly as an export writes it, or undefined: then no byte of it may be taken for what it seems. */
export function parseLine(line: Buffer): Header | Link | Closing | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
    const value = JSON.parse(text) as object;
    return JSON.stringify(value) === text && isLine(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export const isHeader = (line: object): line is Header => keysOf(line) === 'format version tenant exportedAt';
export const isLink = (line: object): line is Link => keysOf(line) === 'number entry hash';
export const isClosing = (line: object): line is Closing => keysOf(line) === 'count head checksum';

function isLine(value: object): value is Header | Link | Closing {
  if (isHeader(value)) return value.format === 'sanlou-audit' && typeof value.tenant === 'string';
  if (isLink(value)) return Number.isSafeInteger(value.number) && typeof value.entry === 'string' && isHash(value.hash);
  if (isClosing(value)) return Number.isSafeInteger(value.count) && (value.head === null || isHash(value.head));
  return false;
}

const keysOf = (value: object) => Object.keys(value).join(' ');

export function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
