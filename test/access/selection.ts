import { getNamedType, isCompositeType, isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import type { gather } from '../../src/graphql/shield';

type Doors = ReturnType<typeof gather>;
type AnyField = GraphQLField<unknown, unknown>;

/** Arguments without which a field does not answer. */
const needed: Readonly<Record<string, string>> = {
  'Organization.breakdown': 'level: "BUILDING_GROUP"',
  'Impact.breakdown': 'level: "STREET"',
  'Organization.lineage': 'direction: SUCCESSORS',
};

/** Writes selections of every inherited field, and remembers which fields those were. */
export class Selections {
  readonly written = new Set<string>();

  /** `entries` are the types that an operation of their own selects whole. */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly doors: Doors,
    private readonly entries: ReadonlySet<string>,
  ) {}

  /** Every inherited field of the type, and of the types in it that have no operation of their own. */
  everyInherited(typeName: string): string {
    const names = this.inheritedOf(typeName);
    if (names.length === 0) return '{ __typename }';
    for (const name of names) this.written.add(`${typeName}.${name}`);
    return `{ ${names.map((name) => this.field(typeName, name)).join(' ')} }`;
  }

  /** The ways from the type to every field that `everyInherited` selects. */
  paths(typeName: string): string[][] {
    return this.inheritedOf(typeName).flatMap((name) => {
      const type = getNamedType(this.fieldOf(typeName, name).type);
      const inner = this.entries.has(type.name) ? [] : this.paths(type.name);
      return [[name], ...inner.map((path) => [name, ...path])];
    });
  }

  /** The field with what it needs to be selected. */
  field(typeName: string, name: string, args = ''): string {
    const field = this.fieldOf(typeName, name);
    const given = [needed[`${typeName}.${name}`], args].filter(Boolean).join(', ');
    const paged = given || !field.args.some((argument) => argument.name === 'first') ? given : 'first: 2';
    const type = getNamedType(field.type);
    const inner = this.entries.has(type.name) ? '{ __typename }' : this.everyInherited(type.name);
    return `${name}${paged && `(${paged})`}${isCompositeType(type) ? ` ${inner}` : ''}`;
  }

  fieldOf(typeName: string, name: string): AnyField {
    const type = this.schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (!field) throw new Error(`There is no field ${typeName}.${name}.`);
    return field;
  }

  private inheritedOf(typeName: string): string[] {
    const fields = [...(this.doors.get(typeName) ?? [])];
    return fields.filter(([, door]) => door.kind === 'inherit').map(([name]) => name);
  }
}
