import {
  getNamedType,
  isAbstractType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import type { gather } from '../../../src/graphql/shield';
import { Arguments, type Setting } from './arguments';
import { titleOf, type Slot } from './slots';

type Doors = ReturnType<typeof gather>;
type AnyField = GraphQLField<unknown, unknown>;

/** Writes the operation that names something in a slot. */
export class Operations {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly doors: Doors,
  ) {}

  write(slot: Slot, name: string, setting: Setting): string {
    const asked = this.asked(slot.field, new Arguments(slot, setting).write(name), slot.path);
    const root = (['query', 'mutation', 'subscription'] as const).find(
      (kind) => this.schema.getRootType(kind as never)?.name === slot.type,
    );
    return root ? `${root} { ${asked} }` : this.reached(slot, asked, setting);
  }

  /** The field of a node, or of what hangs from one by fields that need no arguments. */
  private reached(slot: Slot, asked: string, { home }: Setting): string {
    for (const kind of Object.keys(home.ids)) {
      const way = this.wayFrom(kind, slot.type);
      if (!way) continue;
      const inner = way.reduceRight((text, step) => `${step} { ${text} }`, asked);
      return `query { node(id: "${home.ids[kind]}") { ... on ${kind} { ${inner} } } }`;
    }
    throw new Error(`${titleOf(slot)} hangs from no node, so it is not known how to ask for it.`);
  }

  private wayFrom(from: string, to: string): string[] | undefined {
    const ways = new Map<string, string[]>([[from, []]]);
    for (const [type, way] of ways) {
      if (type === to) return way;
      const fields = this.schema.getType(type);
      if (!isObjectType(fields) || way.length > 3) continue;
      for (const field of Object.values(fields.getFields())) {
        const next = getNamedType(field.type).name;
        if (!ways.has(next) && !field.args.some(isRequiredArgument)) ways.set(next, [...way, paged(field, field.name)]);
      }
    }
    return undefined;
  }

  private asked(field: AnyField, args: string, path: readonly string[]): string {
    const [own = ''] = path;
    const paging = field.args.some(({ name }) => name === 'first') && own !== 'first' ? ', first: 2' : '';
    return `${field.name}(${args}${paging}) ${this.selection(getNamedType(field.type), 1)}`;
  }

  /** What whoever has the object may read of it: its values, and those of what is in it, `depth` steps down. */
  private selection(type: GraphQLNamedType, depth: number): string {
    if (isAbstractType(type)) return '{ __typename }';
    if (!isObjectType(type)) return '';
    const fields = Object.values(type.getFields()).flatMap((field) => {
      const isOpen = this.doors.get(type.name)?.get(field.name)?.kind === 'inherit';
      if (!isOpen || field.args.some(isRequiredArgument)) return [];
      const inner = getNamedType(field.type);
      if (!isObjectType(inner) && !isAbstractType(inner)) return [field.name];
      return depth > 0 ? [`${paged(field, field.name)} ${this.selection(inner, depth - 1)}`] : [];
    });
    return `{ __typename ${fields.join(' ')} }`;
  }
}

function paged(field: AnyField, text: string): string {
  return field.args.some(({ name }) => name === 'first') ? `${text}(first: 2)` : text;
}
