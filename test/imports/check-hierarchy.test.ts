import { checkHierarchy, type CheckOptions } from '../../src/features/imports/hierarchy/check-hierarchy';
import type { HierarchyColumn } from '../../src/features/imports/hierarchy/row';
import { levels } from './fengjie';
import { row } from './rows';

const county = row(2, ['C', null, '奉节县', 'county']);
const street = row(3, ['S', 'C', '永安街道', 'street']);

function faultsOf(rows: Parameters<typeof checkHierarchy>[0], options?: CheckOptions) {
  return checkHierarchy(rows, levels, options).faults;
}

test('children may stand before their parents, and official words are read whatever their case', () => {
  const rows = [
    row(2, ['V', 'T', '荆泉村民委员会', 'Village']),
    row(3, ['T', 'C', '白帝镇', 'STREET']),
    row(4, ['X', 'C', '长安乡', 'township']),
    row(5, ['C', null, '奉节县', 'COUNTY'], { sortOrder: '1', shortName: '奉节', areaCode: '500236' }),
    row(6, ['M', 'T', '紫阳社区', '社区党委（村党总支）'], { kind: 'village' }),
  ];
  const { clean, faults, notices, newLevels } = checkHierarchy(rows, levels);
  expect({ faults, notices, newLevels }).toEqual({ faults: [], notices: [], newLevels: [] });
  expect(clean.map(({ code, level, kind, inferredKind }) => [code, level, kind, inferredKind])).toEqual([
    ['V', 'COMMUNITY', null, 'VILLAGE'],
    ['T', 'STREET', null, 'TOWN'],
    ['X', 'STREET', null, 'TOWNSHIP'],
    ['C', 'COUNTY', null, 'COUNTY'],
    ['M', 'COMMUNITY', 'VILLAGE', null],
  ]);
  expect(clean[3]).toEqual({
    line: 5,
    code: 'C',
    parentCode: null,
    name: '奉节县',
    level: 'COUNTY',
    kind: null,
    inferredKind: 'COUNTY',
    shortName: '奉节',
    sortOrder: 1,
    areaCode: '500236000000',
    inferredAreaCode: null,
  });
});

test('codes that are all area codes are the area codes, unless the file has a column of its own', () => {
  const rows = [row(2, ['500236', null, '奉节县', 'county']), row(3, ['500236001', '500236', '永安街道', 'street'])];
  const inferred = (given: typeof rows) => checkHierarchy(given, levels).clean.map((each) => each.inferredAreaCode);
  expect(inferred(rows)).toEqual(['500236000000', '500236001000']);
  expect(inferred([...rows, row(4, ['S-2', '500236', '鱼复街道', 'street'])])).toEqual([null, null, null]);
});

const cells: [what: string, column: HierarchyColumn, text: string | null, code: string, message: string][] = [
  ['a blank code', 'code', null, 'BLANK', 'The cell is empty.'],
  ['a blank name', 'name', ' ', 'BLANK', 'The cell is empty.'],
  ['a blank level', 'level', null, 'BLANK', 'The cell is empty.'],
  ['a formula', 'name', '=A1', 'FORMULA', 'The cell holds a formula. Write its value.'],
  ['a function', 'code', '@SUM(A1)', 'FORMULA', 'The cell holds a formula. Write its value.'],
  ['a zero width space', 'name', '永\u200b安', 'INVISIBLE', 'The cell holds an invisible character, U+200B.'],
  ['a mark of direction', 'name', '永\u202e安', 'INVISIBLE', 'The cell holds an invisible character, U+202E.'],
  ['a blank that does not break', 'code', 'S\u00a01', 'INVISIBLE', 'The cell holds an invisible character, U+00A0.'],
  [
    'a line break',
    'name',
    '永\n安',
    'CONTROL_CHARACTER',
    'The cell holds a control character, as a line break or a tab.',
  ],
  ['a long name', 'name', '永'.repeat(201), 'TOO_LONG', 'At most 200 characters.'],
  ['a long code', 'code', 'S'.repeat(101), 'TOO_LONG', 'At most 100 characters.'],
  ['an order that is no number', 'sortOrder', 'first', 'INVALID', 'A whole number, as 10.'],
  ['an area code that is none', 'areaCode', '5002', 'INVALID', 'An area code has 6, 9 or 12 digits.'],
  [
    'an unknown level',
    'level',
    'hamlet',
    'UNKNOWN_LEVEL',
    `There is no level hamlet; there are ${levels.map(({ code }) => code).join(', ')}.`,
  ],
  [
    'a level out of place',
    'level',
    'community',
    'LEVEL_NOT_ALLOWED',
    'COMMUNITY cannot stand directly beneath COUNTY.',
  ],
  ['a parent that is none', 'parentCode', 'X', 'ORPHAN', 'X is neither in the file nor in the tree.'],
  ['itself as parent', 'parentCode', 'S', 'SELF_PARENT', 'It is its own parent.'],
  ['a second root', 'parentCode', null, 'SEVERAL_ROOTS', 'It has no parent, and line 2 has none either.'],
];

