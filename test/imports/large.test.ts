import { checkHierarchy } from '../../src/features/imports/hierarchy/check-hierarchy';
import { deriveActs } from '../../src/features/imports/hierarchy/derive-acts';
import type { HierarchyRow } from '../../src/features/imports/hierarchy/row';
import { levels, treeOf } from './fengjie';
import { row } from './rows';

const streets = 1_000;

/** 100,001 organizations: a county, streets, and communities in turn beneath them. */
function rows(prefix: string, shift: number): HierarchyRow[] {
  return Array.from({ length: 100_001 }, (_row, index) => {
    if (index === 0) return row(2, ['C', null, '奉节县', 'county']);
    if (index <= streets) return row(index + 2, [`S${index}`, 'C', `第${index}街道`, 'street']);
    const parent = `S${((index + shift) % streets) + 1}`;
    return row(index + 2, [`${prefix}${index}`, parent, `第${index}社区`, 'community']);
  });
}

test('100,000 organizations are checked, and found where they are, elsewhere, and under other codes', () => {
  const { clean, faults } = checkHierarchy(rows('V', 0), levels);
  expect(faults).toEqual([]);
  const now = treeOf(clean);
  expect(deriveActs(clean, now)).toMatchObject({ acts: [], unchanged: 100_001 });
  expect(deriveActs(checkHierarchy(rows('V', 1), levels).clean, now).counts).toMatchObject({ MOVE: 99_000 });
  expect(deriveActs(checkHierarchy(rows('W', 1), levels).clean, now).counts).toEqual({
    CREATE: 0,
    SPLIT: 0,
    RENAME: 99_000,
    MOVE: 99_000,
    DISSOLVE: 0,
  });
});

test('100,000 organizations beneath each other are a chain, and in a circle all at fault', () => {
  const nested = [{ rank: 0, code: 'UNIT', name: '单位', childRanks: [0] }];
  const chain = Array.from({ length: 100_000 }, (_row, index) =>
    row(index + 2, [`U${index}`, index ? `U${index - 1}` : null, `第${index}`, 'unit']),
  );
  const { clean, faults } = checkHierarchy(chain, nested);
  expect(faults).toEqual([]);
  expect(deriveActs(clean, treeOf(clean)).acts).toEqual([]);
  const circle = checkHierarchy([row(2, ['U0', 'U99999', '第0', 'unit']), ...chain.slice(1)], nested);
  expect(circle.faults).toHaveLength(100_000);
});
