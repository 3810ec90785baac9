import { Extensions, Field, Int } from 'type-graphql';
import { ObjectType } from '../../graphql/object-type';
import { Organization } from '../organizations/organization.entity';

@ObjectType({
  description: 'What is counted of an organization with everything beneath it, as of today; dissolved ones left out.',
})
export class Counts {
  @Field(() => Int, { description: 'Organizations, the one itself included.' })
  organizations!: number;

  @Field(() => Int, { description: 'Grids (网格) that belong to one of these organizations.' })
  grids!: number;

  @Field(() => Int, { description: 'Members: memberships that hold today, PROBATIONARY and FULL.' })
  members!: number;

  @Field(() => Int, { description: 'Of the members those who are FULL.' })
  fullMembers!: number;

  @Field(() => Int, { description: 'Of the members those on probation.' })
  probationaryMembers!: number;

  @Field(() => Int, { description: 'APPLICANT, ACTIVIST and DEVELOPMENT_TARGET; no members yet.' })
  applicants!: number;
}

@ObjectType({ description: 'One organization of the level asked for.' })
export class BreakdownRow {
  @Extensions({ cost: { distinct: true } })
  @Field(() => Organization, { description: 'Which one.' })
  organization!: Organization;

  @Field(() => Counts, { description: 'Of it and everything beneath it.' })
  counts!: Counts;
}

@ObjectType({
  description: 'Counts by organization of one level: rows and elsewhere always sum to total, all of one snapshot.',
})
export class Breakdown {
  @Extensions({ cost: { role: 'inside', distinct: true } })
  @Field(() => [BreakdownRow], {
    description:
      'One for each organization of that level and kind, in the order of the tree, those without anything included; where such organizations lie within one another, the topmost.',
  })
  rows!: BreakdownRow[];

  @Field(() => Counts, {
    description: 'What hangs beneath this organization, itself included, but beneath none of the rows.',
  })
  elsewhere!: Counts;

  @Field(() => Counts, { description: 'Of this organization and everything beneath it.' })
  total!: Counts;
}

const names = ['organizations', 'grids', 'members', 'fullMembers', 'probationaryMembers', 'applicants'] as const;

export const noCounts = (): Counts => ({
  organizations: 0,
  grids: 0,
  members: 0,
  fullMembers: 0,
  probationaryMembers: 0,
  applicants: 0,
});

export function sumOf(all: readonly Counts[]): Counts {
  const sum = noCounts();
  for (const counts of all) for (const name of names) sum[name] += counts[name];
  return sum;
}

/** What is left of counts without a part of them, figure by figure. */
export function without(whole: Counts, part: Counts): Counts {
  const rest = noCounts();
  for (const name of names) rest[name] = whole[name] - part[name];
  return rest;
}
