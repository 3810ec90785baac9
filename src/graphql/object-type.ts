import { ObjectType as BaseObjectType, type ObjectTypeOptions } from 'type-graphql';

/**
 * Declares an object type whose fields are properties of what its resolver returns, under the name of the class unless
 * another is given. type-graphql would give each field a resolver that prepares the arguments of a middleware; read as
 * plain properties, a tree of thousands of nodes takes a fraction.
 */
export function ObjectType({ name, ...options }: ObjectTypeOptions & { name?: string }): ClassDecorator {
  const plain = { simpleResolvers: true, ...options };
  return name ? BaseObjectType(name, plain) : BaseObjectType(plain);
}
