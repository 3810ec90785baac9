import { Field, ID, InputType, Int } from 'type-graphql';
import { DateScalar } from '../../graphql/scalars';

@InputType({ description: 'An organization as it is to be. What is left out stays as it is.' })
export class ImportOrganizationRow {
  @Field({ description: 'Its key: the external reference, or the area code, by which it is found again.' })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Code of what it stands beneath; left out in the one row of the organization of the import itself.',
  })
  parentCode?: string | null;

  @Field({ description: 'Official name, 1 to 200 characters.' })
  name!: string;

  @Field({
    description: 'Code or name of its level, or a kind that official lists use in its place: TOWN, VILLAGE, ...',
  })
  level!: string;

  @Field(() => String, { nullable: true, description: 'What it is within its level.' })
  kind?: string | null;

  @Field(() => String, { nullable: true, description: 'Name as people say it.' })
  shortName?: string | null;

  @Field(() => Int, { nullable: true, description: 'Place among its siblings.' })
  sortOrder?: number | null;

  @Field(() => String, { nullable: true, description: 'Official area code.' })
  areaCode?: string | null;
}

@InputType({
  description: 'The answer to a question of an earlier call; give exactly one of `organizationId` and `isNew`.',
})
export class ImportAnswerInput {
  @Field({ description: 'Code of the row that was asked about.' })
  code!: string;

  @Field(() => ID, { nullable: true, description: 'The organization that it is.' })
  organizationId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: it is none of those that there are.' })
  isNew?: boolean | null;
}

@InputType({ description: 'A hierarchy, as the tree at and beneath an organization is to be.' })
export class ImportOrganizationsInput {
  @Field(() => ID, {
    description: 'Everything that changes lies strictly beneath this organization, usually the root.',
  })
  organizationId!: string;

  @Field({ description: 'What the plan is called, 1 to 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Why; it stands in the audit trail and in the lineage.' })
  reason?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day from which it is to hold; today when left out. A day in the past needs a reason.',
  })
  effectiveOn?: string | null;

  @Field(() => [ImportOrganizationRow], {
    description:
      'Up to 2,000, in any order. What they do not speak of stays: a level that none has, and what stands beneath no row.',
  })
  rows!: ImportOrganizationRow[];

  @Field(() => [ImportAnswerInput], { nullable: true, description: 'Answers to what was asked before.' })
  answers?: ImportAnswerInput[] | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Goes on also when more than a tenth of what the rows speak of would be dissolved.',
  })
  allowDissolve?: boolean | null;

  @Field({
    description: 'The same key and input again returns the first result, for 24 hours. A dry run keeps nothing.',
  })
  idempotencyKey!: string;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Answers as if done, and writes nothing.' })
  dryRun?: boolean | null;
}
