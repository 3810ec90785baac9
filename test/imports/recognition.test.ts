import { deriveActs } from '../../src/features/imports/hierarchy/derive-acts';
import { file, tree } from './organizations';

const county = ['C', null, '奉节县', 'COUNTY'] as const;
const [first, second] = [
  ['S1', 'C', '永安街道', 'STREET'],
  ['S2', 'C', '鱼复街道', 'STREET'],
] as const;
const present = [
  ['c', null, '奉节县', 'COUNTY'],
  ['s1', 'c', '永安街道', 'STREET'],
  ['s2', 'c', '鱼复街道', 'STREET'],
] as const;

test('a name that stands in the tree twice is asked, with the one that is gone to choose from', () => {
  const now = tree(...present, ['a', 's1', '和平社区', 'COMMUNITY'], ['b', 's2', '和平社区', 'COMMUNITY']);
  const wanted = file(county, first, second, ['A', 'S1', '和平社区', 'COMMUNITY'], ['X', 'S1', '和平村', 'COMMUNITY']);
  expect(deriveActs(wanted, now)).toMatchObject({
    acts: [],
    faults: [],
    unchanged: 4,
    questions: [
      {
        line: 6,
        code: 'X',
        name: '和平村',
        candidates: [{ id: 'b', name: '和平社区', externalReference: 'B' }],
        text: 'More than one organization is named 和平. Which one is it, or is it new?',
      },
    ],
  });
});

test('an answer settles a question either way', () => {
  const now = tree(...present, ['a', 's1', '和平社区', 'COMMUNITY'], ['b', 's2', '和平社区', 'COMMUNITY']);
  const wanted = file(county, first, second, ['A', 'S1', '和平社区', 'COMMUNITY'], ['X', 'S1', '和平村', 'COMMUNITY']);
  expect(deriveActs(wanted, now, { X: 'b' })).toMatchObject({
    acts: [
      { kind: 'MOVE', organization: { id: 'b' }, parent: { id: 's1' } },
      { kind: 'RENAME', organization: { id: 'b' }, name: '和平村', externalReference: 'X' },
    ],
    recognitions: [
      { line: 6, rule: 'ANSWER', organizationId: 'b', text: 'X 和平村 is B 和平社区: it was answered so.' },
    ],
    questions: [],
  });
  expect(deriveActs(wanted, now, { X: 'NEW' })).toMatchObject({
    acts: [
      { kind: 'CREATE', key: 'X', parent: { id: 's1' } },
      { kind: 'DISSOLVE', organization: { id: 'b' } },
    ],
    questions: [],
  });
});

test.each([['a'], ['s1']])('an answer that cannot be is refused: %s', (answer) => {
  const now = tree(...present, ['a', 's1', '和平社区', 'COMMUNITY']);
  const wanted = file(county, first, second, ['A', 'S1', '和平社区', 'COMMUNITY'], ['X', 'S1', '新社区', 'COMMUNITY']);
  expect(deriveActs(wanted, now, { X: answer }).faults).toEqual([
    {
      line: 6,
      column: 'code',
      code: 'ANSWER_REFUSED',
      message: 'The answer for X cannot be: the row or the organization is spoken for, or their levels differ.',
    },
  ]);
});

test('an answer that names nobody is told so, whatever it names', () => {
  const wanted = file(county, first, second, ['X', 'S1', '新社区', 'COMMUNITY']);
  expect(deriveActs(wanted, tree(...present), { X: 'nobody' }).faults).toEqual([
    { line: 5, column: 'code', code: 'NOT_FOUND', message: 'The answer names nothing in the tree.' },
  ]);
});

test('a similar name is asked where nothing else came the same way', () => {
  const now = tree(...present, ['a', 's1', '帽峰社区', 'COMMUNITY']);
  const wanted = file(county, first, second, ['X', 'S1', '冒峰社区', 'COMMUNITY']);
  expect(deriveActs(wanted, now)).toMatchObject({
    acts: [],
    questions: [
      {
        code: 'X',
        candidates: [{ id: 'a' }],
        text: '冒峰社区 is similar to 帽峰社区. Is it one of them, or is it new?',
      },
    ],
  });
});

test('a similar name elsewhere says nothing: the one is founded, the other dissolved', () => {
  const now = tree(...present, ['a', 's1', '帽峰社区', 'COMMUNITY']);
  const wanted = file(county, first, second, ['X', 'S2', '冒峰社区', 'COMMUNITY']);
  expect(deriveActs(wanted, now)).toMatchObject({ counts: { CREATE: 1, DISSOLVE: 1, RENAME: 0 }, questions: [] });
});

