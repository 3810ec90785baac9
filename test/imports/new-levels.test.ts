import { checkHierarchy } from '../../src/features/imports/hierarchy/check-hierarchy';
import { readHierarchyFile } from '../../src/cli/import/hierarchy-file';
import { dataFile } from '../../seeds/data-file';
import { row } from './rows';

const options = { createLevels: true };

test('the levels of an official list are those of its ranks, and towns and villages are kinds', async () => {
  const { rows } = await readHierarchyFile(dataFile('fengjie-2020.csv'));
  const { faults, newLevels, clean } = checkHierarchy(rows, [], options);
  expect(faults).toEqual([]);
  expect(newLevels).toEqual([
    { rank: 0, code: 'COUNTY', name: 'county', childRanks: [1] },
    { rank: 1, code: 'STREET', name: 'street', childRanks: [2] },
    { rank: 2, code: 'COMMUNITY', name: 'community', childRanks: [] },
  ]);
  expect(new Set(clean.map(({ level, inferredKind }) => `${level} ${inferredKind}`))).toEqual(
    new Set([
      'COUNTY COUNTY',
      'STREET STREET',
      'STREET TOWN',
      'STREET TOWNSHIP',
      'COMMUNITY COMMUNITY',
      'COMMUNITY VILLAGE',
    ]),
  );
});

test('other words are levels in upper case, two of one depth in the order of their lines', () => {
  const rows = [
    row(2, ['3', '2', 'Ward', 'ward']),
    row(3, ['1', null, 'Land', 'Federal State']),
    row(4, ['2', '1', 'Town', 'town']),
    row(5, ['4', '1', 'District', 'rural-district']),
  ];
  expect(checkHierarchy(rows, [], options)).toMatchObject({
    faults: [],
    clean: [{ level: 'WARD' }, { level: 'FEDERAL_STATE' }, { level: 'TOWN' }, { level: 'RURAL_DISTRICT' }],
    newLevels: [
      { rank: 0, code: 'FEDERAL_STATE', name: 'Federal State', childRanks: [1, 2] },
      { rank: 1, code: 'TOWN', name: 'town', childRanks: [3] },
      { rank: 2, code: 'RURAL_DISTRICT', name: 'rural-district', childRanks: [] },
      { rank: 3, code: 'WARD', name: 'ward', childRanks: [] },
    ],
  });
});

test('a level that occurs at two depths is refused', () => {
  const rows = [
    row(2, ['1', null, 'Land', 'state']),
    row(3, ['2', '1', 'Town', 'town']),
    row(4, ['3', '2', 'Town in a town', 'town']),
    row(5, ['4', '2', 'Another', 'town']),
  ];
  expect(checkHierarchy(rows, [], options).faults).toEqual([
    {
      line: 4,
      column: 'level',
      code: 'LEVEL_AT_TWO_DEPTHS',
      message:
        'town stands 2 steps beneath the root here and 1 step beneath the root in line 3; a level has one depth.',
    },
  ]);
});
