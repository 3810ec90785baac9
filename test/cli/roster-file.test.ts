import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkRows } from '../../src/cli/import/check-rows';
import { readRosterFile } from '../../src/cli/import/roster-file';

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sanlou-roster-'));
  file = path.join(folder, 'roster.csv');
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string | Uint8Array, mappings?: Record<string, string>) {
  await writeFile(file, content);
  return readRosterFile(file, mappings);
}

const header = 'personExternalReference,personName,organizationExternalReference,status,startedOn,externalReference';
const row = 'P-1,张三,B-1,FULL,2020-06-30,M-1';
const cells = {
  personExternalReference: 'P-1',
  personName: '张三',
  organizationExternalReference: 'B-1',
  status: 'FULL',
  startedOn: '2020-06-30',
  externalReference: 'M-1',
};

test('a byte order mark, blanks around cells and empty lines do not matter', async () => {
  const roster = await read(`\uFEFF${header}\r\n\r\n P-1 , 张三 ,B-1,FULL,2020-06-30,M-1\r\n`);
  expect(roster).toEqual({ rows: [{ line: 3, cells }], ignored: [] });
});

test('GB18030 is read as office programs save it', async () => {
  // 张三 in GB18030.
  const bytes = Buffer.concat([
    Buffer.from(`${header}\nP-1,`),
    Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]),
    Buffer.from(',B-1,FULL,2020-06-30,M-1\n'),
  ]);
  expect((await read(bytes)).rows).toEqual([{ line: 2, cells }]);
});

test('columns stand in any order, are spelled freely, and what is not known is told', async () => {
  const roster = await read(
    '备注,Started On,STATUS,organization_external_reference,person-external-reference\nx,2020-06-30,FULL,B-1,P-1',
  );
  expect(roster).toEqual({
    rows: [{ line: 2, cells: { ...cells, personName: null, externalReference: null } }],
    ignored: ['备注'],
  });
});

test('a column is taken from the header that is named for it', async () => {
  const roster = await read(`工号,姓名,组织,status,startedOn\nP-1,张三,B-1,FULL,2020-06-30`, {
    personExternalReference: '工号',
    personName: '姓名',
    organizationExternalReference: '组织',
  });
  expect(roster.rows).toEqual([{ line: 2, cells: { ...cells, externalReference: null } }]);
});

test('a row keeps the line it begins in, after cells of several lines too', async () => {
  const roster = await read(
    `${header}\nP-1,"张\n三",B-1,FULL,2020-06-30,\nP-2,李四,B-1,FULL,2020-06-30,\n\nP-3,王五,B-1,FULL,2020-06-30,\n`,
  );
  expect(roster.rows.map(({ line }) => line)).toEqual([2, 4, 6]);
});

test.each([
  ['', /is empty: the first line names the columns/],
  [
    'status,startedOn\n',
    /has no column personExternalReference, organizationExternalReference.*It has status, startedOn/,
  ],
  [`${header}\n"P-1,张三`, /Quote/],
])('what is no roster is refused in a sentence: %j', async (content, sentence) => {
  await expect(read(content)).rejects.toThrow(sentence);
});

test('bytes that are neither encoding, and a mapping of an unknown column, are refused', async () => {
  await expect(read(new Uint8Array([0xff, 0xff, 0x41]))).rejects.toThrow('neither UTF-8 nor GB18030');
  await expect(read(`${header}\n${row}`, { name: '姓名' })).rejects.toThrow('there is no column name; there are');
});

test('what the API could only refuse with the whole call is found line by line', async () => {
  const { rows } = await read(
    [header, row, ',,,MEMBER,2020-02-30,', 'P-1,,B-1,FULL,2020-06-30,M-2', 'P-2,,B-1,FULL,2020-06-30,M-1'].join('\n'),
  );
  expect(checkRows(rows)).toEqual([
    { line: 3, column: 'personExternalReference', code: 'INVALID', message: 'The cell is empty.' },
    { line: 3, column: 'organizationExternalReference', code: 'INVALID', message: 'The cell is empty.' },
    {
      line: 3,
      column: 'status',
      code: 'INVALID',
      message: 'One of APPLICANT, ACTIVIST, DEVELOPMENT_TARGET, PROBATIONARY, FULL.',
    },
    { line: 3, column: 'startedOn', code: 'INVALID', message: 'A day that exists, as 2020-06-30.' },
    {
      line: 4,
      column: 'personExternalReference',
      code: 'DUPLICATE_REFERENCE',
      message: 'It stands in line 2 already.',
    },
    { line: 5, column: 'externalReference', code: 'DUPLICATE_REFERENCE', message: 'It stands in line 2 already.' },
  ]);
});
