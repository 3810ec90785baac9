import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { hashOf } from '../../src/cli/audit/export-format';
import { linesOf } from '../../src/cli/audit/lines';
import { verifyChain, type Verdict } from '../../src/cli/audit/verify-chain';

const length = 6;
const header = '{"format":"sanlou-audit","version":1,"tenant":"fengjie","exportedAt":"2020-06-30T04:00:00.000Z"}';

/** The lines of a whole export of some entries, as the command writes them. */
function exported(count = length): { lines: string[]; hashes: string[] } {
  const hashes: string[] = [];
  const lines = [header];
  for (let number = 1; number <= count; number += 1) {
    const entry = `[1, "7", "${number * 3}", "“为什么” ${number}", {"a": [${number}, null]}]`;
    const hash = hashOf(hashes.at(-1) ?? null, entry);
    hashes.push(hash);
    lines.push(JSON.stringify({ number, entry, hash }));
  }
  return { lines: closed(lines, count, hashes.at(-1) ?? null), hashes };
}

/** Ends an export as one would who may write any file. */
function closed(lines: readonly string[], count: number, head: string | null): string[] {
  const checksum = createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex');
  return [...lines, JSON.stringify({ count, head, checksum })];
}

const textOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

function verify(content: string | Buffer, expected = {}, chunk = 37): Promise<Verdict> {
  const bytes = Buffer.from(content);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_chunk, index) =>
    bytes.subarray(index * chunk, (index + 1) * chunk),
  );
  return verifyChain(linesOf(Readable.from(chunks)), expected);
}

const broken = (number: number | null, what: unknown) => ({ whole: false, number, what });

test.each([0, 1, length])('an export of %i entries is whole', async (count) => {
  const { lines, hashes } = exported(count);
  const whole = { whole: true, tenant: 'fengjie', count, head: hashes.at(-1) ?? null };
  for (const chunk of [1, 37, 100_000]) expect(await verify(textOf(lines), {}, chunk)).toEqual(whole);
  const anchors = new Map(hashes.map((hash, index) => [index + 1, hash]));
  expect(await verify(textOf(lines), { head: hashes.at(-1), anchors })).toEqual(whole);
});

test('any byte that is changed anywhere is found, and the link that it is in is named', async () => {
  const { lines } = exported();
  const text = Buffer.from(textOf(lines));
  const lineAt = (offset: number) => text.subarray(0, offset).filter((byte) => byte === 10).length;
  for (let offset = 0; offset < text.length; offset += 1) {
    for (const flip of [1, 0x20, 0x80]) {
      const changed = Buffer.from(text);
      changed[offset] = (changed[offset] ?? 0) ^ flip;
      const verdict = await verify(changed);
      const line = lineAt(offset);
      // The first line and the last are in no link; what is wrong with the last may be the same as with a link after it.
      const number = line >= 1 && line <= length ? line : verdict.whole ? 'none' : verdict.number;
      expect([offset, verdict]).toEqual([offset, broken(number as number, expect.any(String))]);
    }
  }
});

test('wherever the file is cut off, it is found, and after which link', async () => {
  const { lines } = exported();
  const text = Buffer.from(textOf(lines));
  for (let size = 0; size < text.length; size += 1) {
    const ended = text.subarray(0, size).filter((byte) => byte === 10).length;
    const what =
      size === 0
        ? 'the file is empty'
        : ended <= 1
          ? 'the file is truncated at the beginning'
          : `the file is truncated after number ${Math.min(ended - 1, length)}`;
    expect([size, await verify(text.subarray(0, size))]).toEqual([size, broken(null, what)]);
  }
});

