import { deriveActs } from '../../src/features/imports/hierarchy/derive-acts';
import { file, tree } from './organizations';

const county = ['C', null, '奉节县', 'COUNTY'] as const;
const [first, second, third] = [
  ['S1', 'C', '永安街道', 'STREET'],
  ['S2', 'C', '鱼复街道', 'STREET'],
  ['S3', 'C', '夔州街道', 'STREET'],
] as const;
const present = [
  ['c', null, '奉节县', 'COUNTY'],
  ['s1', 'c', '永安街道', 'STREET'],
  ['s2', 'c', '鱼复街道', 'STREET'],
] as const;
const [a, b] = [
  ['a', 's1', '胡家社区', 'COMMUNITY'],
  ['b', 's2', '魏家社区', 'COMMUNITY'],
] as const;

test('a new organization whose children come from two is founded, and they move', () => {
  const wanted = file(
    county,
    first,
    second,
    third,
    ['A', 'S3', '胡家社区', 'COMMUNITY'],
    ['B', 'S3', '魏家社区', 'COMMUNITY'],
  );
  expect(deriveActs(wanted, tree(...present, a, b)).acts).toEqual([
    { kind: 'CREATE', key: 'S3', parent: { id: 'c' }, level: 'STREET', name: '夔州街道', externalReference: 'S3' },
    { kind: 'MOVE', organization: { id: 'a' }, parent: { key: 'S3' } },
    { kind: 'MOVE', organization: { id: 'b' }, parent: { key: 'S3' } },
  ]);
});

test('a new organization whose children come from one that goes is founded, and the other dissolved', () => {
  const wanted = file(county, first, third, ['A', 'S1', '胡家社区', 'COMMUNITY'], ['B', 'S3', '魏家社区', 'COMMUNITY']);
  expect(deriveActs(wanted, tree(...present, a, b)).acts).toEqual([
    { kind: 'CREATE', key: 'S3', parent: { id: 'c' }, level: 'STREET', name: '夔州街道', externalReference: 'S3' },
    { kind: 'MOVE', organization: { id: 'b' }, parent: { key: 'S3' } },
    { kind: 'DISSOLVE', organization: { id: 's2' } },
  ]);
});

test('one organization is split into several parts at once', () => {
  const fourth = ['S4', 'C', '白帝街道', 'STREET'] as const;
  const more = ['b', 's1', '魏家社区', 'COMMUNITY'] as const;
  const wanted = file(
    county,
    first,
    second,
    third,
    fourth,
    ['A', 'S3', '胡家社区', 'COMMUNITY'],
    ['B', 'S4', '魏家社区', 'COMMUNITY'],
  );
  expect(deriveActs(wanted, tree(...present, a, more)).acts).toEqual([
    {
      kind: 'SPLIT',
      organization: { id: 's1' },
      parts: [
        { key: 'S3', name: '夔州街道', externalReference: 'S3', children: [{ id: 'a' }] },
        { key: 'S4', name: '白帝街道', externalReference: 'S4', children: [{ id: 'b' }] },
      ],
    },
  ]);
});

test('what is gone is dissolved from below, and what is left beneath it of another level is told', () => {
  const now = tree(...present, b, ['x', 'b', '巴蜀花园', 'BRANCH'], ['y', 'b', '锦绣名苑', 'BRANCH']);
  expect(deriveActs(file(county, first, ['N', 'S1', '新社区', 'COMMUNITY']), now)).toMatchObject({
    acts: [
      { kind: 'CREATE', key: 'N' },
      { kind: 'DISSOLVE', organization: { id: 'b' } },
      { kind: 'DISSOLVE', organization: { id: 's2' } },
    ],
    notices: [
      {
        line: null,
        column: null,
        code: 'CHILDREN_LEFT',
        message: '魏家社区 is to be dissolved and has 2 beneath it of which the file does not speak.',
      },
    ],
  });
});

