import { Field, Int } from 'type-graphql';
import { ObjectType } from '../../graphql/object-type';
import type { Organization } from '../organizations/organization.entity';
import { CoverageRule } from './coverage-rule';

/** A rule, asked of an organization with everything beneath it, as it stood at its moment. */
abstract class Broken {
  constructor(readonly organization: Organization) {}
}

@ObjectType({
  description: 'Grids (网格) whose organization has been dissolved; they lie where it stood last.',
})
export class GridsWithoutOrganization extends Broken {}

@ObjectType({
  description:
    'Members, PROBATIONARY and FULL, in no grid. Who is at or beneath what a grid covers is in a grid, and so is who is in an organization, as a branch, to which a grid belongs. Which building groups a grid covers is always that of today.',
})
export class MembersInNoGrid extends Broken {}

@ObjectType({
  description:
    'Building groups (level BUILDING_GROUP) that no grid of an organization above them covers. Which ones a grid covers is always that of today. None where the tenant has no such level.',
})
export class BuildingGroupsInNoGrid extends Broken {}

@ObjectType({
  description:
    'Branches (level BRANCH) with fewer than three FULL members, those beneath them included. None where the tenant has no such level.',
})
export class BranchesBelowThreeFullMembers extends Broken {}

@ObjectType({
  description:
    'Posts with fewer holders than `minimumHolders`. The holders are those of the day asked for; the posts are always those of today, where they are today.',
})
export class VacantPosts extends Broken {}

@ObjectType({
  description: 'What breaks the rules of the grids at an organization and beneath it: of each rule how much, and what.',
})
export class Coverage {
  constructor(private readonly organization: Organization) {}

  @Field(() => GridsWithoutOrganization, { description: 'Every grid belongs to an organization that stands.' })
  get gridsWithoutOrganization(): GridsWithoutOrganization {
    return new GridsWithoutOrganization(this.organization);
  }

  @Field(() => MembersInNoGrid, { description: 'Every member is in a grid.' })
  get membersInNoGrid(): MembersInNoGrid {
    return new MembersInNoGrid(this.organization);
  }

  @Field(() => BuildingGroupsInNoGrid, { description: 'Every building group is covered by a grid from above.' })
  get buildingGroupsInNoGrid(): BuildingGroupsInNoGrid {
    return new BuildingGroupsInNoGrid(this.organization);
  }

  @Field(() => BranchesBelowThreeFullMembers, { description: 'Every branch has three FULL members.' })
  get branchesBelowThreeFullMembers(): BranchesBelowThreeFullMembers {
    return new BranchesBelowThreeFullMembers(this.organization);
  }

  @Field(() => VacantPosts, { description: 'Every post has as many holders as it needs.' })
  get vacantPosts(): VacantPosts {
    return new VacantPosts(this.organization);
  }
}

@ObjectType({ description: 'A rule that more breaks after an act than before it.' })
export class BrokenRule {
  @Field(() => CoverageRule, { description: 'Which one; what breaks it is listed by `Organization.coverage`.' })
  rule!: CoverageRule;

  @Field(() => Int, { description: 'How much broke it just before the act, on the day from which the act holds.' })
  before!: number;

  @Field(() => Int, { description: 'How much breaks it after the act, on that same day.' })
  after!: number;
}
