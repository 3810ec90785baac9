import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { Role } from '../../../access/permission';
import { ReachArgs } from '../../../graphql/reach';

@InputType({
  description:
    'A role for oneself for some hours, at an organization at or beneath which one holds `access:temporary`. All that is read under it is on record.',
})
export class TakeTemporaryAccessInput {
  @Field(() => ID, { description: 'Where: it holds there and beneath.' })
  organizationId!: string;

  @Field(() => Role, { description: 'What it allows; no role that gives grants or administers accounts.' })
  role!: Role;

  @Field({ description: 'Why, for whoever reads the record: 10 to 500 characters.' })
  reason!: string;

  @Field(() => Int, { nullable: true, defaultValue: 60, description: 'For how many minutes, 1 to 240.' })
  minutes?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same key and input again returns the first result, for 24 hours.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A temporary access to hand back before it expires.' })
export class EndTemporaryAccessInput {
  @Field(() => ID, { description: 'The grant, which is one of the own temporary ones.' })
  grantId!: string;
}

@ArgsType()
export class TemporaryAccessArgs extends ReachArgs {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that hold now, or only those that no longer do; both when left out.',
  })
  isActive?: boolean | null;
}
