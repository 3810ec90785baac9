import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { ReachArgs } from '../../../graphql/reach';
import { DateScalar } from '../../../graphql/scalars';
import { ActInput } from './act.inputs';
import { ReorganizationState } from './reorganization.entity';

@ArgsType()
export class ReorganizationArgs extends ReachArgs {
  @Field(() => [ReorganizationState], { nullable: true, description: 'Only those in these states; all when left out.' })
  state?: ReorganizationState[] | null;
}

@InputType({ description: 'A plan to be drafted.' })
export class DraftReorganizationInput {
  @Field(() => ID, { description: 'Everything that it changes must lie strictly beneath this organization.' })
  organizationId!: string;

  @Field({ description: 'What it is called, 1 to 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Why; it stands in the audit trail and in the lineage.' })
  reason?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day from which it is to hold; today when left out. A day in the past needs a reason.',
  })
  effectiveOn?: string | null;

  @Field(() => [ActInput], { nullable: true, description: 'Its first acts, in order.' })
  acts?: ActInput[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same key and input again returns the first result, for 24 hours.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A change of a draft; what is left out stays.' })
export class AmendReorganizationInput {
  @Field(() => ID, { description: 'The reorganization.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'What it is called.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day from which it is to hold.' })
  effectiveOn?: string | null;

  @Field(() => [Int], {
    nullable: true,
    description: 'Positions of acts to be taken out, from 0; the others close ranks.',
  })
  removeActs?: number[] | null;

  @Field(() => [ActInput], { nullable: true, description: 'Acts to be added behind the others.' })
  acts?: ActInput[] | null;

  @Field(() => Int, { nullable: true, description: 'Refused with `STALE_VERSION` when the version is another by now.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'A step of a reorganization.' })
abstract class ReorganizationStepInput {
  @Field(() => ID, { description: 'The reorganization.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'Refused with `STALE_VERSION` when the version is another by now.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'The undoing of an applied reorganization.' })
export class UndoReorganizationInput extends ReorganizationStepInput {
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Answers as if done, and writes nothing.' })
  dryRun?: boolean | null;
}

@InputType({ description: 'A preview.' })
export class PreviewReorganizationInput extends ReorganizationStepInput {}

@InputType({ description: 'A proposal.' })
export class ProposeReorganizationInput extends ReorganizationStepInput {}

@InputType({ description: 'An approval.' })
export class ApproveReorganizationInput extends ReorganizationStepInput {}

@InputType({ description: 'A rejection.' })
export class RejectReorganizationInput extends ReorganizationStepInput {}

@InputType({ description: 'An application.' })
export class ApplyReorganizationInput extends ReorganizationStepInput {}
