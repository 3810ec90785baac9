import { features } from '../../src/features';
import { Writes } from '../../src/graphql/mutation';
import { can, inherited, scoped, within, type PermissionPage } from '../../src/graphql/rules';
import { buildSchema } from '../../src/graphql/schema';
import { Field, FieldResolver, Int, Mutation, ObjectType, Query, Resolver, Subscription } from '../setup/decorators';

@ObjectType({ description: 'One of several.' })
class Thing {
  @Field(() => Int, { description: 'Which.' })
  number!: number;
}

@Resolver()
class ThingQueries {
  @Query(() => Thing, { nullable: true, description: 'One.' })
  thing(): Thing {
    return { number: 1 };
  }
}

@Resolver()
class ThingMutations {
  @Writes({ structure: 'shared' })
  @Mutation(() => Thing, { description: 'Makes one.' })
  makeThing(): Thing {
    return { number: 1 };
  }
}

@Resolver()
class UndeclaredMutations {
  @Mutation(() => Thing, { description: 'Makes one, nobody knows how.' })
  forgeThing(): Thing {
    return { number: 1 };
  }
}

@Resolver(() => Thing)
class ThingParts {
  @FieldResolver(() => [Thing], { description: 'How many, nobody knows.' })
  parts(): Thing[] {
    return [];
  }
}

@Resolver()
class ThingSubscriptions {
  @Subscription(() => Thing, { topics: 'thing', description: 'Each as it is made.' })
  thingMade(): Thing {
    return { number: 1 };
  }
}

const rules: PermissionPage = { Query: { thing: within() }, Thing: inherited('number') };

function build(resolvers: readonly (new () => object)[], permissions: PermissionPage) {
  return () => buildSchema([...features, { resolvers, permissions }]);
}

test('a field with a rule starts', () => {
  expect(build([ThingQueries], rules)).not.toThrow();
});

test('a field without a rule is refused', () => {
  expect(build([ThingQueries], { Thing: inherited('number') })).toThrow('Query.thing has no rule.');
  expect(build([ThingQueries], { Query: { thing: within() } })).toThrow('Thing.number has no rule.');
});

test('a rule for a field or type that is not there is refused', () => {
  expect(build([ThingQueries], { ...rules, Thing: inherited('number', 'name') })).toThrow(
    'There is a rule for Thing.name, which is no field.',
  );
  expect(build([ThingQueries], { ...rules, Nothing: inherited('name') })).toThrow(
    'There is a rule for Nothing, which is no type of the schema.',
  );
  expect(build([ThingQueries], { ...rules, Thing: inherited('number', '*') })).toThrow(
    'There is a rule for Thing.*, which is no field.',
  );
});

test('two rules for one field are refused', () => {
  expect(build([ThingQueries], { ...rules, Organization: inherited('name') })).toThrow(
    'Two access rules for Organization.name.',
  );
});

test('a non-null field beneath the root may not have a rule of its own', () => {
  const asked = can<Thing, unknown>('organization:read', ({ number }) => String(number));
  expect(build([ThingQueries], { ...rules, Thing: { number: asked } })).toThrow(
    'Thing.number is non-null and has a rule of its own.',
  );
});

test('a mutation that does not declare how it writes is refused', () => {
  const permissions = { ...rules, Mutation: { forgeThing: within(), makeThing: within() } };
  expect(build([ThingQueries, ThingMutations, UndeclaredMutations], permissions)).toThrow(
    'Mutation.forgeThing does not declare how it writes.',
  );
  const { forgeThing: _forgeThing, ...declared } = permissions.Mutation;
  expect(build([ThingQueries, ThingMutations], { ...rules, Mutation: declared })).not.toThrow();
});

test('a mutation that asks nothing of whoever calls it is refused', () => {
  for (const makeThing of [scoped('organization:read'), ...Object.values(inherited('makeThing'))]) {
    expect(build([ThingQueries, ThingMutations], { ...rules, Mutation: { makeThing } })).toThrow(
      'Mutation.makeThing asks nothing of whoever calls it.',
    );
  }
});

test('a subscription that asks nothing before it begins is refused', () => {
  const begin = (Subscribing: PermissionPage[string]) =>
    build([ThingQueries, ThingSubscriptions], { ...rules, Subscription: Subscribing });
  expect(begin({ thingMade: within() })).not.toThrow();
  expect(begin({})).toThrow('Subscription.thingMade has no rule.');
  const unasked = 'Subscription.thingMade has no rule that is asked before it begins.';
  expect(begin(inherited('thingMade'))).toThrow(unasked);
  expect(begin({ thingMade: scoped('grant:read') })).toThrow(unasked);
});

test('a list whose size nobody declared is refused', () => {
  expect(build([ThingQueries, ThingParts], { ...rules, Thing: inherited('number', 'parts') })).toThrow(
    'Lists without a declared size: Thing.parts',
  );
});