test.each(cells)('%s is refused with line and column', (_what, column, text, code, message) => {
  const bad = { line: 3, cells: { ...street.cells, [column]: text } };
  const { clean, faults } = checkHierarchy([county, bad], levels);
  expect(faults).toEqual([{ line: 3, column, code, message }]);
  expect(clean.map(({ line }) => line)).toEqual([2]);
});

test('every fault of a file is listed, in the order of its lines', () => {
  const rows = [county, row(3, [null, 'X', null, 'hamlet']), row(4, ['S', 'C', '=1', 'community'])];
  expect(faultsOf(rows).map(({ line, column, code }) => [line, column, code])).toEqual([
    [3, 'code', 'BLANK'],
    [3, 'name', 'BLANK'],
    [3, 'parentCode', 'ORPHAN'],
    [3, 'level', 'UNKNOWN_LEVEL'],
    [4, 'name', 'FORMULA'],
    [4, 'level', 'LEVEL_NOT_ALLOWED'],
  ]);
});

test('every row of a circle is listed, and what lies beneath it is not', () => {
  const nested = [{ rank: 0, code: 'UNIT', name: '单位', childRanks: [0] }];
  const rows = [
    row(2, ['R', null, '根', 'unit']),
    row(3, ['A', 'B', '甲', 'unit']),
    row(4, ['B', 'D', '乙', 'unit']),
    row(5, ['D', 'A', '丁', 'unit']),
    row(6, ['E', 'D', '戊', 'unit']),
  ];
  const message = 'It lies beneath itself: the lines 3, 4, 5 form a circle.';
  expect(checkHierarchy(rows, nested).faults).toEqual(
    [3, 4, 5].map((line) => ({ line, column: 'parentCode', code: 'CYCLE', message })),
  );
});

test('a line said twice is left out with a notice; one code said differently is refused', () => {
  const again = row(4, ['S', 'C', ' 永安街道', 'street']);
  const other = row(5, ['S', 'C', '鱼复街道', 'street']);
  const { clean, faults, notices } = checkHierarchy([county, street, again, other], levels);
  expect(clean.map(({ line }) => line)).toEqual([2, 3]);
  expect(notices).toEqual([
    { line: 4, column: 'code', code: 'DUPLICATE_SAME', message: 'It says what line 3 says, and is left out.' },
  ]);
  expect(faults).toEqual([
    {
      line: 5,
      column: 'code',
      code: 'DUPLICATE_CONFLICTING',
      message: 'Line 3 has the same code and says something else.',
    },
  ]);
});

test('an area code stands in a file once', () => {
  const with6 = row(4, ['S2', 'C', '鱼复街道', 'street'], { areaCode: '500236001' });
  expect(faultsOf([county, row(3, ['S', 'C', '永安街道', 'street'], { areaCode: '500236001000' }), with6])).toEqual([
    { line: 4, column: 'areaCode', code: 'DUPLICATE_AREA_CODE', message: 'Line 3 has the same area code.' },
  ]);
});

test('full-width codes are read as they were meant, with a notice', () => {
  const { clean, notices, faults } = checkHierarchy([county, row(3, ['Ｓ－０１', 'Ｃ', '永安街道', 'street'])], levels);
  expect(faults).toEqual([]);
  expect(clean[1]).toMatchObject({ code: 'S-01', parentCode: 'C' });
  expect(notices).toEqual([
    { line: 3, column: 'code', code: 'FULL_WIDTH', message: 'Full-width characters; read as S-01.' },
    { line: 3, column: 'parentCode', code: 'FULL_WIDTH', message: 'Full-width characters; read as C.' },
  ]);
});

test('a file without a root stands beneath what the tree has, at a level that is allowed there', () => {
  const levelOfKnown = (code: string) => (code === 'C' ? 'COUNTY' : undefined);
  expect(checkHierarchy([street], levels, { levelOfKnown }).clean).toHaveLength(1);
  expect(faultsOf([row(2, ['M', 'C', '紫阳社区', 'community'])], { levelOfKnown })).toEqual([
    { line: 2, column: 'level', code: 'LEVEL_NOT_ALLOWED', message: 'COMMUNITY cannot stand directly beneath COUNTY.' },
  ]);
});
