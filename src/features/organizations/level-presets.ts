/** A level as a new tenant begins with it; afterwards levels are the tenant's own data. */
export interface PresetLevel {
  readonly rank: number;
  readonly code: string;
  readonly name: string;
  /** The ranks that a child may have. */
  readonly childRanks: readonly number[];
}

export const levelPresets: Readonly<Record<'three-storey', readonly PresetLevel[]>> = {
  // 三楼党建: towns and townships stand at the rank of streets, villages at the rank of communities.
  'three-storey': [
    { rank: 0, code: 'COUNTY', name: '县委组织部', childRanks: [1] },
    { rank: 1, code: 'STREET', name: '街道党工委（镇/乡党委）', childRanks: [2] },
    { rank: 2, code: 'COMMUNITY', name: '社区党委（村党总支）', childRanks: [3] },
    { rank: 3, code: 'BRANCH', name: '小区党支部', childRanks: [4] },
    { rank: 4, code: 'BUILDING_GROUP', name: '楼栋党小组', childRanks: [5] },
    { rank: 5, code: 'FLOOR_HOUSEHOLD', name: '党员中心户', childRanks: [] },
  ],
};
