import { features } from '../../src/features';
import { Node } from '../../src/graphql/node';
import { inherited, within } from '../../src/graphql/rules';
import { buildSchema } from '../../src/graphql/schema';
import { ObjectType, Query, Resolver } from '../setup/decorators';

@ObjectType({ implements: Node, description: 'A node that nobody defined as one.' })
class Gadget extends Node {
  readonly globalId = 'gid://sanlou/Gadget/1';
}

@Resolver()
class GadgetQueries {
  @Query(() => Gadget, { nullable: true, description: 'One.' })
  gadget(): Gadget {
    return new Gadget();
  }
}

// In a file of its own: the type is in every schema that is built here.
test('a node type that does not tell where it is at home is refused, since nobody could say what may be done with it', () => {
  const permissions = { Query: { gadget: within() }, Gadget: inherited('id') };
  expect(() => buildSchema([...features, { resolvers: [GadgetQueries], permissions }])).toThrow(
    'Gadget.viewerCan has no rule.',
  );
});
