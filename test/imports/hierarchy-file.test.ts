import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readHierarchyFile } from '../../src/cli/import/hierarchy-file';
import { workbook, type Cell } from './workbook';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sanlou-hierarchy-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string | Uint8Array, mappings?: Record<string, string>) {
  const file = path.join(folder, 'hierarchy');
  await writeFile(file, content);
  return readHierarchyFile(file, mappings);
}

const none = { kind: null, shortName: null, sortOrder: null, areaCode: null };
const header = ['code', 'parent_code', 'name', 'level'];

test('text with a byte order mark has its columns in any order and spelling', async () => {
  expect(await read('\uFEFFName,Parent Code,level,CODE,sortOrder,备注\n奉节县,,county,500236,3,x\n')).toEqual({
    rows: [
      {
        line: 2,
        cells: { ...none, code: '500236', parentCode: null, name: '奉节县', level: 'county', sortOrder: '3' },
      },
    ],
    ignored: ['备注'],
  });
});

test('GB18030 is read, and columns are taken from the headers that are named for them', async () => {
  // 张三 in GB18030.
  const bytes = Buffer.concat([
    Buffer.from('id,above,title,level\n1,,'),
    Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]),
    Buffer.from(',county\n'),
  ]);
  const { rows } = await read(bytes, { code: 'id', parent_code: 'above', name: 'title' });
  expect(rows).toEqual([{ line: 2, cells: { ...none, code: '1', parentCode: null, name: '张三', level: 'county' } }]);
});

test('the sheet shown first is read, with numbers as they are written and lines as they are numbered', async () => {
  const { rows } = await read(
    workbook([header, [], [500236001001, 500236001, ' 和平社区 ', 'community'], ['0012', null, '永安街道', 'street']]),
  );
  expect(rows).toEqual([
    {
      line: 3,
      cells: { ...none, code: '500236001001', parentCode: '500236001', name: '和平社区', level: 'community' },
    },
    { line: 4, cells: { ...none, code: '0012', parentCode: null, name: '永安街道', level: 'street' } },
  ]);
});

test('a cell that is computed answers its formula', async () => {
  const { rows } = await read(workbook([header, ['1', null, { formula: 'A2&amp;"村"', value: '1村' }, 'county']]));
  expect(rows[0]?.cells.name).toBe('=A2&amp;"村"');
});

test.each<[string, string | Uint8Array, RegExp]>([
  ['an empty file', '', /is empty: the first line names the columns/],
  ['a missing column', 'code,name\n1,x\n', /has no column parentCode, level. It has code, name/],
  ['an archive that is no workbook', Buffer.from('PK\u0003\u0004nothing'), /no XLSX workbook/],
  ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), /Save it as XLSX or CSV/],
])('%s is refused in a sentence', async (_what, content, sentence) => {
  await expect(read(content)).rejects.toThrow(sentence);
});

test.each(['text', 'workbook'])('100,000 rows are read from a %s', async (form) => {
  const rows: Cell[][] = [header, ...Array.from({ length: 100_000 }, (_row, index) => [`C${index}`, 'C0', '村', 'x'])];
  const content = form === 'text' ? rows.map((cells) => cells.join(',')).join('\n') : workbook(rows);
  expect((await read(content)).rows).toHaveLength(100_000);
});
