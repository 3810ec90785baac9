import { registerEnumType } from 'type-graphql';

export enum PostKind {
  BRANCH_SECRETARY = 'BRANCH_SECRETARY',
  GRID_LEADER = 'GRID_LEADER',
  GRID_MEMBER = 'GRID_MEMBER',
  BUILDING_CHIEF = 'BUILDING_CHIEF',
  BUILDING_STEWARD = 'BUILDING_STEWARD',
  FLOOR_HOST = 'FLOOR_HOST',
  INFORMATION_PUBLICIST = 'INFORMATION_PUBLICIST',
  STUDY_COUNSELLOR = 'STUDY_COUNSELLOR',
  CONFLICT_MEDIATOR = 'CONFLICT_MEDIATOR',
  HARDSHIP_HELPER = 'HARDSHIP_HELPER',
  CIVILITY_SUPERVISOR = 'CIVILITY_SUPERVISOR',
  INTEREST_GROUP_INSTRUCTOR = 'INTEREST_GROUP_INSTRUCTOR',
}
registerEnumType(PostKind, {
  name: 'PostKind',
  description: 'What a post is for.',
  valuesConfig: {
    BRANCH_SECRETARY: { description: 'Leads a branch (支部书记).' },
    GRID_LEADER: { description: 'Leads a grid (网格长).' },
    GRID_MEMBER: { description: 'Works in a grid (网格员).' },
    BUILDING_CHIEF: { description: 'Leads a building (楼栋长).' },
    BUILDING_STEWARD: { description: 'Looks after a building (楼栋管家).' },
    FLOOR_HOST: { description: 'Hosts the members of a floor (中心户).' },
    INFORMATION_PUBLICIST: { description: 'Spreads news; one of the five volunteers (信息宣传员).' },
    STUDY_COUNSELLOR: { description: 'Guides study; one of the five volunteers (学习辅导员).' },
    CONFLICT_MEDIATOR: { description: 'Mediates; one of the five volunteers (矛盾调解员).' },
    HARDSHIP_HELPER: { description: 'Helps those in need; one of the five volunteers (困难帮扶员).' },
    CIVILITY_SUPERVISOR: { description: 'Watches over manners; one of the five volunteers (文明监督员).' },
    INTEREST_GROUP_INSTRUCTOR: { description: 'Instructs an interest group (党建指导员).' },
  },
});
