import { Extensions, Field, Int } from 'type-graphql';
import { ObjectType } from '../../graphql/object-type';
import { Grant } from './grant.entity';
import { GrantError } from './grant.errors';

@ObjectType({ description: 'Result of a change of grants.' })
abstract class GrantPayload {
  @Field(() => Grant, { nullable: true, description: 'As it is now; null when refused.' })
  grant?: Grant | null;

  @Field(() => [GrantError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: GrantError[];
}

@ObjectType({ description: 'Result of `grantRole`.' })
export class GrantRolePayload extends GrantPayload {}

/** How many grants of a chain are shown; all are counted. */
export const mostShown = 100;

@ObjectType({ description: 'Result of `revokeRole`.' })
export class RevokeRolePayload extends GrantPayload {
  @Extensions({ cost: { size: mostShown } })
  @Field(() => [Grant], {
    description:
      'What was delegated from it, to the end of the chain, and held until now, as it is now: taken back too with `withDelegated`. The oldest 100, of those that the viewer may read.',
  })
  delegated!: Grant[];

  @Field(() => Int, { description: 'How many grants of the chain held until now, of those that the viewer may read.' })
  delegatedCount!: number;

  @Extensions({ cost: { size: mostShown } })
  @Field(() => [Grant], {
    description:
      'Of these what the viewer cannot take back and which so holds on: it does not lie strictly beneath his own organization any more. The oldest 100.',
  })
  kept!: Grant[];
}
