import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createProgress, type Progress } from '../import/progress';
import { isHash } from './export-format';
import { linesOf } from './lines';
import { verifyChain } from './verify-chain';

interface Options {
  head?: string;
  anchor: readonly string[];
}

/** Proves an export from the file alone; ends with 1 and names the first broken link where it does not hold. */
export async function verifyAudit(file: string, { head, anchor }: Options): Promise<void> {
  if (head !== undefined && !isHash(head)) throw new Error('A hash has 64 hexadecimal digits, in lower case.');
  const expected = { head, anchors: new Map(anchor.map(anchorOf)) };
  const { size } = await stat(file);
  const progress = createProgress();
  progress.phase('verified', size, 'bytes');
  const verdict = await verifyChain(linesOf(watched(createReadStream(file), progress)), expected).finally(() =>
    progress.stop(),
  );
  if (verdict.whole) {
    console.log(`${verdict.count} entries, whole; head ${verdict.head ?? 'none'}`);
    return;
  }
  const { number, what } = verdict;
  console.log(number === null ? `Broken: ${what}.` : `Broken at number ${number}: ${what}.`);
  process.exitCode = 1;
}

async function* watched(chunks: AsyncIterable<Buffer>, progress: Progress): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    yield chunk;
    progress.advance(chunk.length);
  }
}

/** Number and hash as `sanlou audit head` prints them. */
function anchorOf(text: string): [number, string] {
  const [, number, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (number === undefined || hash === undefined) {
    throw new Error(`${text} is no anchor: give what sanlou audit head printed, a number, a colon and a hash.`);
  }
  return [Number(number), hash];
}
