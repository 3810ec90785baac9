import { getNamedType, type GraphQLSchema } from 'graphql';
import type { Door } from '../../src/graphql/rules';
import type { gather } from '../../src/graphql/shield';
import type { Answer, Caller, GraphQLError } from '../setup/api';
import {
  expectedAtRoot,
  expectedOfNode,
  places,
  type Asker,
  type Outcome,
  type Place,
  type Rules,
  type Target,
} from './expectation';
import type { Ground, Nodes } from './places';
import { directlyAbove, entryTypes, nodeProbes, rootProbes, type RootProbe } from './probes';
import { Selections } from './selection';

/** One field asked for by one asker at one place: what came of it, and what the rules say. */
export interface Case {
  name: string;
  asker: Asker;
  place: Place;
  outcome: string;
  expected: (rules: Rules) => Outcome;
}

type Doors = ReturnType<typeof gather>;

/** Asks for every field that has a probe, as everyone, everywhere. */
export class Trial {
  readonly selections: Selections;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly doors: Doors,
    private readonly ground: Ground,
  ) {
    this.selections = new Selections(schema, doors, entryTypes);
  }

  async run(): Promise<Case[]> {
    const cases: Case[] = [];
    for (const [asker, caller] of this.ground.callers) {
      for (const probe of rootProbes) cases.push(...(await this.askRoot(probe, asker, caller)));
      cases.push(...(await this.askNodes(asker, caller)));
    }
    return cases;
  }

  doorOf(field: string): Door {
    const [type = '', name = ''] = field.split('.');
    const door = this.doors.get(type)?.get(name);
    if (!door) throw new Error(`There is no rule for ${field}, which has a probe.`);
    return door;
  }

  /** Each target in turn lies at every place, while the others lie where everything is held. */
  private async askRoot(probe: RootProbe, asker: Asker, caller: Caller): Promise<Case[]> {
    const [type = '', name = ''] = probe.field.split('.');
    const field = this.selections.fieldOf(type, name);
    const isList = String(field.type).startsWith('[');
    const selection = this.rootSelection(getNamedType(field.type).name, probe.targets);
    const cases: Case[] = [];
    for (const targets of combinations(probe.targets)) {
      const nodes = targets.map(({ place }) => this.ground.nodes[place]);
      const args = probe.args(nodes);
      const text = `${type.toLowerCase()} { ${name}${args && `(${args})`} ${selection} }`;
      const answer = type === 'Subscription' ? await follow(caller, name, text) : await caller.send(text);
      cases.push({
        name: `${probe.field}(${targets.map((target) => `${target.type} ${target.place}`).join(', ')})`,
        asker,
        place: targets.find(({ place }) => place !== 'beneath')?.place ?? 'beneath',
        outcome: outcomeOf(answer, [name], probe.says),
        expected: (rules) => expectedAtRoot(rules, this.doorOf(probe.field), asker, targets, isList),
      });
    }
    return cases;
  }

  /** What is selected of a field of Query or Mutation; of a Node, what its own type has. */
  private rootSelection(typeName: string, targets: readonly string[]): string {
    if (typeName !== 'Node') return this.selections.everyInherited(typeName);
    return `{ ${targets.map((type) => `... on ${type} ${this.selections.everyInherited(type)}`).join(' ')} }`;
  }

  private async askNodes(asker: Asker, caller: Caller): Promise<Case[]> {
    const cases: Case[] = [];
    for (const probe of nodeProbes) {
      const [type = '', name = ''] = probe.field.split('.');
      const { type: asked, path: way } = probe.from ?? { type, path: [] };
      const selection = way.reduceRight(
        (inner, field) => `${field} { ${inner} }`,
        this.selections.field(type, name, probe.args),
      );
      const text = places.map((place) => {
        const { ids } = this.ground.nodes[place] as Nodes;
        return `${place}: node(id: "${ids[asked]}") { ... on ${asked} { ${selection} } }`;
      });
      const answer = await caller.send(`{ ${text.join(' ')} }`);
      for (const place of places) {
        const answers = probe.answers ? directlyAbove[place] : place;
        cases.push({
          name: probe.field,
          asker,
          place,
          outcome: outcomeOf(answer, [place, ...way, name]),
          expected: (rules) => expectedOfNode(rules, this.doorOf(probe.field), asker, { type: asked, place }, answers),
        });
      }
    }
    return cases;
  }
}

/** Whether somebody may follow a subscription, told as the answer of a query. */
async function follow(caller: Caller, name: string, text: string): Promise<Answer<unknown>> {
  const stream = await caller.follow(text);
  const [refusal] = stream.answers;
  await stream.close();
  return { status: 200, data: { [name]: stream.isOpen }, errors: refusal?.errors, extensions: undefined };
}

function combinations(types: readonly string[]): Target[][] {
  if (types.length === 0) return [[]];
  return types.flatMap((_type, moving) =>
    places.map((place) => types.map((type, index): Target => ({ type, place: index === moving ? place : 'beneath' }))),
  );
}

/** What the answer says at the path. Whatever is neither a clear refusal nor a clear answer is told in full. */
function outcomeOf(answer: Answer<unknown>, path: readonly string[], says?: readonly string[]): string {
  const errors = (answer.errors ?? []).filter((error) => isAlong(error, path));
  if (errors.length > 0) return errors.map(({ extensions }) => extensions.code).join(' and ');
  const value = path.reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], answer.data);
  if (!says) return isEmpty(value) ? 'empty' : 'allowed';
  const codes = ((value as { userErrors?: { code: string }[] }).userErrors ?? []).map(({ code }) => code);
  if (codes.join() === says.join()) return 'allowed';
  return codes.join() === 'NOT_FOUND' ? 'empty' : `user errors: ${codes.join(', ')}`;
}

function isAlong({ path = [] }: GraphQLError, wanted: readonly string[]): boolean {
  return wanted.every((name, index) => path[index] === undefined || path[index] === name);
}

function isEmpty(value: unknown): boolean {
  if (value == null) return true;
  if (Array.isArray(value)) return value.every((item) => item == null);
  return typeof value === 'object' && 'edges' in value && (value.edges as unknown[]).length === 0;
}

/** Every field whose rule is wanted, as `Type.field`. */
export function fieldsOf(doors: Doors, wanted: (door: Door) => boolean): string[] {
  return [...doors]
    .flatMap(([type, fields]) => [...fields].filter(([, door]) => wanted(door)).map(([name]) => `${type}.${name}`))
    .sort();
}
