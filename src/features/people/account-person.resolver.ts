import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ReadContext } from '../../graphql/context';
import { Account } from '../accounts/account.entity';
import { Person } from './person.entity';
import { visiblePerson } from './person.queries';

@Resolver(() => Account)
export class AccountPersonResolver {
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person on record who it is; null where there is none whom the viewer may see.',
  })
  async person(@Root() { personId }: Account, @Ctx() ctx: ReadContext) {
    return (personId && (await visiblePerson(ctx).load(personId))) || null;
  }
}
