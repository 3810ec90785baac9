import { getArgumentValues, type GraphQLObjectType } from 'graphql';
import type { ReadContext } from '../../graphql/context';
import { Unfit, type Selected, type Selections } from './selected';

/** What is known of the operation whose answer is written. */
export interface Writing {
  ctx: ReadContext;
  selections: Selections;
  organizationType: GraphQLObjectType;
  variables: Record<string, unknown>;
}

/** The arguments of a field of the type, as its resolver is given them. */
export function argumentsOf<Arguments>(
  type: GraphQLObjectType,
  { name, node }: Selected,
  variables: Record<string, unknown>,
): Arguments {
  const definition = type.getFields()[name];
  if (!definition) throw new Unfit(`There is no field ${name}.`);
  return getArgumentValues(definition, node, variables) as Arguments;
}
