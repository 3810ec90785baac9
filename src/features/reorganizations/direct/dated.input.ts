import { Field, InputType, Int } from 'type-graphql';
import { DateScalar } from '../../../graphql/scalars';

/** What every structural act may say beside itself. */
@InputType({ description: 'A structural act with its day.' })
export abstract class DatedInput {
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'First day on which it holds; today when left out. A day in the past needs a reason; on a day to come it takes effect by itself.',
  })
  effectiveOn?: string | null;

  @Field(() => String, { nullable: true, description: 'Why; it stands in the audit trail and in the lineage.' })
  reason?: string | null;

  @Field(() => Int, { nullable: true, description: 'Refused with `STALE_VERSION` when the version is another by now.' })
  expectedVersion?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same key and input again returns the first result, for 24 hours.',
  })
  idempotencyKey?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Answers as if done, also for a day to come, and writes nothing.',
  })
  dryRun?: boolean | null;
}