test('a file of one street is silent about the others', () => {
  const wanted = file(['S1', 'C', '永安街道', 'STREET'], ['N', 'S1', '新社区', 'COMMUNITY']);
  expect(deriveActs(wanted, tree(...present, a, b)).acts).toEqual([
    { kind: 'CREATE', key: 'N', parent: { id: 's1' }, level: 'COMMUNITY', name: '新社区', externalReference: 'N' },
    { kind: 'DISSOLVE', organization: { id: 'a' } },
  ]);
});

test('kind, short name, order and area code change only where the file says one', () => {
  const told = { kind: 'TOWN', shortName: '永安', sortOrder: 3, areaCode: '500236001000' };
  const inferred = { inferredKind: 'TOWN', inferredAreaCode: '500236002000' };
  const now = tree(present[0], present[1], [
    's2',
    'c',
    '鱼复街道',
    'STREET',
    { kind: 'STREET', shortName: '鱼复', sortOrder: 2 },
  ]);
  expect(deriveActs(file(county, [...first, told], [...second, inferred]), now).acts).toEqual([
    {
      kind: 'RENAME',
      organization: { id: 's1' },
      shortName: '永安',
      areaCode: '500236001000',
      organizationKind: 'TOWN',
      sortOrder: 3,
    },
  ]);
});

const [area1, area2, area3] = [
  { areaCode: '500236001000' },
  { areaCode: '500236002000' },
  { areaCode: '500236003000' },
];

test('whoever gives up a code comes before whoever takes it', () => {
  const now = tree(present[0], [...present[1], area1], [...present[2], area2]);
  const wanted = file(county, [...first, area2], [...second, area3], [...third, area1]);
  expect(deriveActs(wanted, now)).toMatchObject({
    faults: [],
    acts: [
      { kind: 'RENAME', organization: { id: 's2' }, areaCode: '500236003000' },
      { kind: 'RENAME', organization: { id: 's1' }, areaCode: '500236002000' },
      { kind: 'CREATE', key: 'S3', areaCode: '500236001000' },
    ],
  });
});

test('area codes that are exchanged, and one that its holder keeps, are faults', () => {
  const now = tree(present[0], [...present[1], area1], [...present[2], area2]);
  expect(deriveActs(file(county, [...first, area2], [...second, area1]), now).faults).toMatchObject([
    {
      line: 4,
      code: 'CODES_SWAPPED',
      message: 'It is to take a code that is free only after line 3, which waits for this one.',
    },
  ]);
  expect(deriveActs(file(county, first, second, [...third, area1]), now).faults).toEqual([
    { line: 5, column: 'code', code: 'CODE_TAKEN', message: '永安街道 has the area code 500236001000 and keeps it.' },
  ]);
});

test('parent and child of one level can change places', () => {
  const now = tree(['c', null, '奉节县', 'UNIT'], ['p', 'c', '甲', 'UNIT'], ['q', 'p', '乙', 'UNIT']);
  const wanted = file(['C', null, '奉节县', 'UNIT'], ['P', 'Q', '甲', 'UNIT'], ['Q', 'C', '乙', 'UNIT']);
  expect(deriveActs(wanted, now).acts).toEqual([
    { kind: 'MOVE', organization: { id: 'q' }, parent: { id: 'c' } },
    { kind: 'MOVE', organization: { id: 'p' }, parent: { id: 'q' } },
  ]);
});

test('an organization without a code stands in nobody’s way', () => {
  const now = tree(
    ['c', null, '奉节县', 'COUNTY'],
    ['s1', 'c', '永安街道', 'STREET', { externalReference: null }],
    ['s2', 'c', '鱼复街道', 'STREET'],
  );
  const wanted = file(
    ['C', null, '奉节县', 'COUNTY'],
    ['S2', 'C', '鱼复镇', 'STREET'],
    ['S1', 'C', '永安街道', 'STREET'],
  );
  expect(deriveActs(wanted, now)).toMatchObject({
    faults: [],
    counts: { CREATE: 0, SPLIT: 0, RENAME: 2, MOVE: 0, DISSOLVE: 0 },
  });
});
