import { deriveActs } from '../../src/features/imports/hierarchy/derive-acts';
import type { DesiredOrganization } from '../../src/features/imports/hierarchy/desired-organization';
import { isSameName } from '../../src/features/imports/hierarchy/plain-name';
import { fengjie, shortName, treeOf } from './fengjie';
import { NaiveTree } from './naive-tree';

let before: DesiredOrganization[];
let after: DesiredOrganization[];
beforeAll(async () => {
  [before, after] = await Promise.all([fengjie(2020), fengjie(2023)]);
});

const moved = [
  ['500236001005', '500236004001'],
  ['500236001006', '500236004002'],
  ['500236001007', '500236004003'],
  ['500236001008', '500236004004', '冒峰社区居民委员会'],
  ['500236001012', '500236004009'],
  ['500236001200', '500236004200'],
  ['500236001201', '500236004201'],
] as const;

const renamed = [
  ['500236120212', '驸马村村民委员会'],
  ['500236124202', '红峡村村民委员会'],
  ['500236126002', '渔灯社区居民委员会'],
  ['500236127216', '荆泉村民委员会'],
  ['500236128210', '回龙村村民委员会'],
  ['500236129201', '东厢村村民委员会'],
  ['500236129203', '祝柏村村民委员会'],
  ['500236131200', '三峡村村民委员会'],
  ['500236133204', '白龙村村民委员会'],
  ['500236265201', '作坊村村民委员会'],
  ['500236269212', '民寨村村民委员会'],
  ['500236276201', '兴合村村民委员会'],
  ['500236278200', '屏峰村村民委员会'],
] as const;

test.each([
  ['official names', (name: string) => name],
  ['short names', shortName],
])('the edition of 2023 is a split, two foundings and twenty renames of a tree with %s', (_what, nameOf) => {
  const derived = deriveActs(after, treeOf(before, nameOf));
  const create = { kind: 'CREATE', parent: { id: '500236001' }, level: 'COMMUNITY', organizationKind: 'COMMUNITY' };
  expect(derived.acts).toEqual([
    {
      kind: 'SPLIT',
      organization: { id: '500236001' },
      parts: [
        {
          key: '500236004',
          name: '夔州街道',
          organizationKind: 'STREET',
          externalReference: '500236004',
          areaCode: '500236004000',
          children: moved.map(([id]) => ({ id })),
        },
      ],
    },
    ...[
      ['500236001013', '江陵社区居民委员会'],
      ['500236001014', '诗城路社区居民委员会'],
    ].map(([code, name]) => ({ ...create, key: code, name, externalReference: code, areaCode: code })),
    ...moved.map(([id, code, name]) => ({
      kind: 'RENAME',
      organization: { id },
      ...(name ? { name: nameOf(name) } : {}),
      externalReference: code,
      areaCode: code,
    })),
    ...renamed.map(([id, name]) => ({ kind: 'RENAME', organization: { id }, name: nameOf(name) })),
  ]);
  expect(derived).toMatchObject({
    questions: [],
    faults: [],
    counts: { CREATE: 2, SPLIT: 1, RENAME: 20, MOVE: 0, DISSOLVE: 0 },
    unchanged: 402,
  });
  expect(derived.notices).toEqual([
    {
      line: 309,
      column: 'name',
      code: 'NAMES_EXCHANGED',
      message: `It and line 285 exchange their names, ${nameOf('三峡村村民委员会')} and ${nameOf('白龙村村民委员会')}.`,
    },
  ]);
  expect(derived.recognitions.map(({ rule, organizationId }) => [rule, organizationId])).toEqual([
    ...moved.map(([id, , name]) => [name ? 'SIMILAR_NAME' : 'SAME_NAME', id]),
    ...renamed.map(([id]) => ['SAME_CODE', id]),
  ]);
});

test('why a row was recognized is told', () => {
  const { recognitions } = deriveActs(after, treeOf(before));
  expect(recognitions.filter(({ line }) => line === 62 || line === 63)).toEqual([
    {
      line: 62,
      rule: 'SAME_NAME',
      organizationId: '500236001007',
      text: '500236004003 魏家社区居民委员会 is 500236001007 魏家社区居民委员会: no other has this name.',
    },
    {
      line: 63,
      rule: 'SIMILAR_NAME',
      organizationId: '500236001008',
      text: '500236004004 冒峰社区居民委员会 is 500236001008 帽峰社区居民委员会: the names are similar, and others came from the same place to the same place.',
    },
  ]);
});

test.each([(name: string) => name, shortName])(
  'the acts lead to the tree of the file, which then derives nothing',
  (nameOf) => {
    const tree = new NaiveTree(treeOf(before, nameOf)).apply(deriveActs(after, treeOf(before, nameOf)).acts).list();
    const byReference = new Map(tree.map((each) => [each.externalReference, each]));
    const ids = new Map(tree.map(({ id, externalReference }) => [externalReference, id]));
    expect(tree).toHaveLength(after.length);
    for (const row of after) {
      const organization = byReference.get(row.code);
      expect(organization).toMatchObject({
        parentId: row.parentCode === null ? null : ids.get(row.parentCode),
        levelCode: row.level,
        kind: row.inferredKind,
        areaCode: row.inferredAreaCode,
      });
      expect(isSameName(organization?.name ?? '', row.name)).toBe(true);
    }
    expect(deriveActs(after, tree)).toMatchObject({ acts: [], questions: [], faults: [], unchanged: after.length });
  },
);

test('what lies beneath the levels of the file is left alone and moves along', () => {
  const branch = {
    ...treeOf(before)[0],
    id: 'branch',
    parentId: '500236001005',
    levelRank: 3,
    levelCode: 'BRANCH',
    kind: null,
  };
  const tree = [
    ...treeOf(before),
    { ...branch, name: '巴蜀花园', shortName: null, externalReference: 'B-1', areaCode: null, sortOrder: 0 },
  ];
  const { acts, counts } = deriveActs(after, tree);
  expect(counts).toEqual({ CREATE: 2, SPLIT: 1, RENAME: 20, MOVE: 0, DISSOLVE: 0 });
  expect(JSON.stringify(acts)).not.toContain('branch');
});