describe.each(Array.from({ length }, (_each, index) => index + 1))('at number %i', (number) => {
  const { lines, hashes } = exported();
  const link = JSON.parse(lines[number] ?? '') as { number: number; entry: string; hash: string };
  const isLast = number === length;
  const without = lines.toSpliced(number, 1);
  const put = (...changed: object[]) => lines.toSpliced(number, 1, ...changed.map((each) => JSON.stringify(each)));

  test('an altered entry', async () => {
    expect(await verify(textOf(put({ ...link, entry: link.entry.replace('[1,', '[2,') })))).toEqual(
      broken(number, 'its entry was altered'),
    );
  });

  test('an altered hash', async () => {
    const hash = hashOf(null, 'another');
    expect(await verify(textOf(put({ ...link, hash })))).toEqual(broken(number, 'its hash was altered'));
  });

  test('an entry altered together with its hash breaks the next link', async () => {
    const entry = link.entry.replace('[1,', '[2,');
    const hash = hashOf(hashes[number - 2] ?? null, entry);
    expect(await verify(textOf(put({ ...link, entry, hash })))).toEqual(
      isLast ? broken(null, `the head of the last line is not ${hash}`) : broken(number + 1, 'its entry was altered'),
    );
  });

  test('a removed line', async () => {
    expect(await verify(textOf(without))).toEqual(
      isLast
        ? broken(number, 'it is missing: the last line counts 6')
        : broken(number, `it is missing: number ${number + 1} stands in its place`),
    );
  });

  test('a line twice', async () => {
    expect(await verify(textOf(put(link, link)))).toEqual(broken(number + 1, `number ${number} stands in its place`));
  });

  test('a line that was put in with a number of its own', async () => {
    const entry = '[1, "7", "999", "never"]';
    const hash = hashOf(hashes[number - 1] ?? null, entry);
    const forged = { number: number + 1, entry, hash };
    expect(await verify(textOf(put(link, forged)))).toEqual(
      isLast
        ? broken(null, 'the last line counts 6, not 7')
        : broken(number + 2, `number ${number + 1} stands in its place`),
    );
  });

  test('a line in the place of another', async () => {
    for (let other = number + 1; other <= length; other += 1) {
      const swapped = lines.with(number, lines[other] ?? '').with(other, lines[number] ?? '');
      expect(await verify(textOf(swapped))).toEqual(
        broken(number, `it is missing: number ${other} stands in its place`),
      );
    }
  });

  test('a chain written anew from here is whole in itself, and found by an anchor', async () => {
    const anew: string[] = [...lines.slice(0, number)];
    let head = hashes[number - 2] ?? null;
    for (let at = number; at <= length; at += 1) {
      const entry = `[1, "7", "forged ${at}"]`;
      head = hashOf(head, entry);
      anew.push(JSON.stringify({ number: at, entry, hash: head }));
    }
    const text = textOf(closed(anew, length, head));
    expect(await verify(text)).toMatchObject({ whole: true, head });
    expect(await verify(text, { head: hashes.at(-1) })).toEqual(broken(null, `the head differs: it is ${head}`));
    const anchors = new Map([[number, hashes[number - 1] as string]]);
    expect(await verify(text, { anchors })).toMatchObject(
      broken(number, expect.stringMatching(/not that of the anchor$/)),
    );
  });

  test('a chain cut off from here and closed again is whole in itself, and found by an anchor', async () => {
    const text = textOf(closed(lines.slice(0, number), number - 1, hashes[number - 2] ?? null));
    expect(await verify(text)).toMatchObject({ whole: true, count: number - 1 });
    const anchors = new Map([[length, hashes.at(-1) as string]]);
    expect(await verify(text, { anchors })).toEqual(broken(number, 'it is missing: there is an anchor of number 6'));
  });
});

test('whatever is done to the lines is found, unless it leaves them as they were', async () => {
  const { lines } = exported();
  const line = fc.nat({ max: lines.length - 1 });
  const act = fc.oneof(
    fc.tuple(fc.constant('delete'), line, line),
    fc.tuple(fc.constant('swap'), line, line),
    fc.tuple(fc.constant('copy'), line, line),
    fc.tuple(fc.constant('blank'), line, line),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 4 }), async (acts) => {
      let changed = [...lines];
      for (const [kind, at, other] of acts) {
        const [one = '', two = ''] = [changed[at], changed[other]];
        if (kind === 'delete') changed.splice(at, 1);
        if (kind === 'swap' && at < changed.length && other < changed.length)
          changed = changed.with(at, two).with(other, one);
        if (kind === 'copy') changed.splice(other, 0, one);
        if (kind === 'blank') changed.splice(at, 0, '');
      }
      expect((await verify(textOf(changed))).whole).toBe(changed.join('\n') === lines.join('\n'));
    }),
    { numRuns: 500 },
  );
});
