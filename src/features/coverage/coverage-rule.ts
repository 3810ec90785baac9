import { registerEnumType } from 'type-graphql';

export enum CoverageRule {
  GRIDS_WITHOUT_ORGANIZATION = 'GRIDS_WITHOUT_ORGANIZATION',
  MEMBERS_IN_NO_GRID = 'MEMBERS_IN_NO_GRID',
  BUILDING_GROUPS_IN_NO_GRID = 'BUILDING_GROUPS_IN_NO_GRID',
  BRANCHES_BELOW_THREE_FULL_MEMBERS = 'BRANCHES_BELOW_THREE_FULL_MEMBERS',
  VACANT_POSTS = 'VACANT_POSTS',
}
registerEnumType(CoverageRule, {
  name: 'CoverageRule',
  description: 'What the grids promise of a county; what breaks a rule is listed by `Organization.coverage`.',
  valuesConfig: {
    GRIDS_WITHOUT_ORGANIZATION: { description: 'Every grid belongs to an organization that stands.' },
    MEMBERS_IN_NO_GRID: { description: 'Every member is in a grid.' },
    BUILDING_GROUPS_IN_NO_GRID: { description: 'Every building group is covered by a grid from above.' },
    BRANCHES_BELOW_THREE_FULL_MEMBERS: { description: 'Every branch has three FULL members.' },
    VACANT_POSTS: { description: 'Every post has as many holders as it needs.' },
  },
});

/** How many rows break each rule. */
export type CoverageCounts = Readonly<Record<CoverageRule, number>>;
