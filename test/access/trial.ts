import { getNamedType, type GraphQLSchema } from 'graphql';
import { eachAtOnce, type Wire } from '../setup/wire';
import { doorOf, type Case, type Doors } from './case';
import { expectedAtRoot, places, type Asker, type Target } from './expectation';
import { outcomeOf, type Reply } from './outcome';
import type { Ground } from './places';
import { entryTypes, rootProbes, type RootProbe } from './probes';
import { Reading } from './reading';
import { Selections } from './selection';

/** Asks for every field, as everyone, everywhere. */
export class Trial {
  readonly selections: Selections;
  private readonly reading: Reading;

  constructor(
    schema: GraphQLSchema,
    private readonly doors: Doors,
    private readonly ground: Ground,
    private readonly wire: Pick<Wire, 'send'>,
  ) {
    this.selections = new Selections(schema, doors, entryTypes);
    this.reading = new Reading(this.selections, doors, ground, (query, token) => this.send(query, token));
  }

  async run(): Promise<Case[]> {
    await this.reading.learn();
    const read = await eachAtOnce(8, this.ground.askers, async ({ asker, token }) => {
      const found = await this.reading.ask(asker, token);
      for (const probe of rootProbes.filter(isRead)) found.push(...(await this.askRoot(probe, asker, token)));
      return found;
    });
    // One after another: writers that wait for each other would answer that they did.
    const written = await eachAtOnce(1, this.ground.askers, async ({ asker, token }) => {
      const found: Case[] = [];
      for (const probe of rootProbes) if (!isRead(probe)) found.push(...(await this.askRoot(probe, asker, token)));
      return found;
    });
    return [...read, ...written].flat();
  }

  /** Each target in turn lies at every place, while the others lie where everything is held. */
  private async askRoot(probe: RootProbe, asker: Asker, token: string | undefined): Promise<Case[]> {
    const [type = '', name = ''] = probe.field.split('.');
    const field = this.selections.fieldOf(type, name);
    const isList = String(field.type).startsWith('[');
    const door = doorOf(this.doors, probe.field);
    const cases: Case[] = [];
    for (const targets of combinations(probe.targets, asker)) {
      const args = probe.args(targets.map(({ place }) => this.ground.nodes[place]));
      const selection = this.rootSelection(getNamedType(field.type).name, targets);
      const reply = await this.send(`${type.toLowerCase()} { ${name}${args && `(${args})`} ${selection} }`, token);
      const isGone = targets.some(({ place }) => place === 'dissolved');
      cases.push({
        field: probe.field,
        targets,
        asker,
        outcome: outcomeOf(reply, [name], probe.says && { codes: probe.says, isGone }),
        expected: (rules, whoever) => expectedAtRoot(rules, door, whoever, targets, isList),
      });
    }
    return cases;
  }

  /** What is selected of a field at the root: where all is held, all that its type has. */
  private rootSelection(typeName: string, targets: readonly Target[]): string {
    if (entryTypes.has(typeName) || typeName === 'Node') return '{ __typename }';
    const isPayload = /Payload$/.test(typeName);
    const isHeld = targets.every(({ place }) => place === 'beneath');
    return isPayload && !isHeld ? '{ userErrors { code } }' : this.selections.everyInherited(typeName);
  }

  private async send(query: string, token: string | undefined): Promise<Reply> {
    const { text } = await this.wire.send(query, token);
    // A subscription that has begun says so; one that is refused ends with its answer.
    if (/^: open$/m.test(text)) return { data: { [/\w+/.exec(query.slice('subscription'.length))?.[0] ?? '']: true } };
    return JSON.parse(/^data: ?(.*)$/m.exec(text)?.[1] ?? text) as Reply;
  }
}

const isRead = ({ field }: RootProbe) => !field.startsWith('Mutation.');

/** Whose grant does not hold is asked for at the place where everything would be his, and at his own. */
function combinations(types: readonly string[], asker: Asker): Target[][] {
  if (types.length === 0) return [[]];
  const holds = !('situation' in asker) || asker.situation === 'held' || asker.situation === 'in a grid';
  const tried = holds ? places : places.slice(0, 2);
  return types.flatMap((_type, moving) =>
    tried.map((place) => types.map((type, index): Target => ({ type, place: index === moving ? place : 'beneath' }))),
  );
}
