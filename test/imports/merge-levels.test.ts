import type { TenantLevel } from '../../src/access/actor';
import { mergeLevels } from '../../src/features/imports/levels/merge-levels';
import { levels } from './fengjie';

const preset: TenantLevel[] = levels.map((level) => ({ ...level, childRanks: [...level.childRanks] }));
const found = (...codes: string[]) =>
  codes.map((code, rank) => ({ rank, code, name: code.toLowerCase(), childRanks: [] }));

test('a new level beneath one in use pushes down those that are not', () => {
  const merged = mergeLevels(preset, new Set([0, 1, 2]), found('COMMUNITY', 'STATION'), [
    { above: 'COMMUNITY', beneath: 'STATION' },
  ]);
  expect(merged.faults).toEqual([]);
  expect(merged.levels.map(({ rank, code, childRanks }) => [rank, code, childRanks])).toEqual([
    [0, 'COUNTY', [1]],
    [1, 'STREET', [2]],
    [2, 'COMMUNITY', [3, 4]],
    [3, 'STATION', []],
    [4, 'BRANCH', [5]],
    [5, 'BUILDING_GROUP', [6]],
    [6, 'FLOOR_HOUSEHOLD', []],
  ]);
  expect(merged.levels[3]?.name).toBe('station');
});

test('a gap between two levels in use takes a new one, no gap does not', () => {
  const wide: TenantLevel[] = [
    { rank: 0, code: 'A', name: 'A', childRanks: [10] },
    { rank: 10, code: 'B', name: 'B', childRanks: [] },
  ];
  const steps = [
    { above: 'A', beneath: 'X' },
    { above: 'X', beneath: 'B' },
  ];
  expect(mergeLevels(wide, new Set([0, 10]), found('A', 'X', 'B'), steps)).toEqual({
    faults: [],
    levels: [
      { rank: 0, code: 'A', name: 'A', childRanks: [1, 10] },
      { rank: 1, code: 'X', name: 'x', childRanks: [10] },
      { rank: 10, code: 'B', name: 'B', childRanks: [] },
    ],
  });
  const narrow = wide.map((level) => (level.code === 'B' ? { ...level, rank: 1 } : { ...level, childRanks: [1] }));
  expect(mergeLevels(narrow, new Set([0, 1]), found('A', 'X', 'B'), steps).faults).toEqual([
    {
      ...{ line: null, column: 'level', code: 'LEVEL_IN_USE' },
      message: 'A level would have to come between B and what stands above it; B is in use.',
    },
  ]);
});

test('a level that stands above in the tree cannot stand beneath in a file', () => {
  expect(mergeLevels(preset, new Set([0, 1, 2]), [], [{ above: 'COMMUNITY', beneath: 'STREET' }]).faults).toEqual([
    {
      ...{ line: null, column: 'level', code: 'LEVEL_IN_USE' },
      message: 'STREET stands beneath COMMUNITY in the file, and above it in the tree.',
    },
  ]);
});
