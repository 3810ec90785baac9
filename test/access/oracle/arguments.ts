import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
} from 'graphql';
import type { Nodes } from '../places';
import { needed } from './exceptions';
import type { Slot } from './slots';

/** From what the values beside the name are taken. */
export interface Setting {
  /** The nodes that ids of the first level name, and those of what lies within. */
  home: Nodes;
  inner: Nodes;
  /** Which of its type's values an enum has, counted from the first. */
  choice: number;
  /** Kinds of nodes by the names of the inputs that are ids, where the name of the input does not tell them. */
  kinds: Readonly<Record<string, string>>;
}

type Input = GraphQLArgument | GraphQLInputField;

const texts: Readonly<Record<string, string>> = { level: 'BRANCH' };
const scalars: Readonly<Record<string, string>> = {
  Boolean: 'true',
  Date: '"2020-01-01"',
  DateTime: '"2020-01-01T00:00:00Z"',
  Float: '1',
  Int: '1',
  JSONObject: '{}',
};

/** Writes the arguments of a slot's field: the name in its place, what is required beside it, nothing else. */
export class Arguments {
  /** The ids that are required beside the name, with their likely kinds. */
  readonly beside = new Map<string, string>();
  /** How many values the largest enum beside it has. */
  choices = 1;

  constructor(
    private readonly slot: Slot,
    private readonly setting: Setting,
  ) {}

  write(name: string): string {
    const { field, path } = this.slot;
    return this.members(field.args, path, name, field.name, true);
  }

  private members(inputs: readonly Input[], path: readonly string[], name: string, owner: string, atTop: boolean) {
    const [next, ...rest] = path;
    return inputs
      .flatMap((input) => {
        if (input.name === next) return [`${input.name}: ${this.along(input.type, rest, name)}`];
        const isWanted = isRequiredInputField(input) || `${owner}.${input.name}` in needed;
        return isWanted ? [`${input.name}: ${this.value(input.type, input.name, owner, atTop)}`] : [];
      })
      .join(', ');
  }

  /** The value in which the name stands somewhere. */
  private along(type: GraphQLInputType, path: readonly string[], name: string): string {
    if (isNonNullType(type)) return this.along(type.ofType as GraphQLInputType, path, name);
    if (isListType(type)) return `[${this.along(type.ofType as GraphQLInputType, path, name)}]`;
    if (!isInputObjectType(type)) return JSON.stringify(name);
    return `{ ${this.members(Object.values(type.getFields()), path, name, type.name, path.length === this.slot.path.length - 1)} }`;
  }

  private value(type: GraphQLInputType, name: string, owner: string, atTop: boolean): string {
    const given = needed[`${owner}.${name}`];
    if (given) return given;
    if (isNonNullType(type)) return this.value(type.ofType as GraphQLInputType, name, owner, atTop);
    if (isListType(type)) return `[${this.value(type.ofType as GraphQLInputType, name, owner, atTop)}]`;
    if (isInputObjectType(type))
      return `{ ${this.members(Object.values(type.getFields()), [], '', type.name, false)} }`;
    if (isEnumType(type)) {
      const values = type.getValues();
      this.choices = Math.max(this.choices, values.length);
      return values[this.setting.choice % values.length]?.name ?? '';
    }
    const nodes = atTop ? this.setting.home : this.setting.inner;
    if (type.name === 'ID') {
      const kind = this.setting.kinds[name] ?? kindOf(name, this.slot.field.name, nodes);
      this.beside.set(name, kind);
      return JSON.stringify(nodes.ids[kind]);
    }
    if (/reference$/i.test(name)) {
      return JSON.stringify(/person/i.test(name) ? nodes.personReference : nodes.organizationReference);
    }
    return scalars[type.name] ?? JSON.stringify(texts[name] ?? '新');
  }
}

/** What an id is of: the node by whose type it is called, or else the field; a reorganization is no organization. */
function kindOf(name: string, fieldName: string, { ids }: Nodes): string {
  const kinds = Object.keys(ids).sort((left, right) => right.length - left.length);
  const among = (text: string) => kinds.find((kind) => text.toLowerCase().includes(kind.toLowerCase()));
  return among(name) ?? (name === 'id' ? among(fieldName) : undefined) ?? 'Organization';
}
