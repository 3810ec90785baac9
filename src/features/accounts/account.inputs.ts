import { Field, ID, InputType } from 'type-graphql';
import { Role } from '../../access/permission';
import { DateScalar } from '../../graphql/scalars';

@InputType({
  description: 'A role for an account, strictly beneath the own organization and never longer than the own grant.',
})
export class GrantRoleInput {
  @Field(() => ID, { description: 'Who gets it.' })
  accountId!: string;

  @Field(() => Role, { description: 'What it allows.' })
  role!: Role;

  @Field(() => ID, { description: 'Where: it holds there and beneath.' })
  organizationId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Narrows it to the building groups of one grid of that organization; only for GRID_WORKER.',
  })
  gridId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'First day on which it holds; today when left out.' })
  startsOn?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day on which it no longer holds; open-ended when left out.',
  })
  endsOn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same key and input again returns the first result, for 24 hours.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A grant to take back, at once.' })
export class RevokeRoleInput {
  @Field(() => ID, { description: 'The grant.' })
  grantId!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Takes back with it what was delegated from it, to the end of the chain, as far as the own reach goes.',
  })
  withDelegated?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Answers as if it were done, and writes nothing: shows what was delegated from it.',
  })
  dryRun?: boolean | null;
}
