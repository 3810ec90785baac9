import { createHash } from 'node:crypto';
import { hashOf, isClosing, isHeader, isLink, parseLine, type Closing, type Link } from './export-format';

/** The first thing that is wrong with an export, and the number of the link where it is; null where it is in none. */
interface Break {
  number: number | null;
  what: string;
}

export type Verdict = { whole: true; tenant: string; count: number; head: string | null } | ({ whole: false } & Break);

/** What was written down elsewhere before, and must be so of the chain. */
export interface Expected {
  /** Hash of the last link. */
  head?: string;
  /** Hashes by the number of their link. */
  anchors?: ReadonlyMap<number, string>;
}

/** Reads an export line by line and finds the first link that is broken; keeps no more than the link before. */
export async function verifyChain(lines: AsyncIterable<Buffer>, expected: Expected = {}): Promise<Verdict> {
  const chain = new Chain(expected);
  for await (const line of lines) {
    const found = chain.read(line);
    if (found) return { whole: false, ...found };
  }
  return chain.end();
}

class Chain {
  private tenant: string | undefined;
  private count = 0;
  private head: string | null = null;
  /** A link that does not follow from the one before, and the hash that its entry should have had. */
  private suspect: { number: number; hash: string } | undefined;
  private closing: Closing | undefined;
  private readonly checksum = createHash('sha256');

  constructor(private readonly expected: Expected) {}

  /** Takes the next line, its line end included. */
  read(bytes: Buffer): Break | undefined {
    const next = this.count + 1;
    if (bytes.at(-1) !== newline) return this.suspected() ?? this.truncated();
    const line = parseLine(bytes.subarray(0, -1));
    if (this.tenant === undefined) {
      if (!line || !isHeader(line)) return this.broken(null, 'the first line is not that of an audit export');
      if (line.version !== 1) return this.broken(null, `this is version ${String(line.version)} of the format, not 1`);
      this.tenant = line.tenant;
      this.checksum.update(bytes);
      return undefined;
    }
    if (this.closing) return this.broken(null, 'something follows the last line');
    if (!line || isHeader(line)) return this.suspected() ?? this.broken(next, 'its line is damaged');
    if (isClosing(line)) return this.close(line);
    this.checksum.update(bytes);
    return this.add(line);
  }

  end(): Verdict {
    if (this.tenant === undefined) return { whole: false, number: null, what: 'the file is empty' };
    if (!this.closing) return { whole: false, ...(this.suspected() ?? this.truncated()) };
    const { tenant, count, head } = this;
    return { whole: true, tenant, count, head };
  }

  private add(link: Link): Break | undefined {
    const next = this.count + 1;
    const suspected = this.suspected(link);
    if (suspected) return suspected;
    if (link.number > next) return this.broken(next, `it is missing: number ${link.number} stands in its place`);
    if (link.number < next) return this.broken(next, `number ${link.number} stands in its place`);
    const hash = hashOf(this.head, link.entry);
    if (hash !== link.hash) this.suspect = { number: next, hash };
    const anchor = this.expected.anchors?.get(next);
    if (!this.suspect && anchor !== undefined && anchor !== hash) {
      return this.broken(next, `its hash is ${hash}, not that of the anchor`);
    }
    this.count = next;
    this.head = link.hash;
    return undefined;
  }

  private close(closing: Closing): Break | undefined {
    const next = this.count + 1;
    const suspected = this.suspected(closing);
    if (suspected) return suspected;
    if (closing.count > this.count) return this.broken(next, `it is missing: the last line counts ${closing.count}`);
    if (closing.count < this.count)
      return this.broken(null, `the last line counts ${closing.count}, not ${this.count}`);
    if (closing.head !== this.head) return this.broken(null, `the head of the last line is not ${this.head}`);
    const { head, anchors } = this.expected;
    if (head !== undefined && head !== this.head) return this.broken(null, `the head differs: it is ${this.head}`);
    const beyond = [...(anchors?.keys() ?? [])].find((number) => number > this.count);
    if (beyond !== undefined) return this.broken(next, `it is missing: there is an anchor of number ${beyond}`);
    if (closing.checksum !== this.checksum.digest('hex')) {
      return this.broken(null, 'the checksum differs: the first line or the last was altered');
    }
    this.closing = closing;
    return undefined;
  }

  /** What is wrong with the suspect: its hash, where what comes next follows from the right one; else its entry. */
  private suspected(next?: Link | Closing): Break | undefined {
    if (!this.suspect) return undefined;
    const { number, hash } = this.suspect;
    const follows = next && (isLink(next) ? hashOf(hash, next.entry) === next.hash : next.head === hash);
    return this.broken(number, follows ? 'its hash was altered' : 'its entry was altered');
  }

  private truncated(): Break {
    const end = this.count === 0 ? 'at the beginning' : `after number ${this.count}`;
    return this.broken(null, `the file is truncated ${end}`);
  }

  private broken(number: number | null, what: string): Break {
    return { number, what };
  }
}

const newline = 10;
