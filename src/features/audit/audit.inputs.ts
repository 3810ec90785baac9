import { ArgsType, Field, ID } from 'type-graphql';
import { ReachArgs } from '../../graphql/reach';

@ArgsType()
export class AuditArgs extends ReachArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Only what this account did. `NOT_FOUND` where the viewer may not see the account.',
  })
  accountId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only what was done with this API key. `NOT_FOUND` where the viewer may not see the key.',
  })
  apiKeyId?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Only these actions, at most 50: one by its name, as `membership.ended`, or all of a kind by a beginning that ends in a dot, as `membership.`. An empty list finds nothing.',
  })
  actions?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Only what was done to this node. One that has moved away or is of a type that cannot be asked for is found by the entries about it that the viewer may read; `NOT_FOUND` where he may read neither it nor any of them.',
  })
  nodeId?: string | null;

  @Field(() => Date, { nullable: true, description: 'Only what was done at this instant or later.' })
  since?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Only what was done before this instant.' })
  until?: Date | null;
}
