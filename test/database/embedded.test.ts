import { mkdir, mkdtemp, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serverFolder } from '../../src/database/embedded/folder';
import { restoreLinks } from '../../src/database/embedded/links';
import { createLog } from '../../src/log';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sanlou-embedded-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the library links that an install without scripts leaves out are made, and those that stand are kept', async () => {
  const library = path.join(folder, 'native', 'lib');
  await mkdir(library, { recursive: true });
  await writeFile(path.join(library, 'libicu.so.60.2'), '');
  await symlink('elsewhere', path.join(library, 'libkept.so'));
  const links = [
    { source: 'native/lib/libicu.so.60.2', target: 'native/lib/libicu.so.60' },
    { source: 'native/lib/libicu.so.60.2', target: 'native/lib/libkept.so' },
  ];
  await writeFile(path.join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links));

  await restoreLinks(folder);
  await restoreLinks(folder);

  expect(await readlink(path.join(library, 'libicu.so.60'))).toBe('libicu.so.60.2');
  expect(await readlink(path.join(library, 'libkept.so'))).toBe('elsewhere');
});

test('a platform whose package lists no links needs none', async () => {
  await expect(restoreLinks(folder)).resolves.toBeUndefined();
});

test("beneath a home that PostgreSQL's user may not enter, a root takes another folder, always the same, and says so", async () => {
  // mkdtemp makes the folder for its owner alone.
  const lines: string[] = [];
  const log = Object.assign(createLog('silent'), { warn: (line: string) => lines.push(line) });
  const wanted = path.join(folder, 'home', 'data');

  const taken = await serverFolder(wanted, log);

  const isRoot = process.getuid?.() === 0;
  expect(await serverFolder(wanted, log)).toBe(taken);
  expect(path.dirname(taken)).toBe(isRoot ? tmpdir() : wanted);
  expect(lines).toEqual(
    isRoot ? Array(2).fill(expect.stringContaining(`may not enter ${folder}; its files are kept in ${taken}`)) : [],
  );
});
