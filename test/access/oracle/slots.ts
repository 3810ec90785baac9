import {
  getNamedType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
} from 'graphql';
import { namesNothing } from './exceptions';

/** One place in the schema where an operation can name something: an argument of a field, or an input field within it. */
export interface Slot {
  type: string;
  field: GraphQLField<unknown, unknown>;
  /** The argument, and the input fields that lead from it to the name. */
  path: readonly string[];
  /** Whether what stands there is an id; otherwise it is a text by which something is known. */
  isId: boolean;
}

type Input = GraphQLArgument | GraphQLInputField;

export const titleOf = ({ type, field, path }: Slot) => `${type}.${field.name}(${path.join('.')})`;

/** Every slot of every field, at any depth, and the exceptions that were met on the way. */
export function slotsOf(schema: GraphQLSchema): { slots: Slot[]; excepted: Set<string> } {
  const excepted = new Set<string>();
  const slots = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !isIntrospectionType(type))
    .flatMap((type) =>
      isObjectType(type)
        ? Object.values(type.getFields()).flatMap((field) =>
            namings(field.args, `${type.name}.${field.name}`, [], excepted).map((found) => ({
              ...found,
              type: type.name,
              field,
            })),
          )
        : [],
    );
  return { slots, excepted };
}

function namings(
  inputs: readonly Input[],
  owner: string,
  within: readonly string[],
  excepted: Set<string>,
): Pick<Slot, 'path' | 'isId'>[] {
  return inputs.flatMap((input) => {
    const type = getNamedType(input.type);
    const path = [...within, input.name];
    if (isInputObjectType(type)) {
      // Nothing of ours nests in itself; what would is followed a few times.
      return within.length > 8 ? [] : namings(Object.values(type.getFields()), type.name, path, excepted);
    }
    if (!isNaming(input)) return [];
    const name = `${owner}.${input.name}`;
    if (namesNothing.has(name)) {
      excepted.add(name);
      return [];
    }
    return [{ path, isId: type.name === 'ID' }];
  });
}

/** Ids, and texts by which something can be known: a reference, a code, a subject, a number of someone. */
function isNaming({ name, type }: Input): boolean {
  const { name: named } = getNamedType(type);
  return named === 'ID' || (named === 'String' && /(reference|code|subject|phone|number)s?$/i.test(name));
}
