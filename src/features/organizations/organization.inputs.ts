import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { PageArgs } from '../../graphql/connection';
import { DateScalar } from '../../graphql/scalars';

@InputType({ description: 'Names one organization; give exactly one field.' })
export class OrganizationBy {
  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'Its key in another register.' })
  externalReference?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its official area code; 6 or 9 digits are completed by zeros to 12.',
  })
  areaCode?: string | null;
}

@ArgsType()
export class DescendantArgs extends PageArgs {
  @Field(() => Int, { nullable: true, description: 'How many levels down at the most; 1 for children only.' })
  maxDepth?: number | null;

  @Field(() => String, { nullable: true, description: 'Only organizations of the level with this code.' })
  level?: string | null;

  @Field(() => String, { nullable: true, description: 'Only organizations of this kind.' })
  kind?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Part of the name, the short name, or their pinyin in full or by initials: `yssq` finds 羽声社区.',
  })
  search?: string | null;
}

@InputType({ description: 'A new organization.' })
export class CreateOrganizationInput {
  @Field(() => ID, { description: 'Where it is to stand.' })
  parentId!: string;

  @Field({ description: "Code of its level; the parent's level must allow it." })
  level!: string;

  @Field({ description: 'Official name, 1 to 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Name as people say it.' })
  shortName?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is within its level, as `VILLAGE`.' })
  kind?: string | null;

  @Field(() => String, { nullable: true, description: 'Its key in another register; unique in the tenant.' })
  externalReference?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Official area code of 12 digits; 6 or 9 are completed by zeros.',
  })
  areaCode?: string | null;

  @Field(() => Int, { nullable: true, description: 'Place among its siblings; 0 when left out.' })
  sortOrder?: number | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day on which it was established, today or earlier; today when left out.',
  })
  establishedOn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same key and input again returns the first result, for 24 hours.',
  })
  idempotencyKey?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Answers as if done, and writes nothing.' })
  dryRun?: boolean | null;
}

@InputType({
  description: 'New names, references or order; what is left out stays, null clears. Not the place in the tree.',
})
export class UpdateOrganizationInput {
  @Field(() => ID, { description: 'The organization.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Official name, 1 to 200 characters.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Name as people say it.' })
  shortName?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is within its level.' })
  kind?: string | null;

  @Field(() => String, { nullable: true, description: 'Its key in another register; unique in the tenant.' })
  externalReference?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Official area code of 12 digits; 6 or 9 are completed by zeros.',
  })
  areaCode?: string | null;

  @Field(() => Int, { nullable: true, description: 'Place among its siblings.' })
  sortOrder?: number | null;

  @Field(() => Int, { nullable: true, description: 'Refused with `STALE_VERSION` when the version is another by now.' })
  expectedVersion?: number | null;
}
