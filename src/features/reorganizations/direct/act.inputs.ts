import { Field, ID, InputType, Int } from 'type-graphql';
import { DatedInput } from './dated.input';

@InputType({
  description: 'Another name, other references or another order from a day on; what is left out stays, null clears.',
})
export class RenameOrganizationInput extends DatedInput {
  @Field(() => ID, { description: 'The organization.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Official name, 1 to 200 characters.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Name as people say it.' })
  shortName?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is within its level.' })
  kind?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its key in another register; unique in the tenant. The one it had still finds it.',
  })
  externalReference?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Official area code of 12 digits; 6 or 9 are completed by zeros. The one it had still finds it.',
  })
  areaCode?: string | null;

  @Field(() => Int, { nullable: true, description: 'Place among its siblings.' })
  sortOrder?: number | null;
}

@InputType({ description: 'A move of an organization with everything beneath it.' })
export class MoveOrganizationInput extends DatedInput {
  @Field(() => ID, { description: 'The organization.' })
  id!: string;

  @Field(() => ID, { description: 'Where it is to stand from then on.' })
  newParentId!: string;
}

@InputType({ description: 'What a new organization is called.' })
export class CalledInput {
  @Field({ description: 'Official name, 1 to 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Name as people say it.' })
  shortName?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is within its level, as `VILLAGE`.' })
  kind?: string | null;

  @Field(() => String, { nullable: true, description: 'Its key in another register; unique in the tenant.' })
  externalReference?: string | null;

  @Field(() => String, { nullable: true, description: 'Official area code; 6 or 9 digits are completed by zeros.' })
  areaCode?: string | null;

  @Field(() => Int, { nullable: true, description: 'Place among its siblings; 0 when left out.' })
  sortOrder?: number | null;
}

@InputType({
  description:
    'A merger: children, memberships, posts and grids go over to one organization of the same level; the others end.',
})
export class MergeOrganizationsInput extends DatedInput {
  @Field(() => [ID], { description: 'Those that end, 1 to 100.' })
  organizationIds!: string[];

  @Field(() => ID, {
    nullable: true,
    description: 'The one they go into. Give this or `into`. `expectedVersion` is of this one.',
  })
  intoId?: string | null;

  @Field(() => CalledInput, {
    nullable: true,
    description: 'A new one that they go into; it stands where the first of them stood.',
  })
  into?: CalledInput | null;
}

@InputType({
  description: 'A part that is split off: a new organization beside the one that is split, and what goes there.',
})
export class SplitPartInput extends CalledInput {
  @Field(() => [ID], { nullable: true, description: 'Children of the organization that is split.' })
  childIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Memberships directly in it.' })
  membershipIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Grids that belong directly to it.' })
  gridIds?: string[] | null;
}

@InputType({ description: 'A split: what is not named stays, and nothing goes to two places.' })
export class SplitOrganizationInput extends DatedInput {
  @Field(() => ID, { description: 'The organization.' })
  id!: string;

  @Field(() => [SplitPartInput], { description: 'What is split off, 1 to 100 parts.' })
  parts!: SplitPartInput[];
}

@InputType({
  description:
    'The end of an organization without children. Its members, posts and grids go where `membersToId` says; without it, it may have none.',
})
export class DissolveOrganizationInput extends DatedInput {
  @Field(() => ID, { description: 'The organization.' })
  id!: string;

  @Field(() => ID, { nullable: true, description: 'Where its members, posts and grids go.' })
  membersToId?: string | null;
}

@InputType({ description: 'The return of a dissolved organization, from a day on.' })
export class RestoreOrganizationInput extends DatedInput {
  @Field(() => ID, { description: 'The organization.' })
  id!: string;

  @Field(() => ID, { nullable: true, description: 'Where it is to stand; where it stood last when left out.' })
  newParentId?: string | null;
}