test('two similar names from the same place are both asked', () => {
  const now = tree(
    ...present,
    ['a', 's1', '帽峰社区', 'COMMUNITY'],
    ['b', 's1', '茅峰社区', 'COMMUNITY'],
    ['w', 's1', '魏家社区', 'COMMUNITY'],
  );
  const wanted = file(
    county,
    first,
    second,
    ['W2', 'S2', '魏家社区', 'COMMUNITY'],
    ['X', 'S2', '冒峰社区', 'COMMUNITY'],
  );
  const { acts, questions } = deriveActs(wanted, now);
  expect(questions.map(({ code, candidates }) => [code, candidates.map(({ id }) => id)])).toEqual([['X', ['a', 'b']]]);
  expect(acts).toEqual([
    { kind: 'MOVE', organization: { id: 'w' }, parent: { id: 's2' } },
    { kind: 'RENAME', organization: { id: 'w' }, externalReference: 'W2' },
  ]);
});

test('what lies beneath a row in question waits for the answer', () => {
  const now = tree(...present, ['a', 's1', '和平社区', 'COMMUNITY']);
  const wanted = file(
    county,
    first,
    ['X', 'C', '鱼腹街道', 'STREET'],
    ['A', 'X', '和平社区', 'COMMUNITY'],
    ['N', 'X', '新社区', 'COMMUNITY'],
  );
  expect(deriveActs(wanted, now)).toMatchObject({ acts: [], questions: [{ code: 'X', candidates: [{ id: 's2' }] }] });
});

test('an area code is a code, and a reference of one’s own stays beside it', () => {
  const own = { externalReference: 'HR-7', areaCode: '500236001005' };
  const now = tree(...present, ['a', 's1', '胡家社区', 'COMMUNITY', own]);
  const same = file(county, first, second, ['500236001005', 'S1', '胡家社区居民委员会', 'COMMUNITY']);
  expect(deriveActs(same, now)).toMatchObject({ acts: [], unchanged: 4 });
  const areaCode = { inferredAreaCode: '500236004001' };
  const other = file(county, first, second, ['500236004001', 'S1', '胡家社区', 'COMMUNITY', areaCode]);
  expect(deriveActs(other, now).acts).toEqual([
    { kind: 'RENAME', organization: { id: 'a' }, areaCode: '500236004001' },
  ]);
});

test('a village that becomes a community keeps its organization and changes name and kind', () => {
  const now = tree(...present, ['a', 's1', '胡家村', 'COMMUNITY', { kind: 'VILLAGE' }]);
  const wanted = file(county, first, second, [
    'X',
    'S1',
    '胡家社区居民委员会',
    'COMMUNITY',
    { inferredKind: 'COMMUNITY' },
  ]);
  expect(deriveActs(wanted, now).acts).toEqual([
    {
      kind: 'RENAME',
      organization: { id: 'a' },
      name: '胡家社区',
      externalReference: 'X',
      organizationKind: 'COMMUNITY',
    },
  ]);
});

test('a root without a code is the root of the file, whatever its name', () => {
  const now = tree(['c', null, '新县', 'COUNTY', { externalReference: null }]);
  expect(deriveActs(file(county), now)).toMatchObject({
    acts: [{ kind: 'RENAME', organization: { id: 'c' }, name: '奉节县', externalReference: 'C' }],
    recognitions: [
      {
        ...{ line: 2, rule: 'ROOT', organizationId: 'c' },
        text: 'C 奉节县 is 新县: a tree has one root, and this one had no code yet.',
      },
    ],
    questions: [],
    faults: [],
  });
});

test('a root under another code is the root when its name is the same, and asked otherwise', () => {
  const now = tree(['c', null, '奉节县', 'COUNTY']);
  expect(deriveActs(file(['X', null, '奉节县', 'COUNTY']), now).acts).toEqual([
    { kind: 'RENAME', organization: { id: 'c' }, externalReference: 'X' },
  ]);
  expect(deriveActs(file(['X', null, '巫山县', 'COUNTY'], ['S', 'X', '街道', 'STREET']), now)).toMatchObject({
    acts: [],
    questions: [{ code: 'X', candidates: [{ id: 'c' }], text: 'Is 巫山县 the root, 奉节县? A tree has one root.' }],
  });
  expect(deriveActs(file(['X', null, '永安街道', 'STREET']), now).faults).toEqual([
    { line: 2, column: 'code', code: 'NO_ROOT', message: '永安街道 has no parent and is not the root of the tree.' },
  ]);
});

test('a level cannot change under the same code', () => {
  expect(deriveActs(file(county, ['S1', 'C', '永安', 'COMMUNITY']), tree(...present)).faults).toEqual([
    {
      line: 3,
      column: 'level',
      code: 'LEVEL_CHANGED',
      message: 'The organization of this code is a STREET; it cannot become a COMMUNITY.',
    },
  ]);
});
