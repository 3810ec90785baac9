import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keptFile } from '../../src/kept-file';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sanlou-kept-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('of many who make it at once all read the same, for their owner’s eyes only, and nothing else is left', async () => {
  const file = path.join(folder, 'new', 'key');
  const texts = await Promise.all(Array.from({ length: 20 }, (_, index) => keptFile(file, () => `key ${index}`)));
  expect(new Set(texts).size).toBe(1);
  expect(await keptFile(file, () => 'another')).toBe(texts[0]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(path.dirname(file))).toEqual(['key']);
});

test('a file that is there is never written again, empty or not', async () => {
  const file = path.join(folder, 'key');
  await writeFile(file, '');
  expect(await keptFile(file, () => 'new')).toBe('');
});

test('a folder that is a file fails instead of beginning anew', async () => {
  await writeFile(path.join(folder, 'data'), '');
  await expect(keptFile(path.join(folder, 'data', 'key'), () => 'new')).rejects.toThrow('ENOTDIR');
});
