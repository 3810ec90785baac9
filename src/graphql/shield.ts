import { isIntrospectionType, isNonNullType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { applyMiddleware } from 'graphql-middleware';
import { allow, deny, shield } from 'graphql-shield';
import type { Door, PermissionPage } from './rules';
import { guardSubscriptions, unguarded } from './shield-subscriptions';

type RuleTree = Parameters<typeof shield>[0];
export type Doors = Map<string, Map<string, Door>>;

/**
 * The schema with every rule in force. Refuses to start when a field has no rule or two, when a rule names no field,
 * when a non-null field below the root has a rule of its own, because a refusal would erase its parent, and when a
 * subscription asks nothing.
 */
export function guard(schema: GraphQLSchema, pages: readonly PermissionPage[]): GraphQLSchema {
  const doors = gather(pages);
  const faults = [
    ...missing(schema, doors),
    ...stale(schema, doors),
    ...erasing(schema, doors),
    ...unguarded(schema, doors),
  ];
  if (faults.length) throw new Error(`The access rules do not fit the schema:\n  ${faults.join('\n  ')}`);

  // `debug` lets faults fly: without it shield turns a broken database into "not authorised".
  const guarded = applyMiddleware(schema, shield(ruleTree(doors), { fallbackRule: deny, debug: true }));
  // Shield wraps every field and makes it asynchronous; where there is nothing to ask the field gets its own resolver back.
  for (const type of objectTypes(guarded)) {
    for (const field of Object.values(type.getFields())) {
      const door = doors.get(type.name)?.get(field.name);
      if (door?.kind === 'asked') continue;
      field.resolve = (schema.getType(type.name) as GraphQLObjectType).getFields()[field.name]?.resolve;
    }
  }
  guardSubscriptions(guarded, doors);
  return guarded;
}

/** Writes each field's permission to the end of its description, from the rule that enforces it. */
export function describeRules(schema: GraphQLSchema, pages: readonly PermissionPage[]): void {
  const doors = gather(pages);
  for (const type of objectTypes(schema)) {
    for (const field of Object.values(type.getFields())) {
      const door = doors.get(type.name)?.get(field.name);
      if (!door || door.kind === 'inherit' || door.permissions.length === 0) continue;
      const named = door.permissions.map((permission) => `\`${permission}\``).join(' and ');
      field.description = `${field.description ?? ''} Requires ${named}.`.trim();
    }
  }
}

/** The rules of all pages by type and field. */
export function gather(pages: readonly PermissionPage[]): Doors {
  const doors: Doors = new Map();
  for (const [type, fields] of pages.flatMap((page) => Object.entries(page))) {
    const known = doors.get(type) ?? new Map<string, Door>();
    for (const [field, door] of Object.entries(fields)) {
      if (known.has(field)) throw new Error(`Two access rules for ${type}.${field}.`);
      known.set(field, door);
    }
    doors.set(type, known);
  }
  return doors;
}

function objectTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && !isIntrospectionType(type),
  ) as GraphQLObjectType[];
}

function missing(schema: GraphQLSchema, doors: Doors): string[] {
  return objectTypes(schema).flatMap((type) =>
    Object.keys(type.getFields())
      .filter((field) => !doors.get(type.name)?.has(field))
      .map((field) => `${type.name}.${field} has no rule.`),
  );
}

function stale(schema: GraphQLSchema, doors: Doors): string[] {
  return [...doors].flatMap(([typeName, fields]) => {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) return [`There is a rule for ${typeName}, which is no type of the schema.`];
    return [...fields.keys()]
      .filter((field) => !(field in type.getFields()))
      .map((field) => `There is a rule for ${typeName}.${field}, which is no field.`);
  });
}

function erasing(schema: GraphQLSchema, doors: Doors): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return objectTypes(schema)
    .filter((type) => !roots.includes(type))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type) && doors.get(type.name)?.get(field.name)?.kind === 'asked')
        .map((field) => `${type.name}.${field.name} is non-null and has a rule of its own.`),
    );
}

function ruleTree(doors: Doors): RuleTree {
  return Object.fromEntries(
    [...doors].map(([type, fields]) => [
      type,
      Object.fromEntries([...fields].map(([field, door]) => [field, door.kind === 'asked' ? door.rule : allow])),
    ]),
  );
}
