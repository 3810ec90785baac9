import { isDeepStrictEqual } from 'node:util';
import { Role } from '../../src/access/permission';
import { doorOf, type Case, type Doors } from './case';
import { expectedOfNode, places, type Asker, type Target } from './expectation';
import { outcomeOf, refusalOf, type Reply } from './outcome';
import type { Ground } from './places';
import { dependsOnViewer, directlyAbove, nodeProbes, nodeTypes, type NodeProbe } from './probes';
import type { Selections } from './selection';

type Send = (query: string, token: string | undefined) => Promise<Reply>;

/** Reads every field of every node: the inherited ones whole, those with a rule of their own by their probes. */
export class Reading {
  private readonly truth = new Map<string, Reply>();

  constructor(
    private readonly selections: Selections,
    private readonly doors: Doors,
    private readonly ground: Ground,
    private readonly send: Send,
  ) {}

  /** Reads what the inherited fields hold, as someone who holds every role above all places. */
  async learn(): Promise<void> {
    const { tenant } = this.ground;
    const { token } = await tenant.actor(Object.values(Role).map((role) => ({ role, at: tenant.root })));
    for (const type of nodeTypes) this.truth.set(type, await this.send(this.inherited(type), token));
  }

  async ask(asker: Asker, token: string | undefined): Promise<Case[]> {
    const cases: Case[] = [];
    for (const type of nodeTypes) {
      cases.push(...this.inheritedCases(type, asker, await this.send(this.inherited(type), token)));
      const probes = nodeProbes.filter((probe) => startOf(probe).type === type);
      if (probes.length === 0) continue;
      cases.push(...this.probedCases(type, probes, asker, await this.send(this.probing(type, probes), token)));
    }
    return cases;
  }

  private everywhere(type: string, fields: string): string {
    const text = places.map(
      (place) => `${alias(place)}: node(id: "${this.ground.nodes[place].ids[type]}") { ...asked }`,
    );
    return `{ ${text.join(' ')} } fragment asked on ${type} { ${fields} }`;
  }

  private inherited(type: string): string {
    return this.everywhere(type, `... on ${type} ${this.selections.everyInherited(type)}`);
  }

  private inheritedCases(type: string, asker: Asker, reply: Reply): Case[] {
    return places.flatMap((place) => {
      const target: Target = { type, place };
      return this.selections.paths(type).map((fields): Case => {
        const path = [alias(place), ...fields];
        const isTrue = () => isDeepStrictEqual(along(reply.data, path), along(this.truth.get(type)?.data, path));
        const field = `${type}.${fields.join('.')}`;
        const read = dependsOnViewer.has(field) || isTrue() ? 'allowed' : 'other than it is';
        return {
          field,
          targets: [target],
          asker,
          outcome: refusalOf(reply, path) ?? read,
          expected: (rules, whoever) => expectedOfNode(rules, { kind: 'inherit' }, whoever, target, place),
        };
      });
    });
  }

  private probing(type: string, probes: readonly NodeProbe[]): string {
    const fields = probes.map((probe) => {
      const [on = '', name = ''] = probe.field.split('.');
      const text = this.selections.field(on, name, probe.args);
      return startOf(probe).path.reduceRight((inner, step) => `${step} { ${inner} }`, text);
    });
    return this.everywhere(type, fields.join(' '));
  }

  private probedCases(type: string, probes: readonly NodeProbe[], asker: Asker, reply: Reply): Case[] {
    return probes.flatMap((probe) =>
      places.map((place): Case => {
        const target: Target = { type, place };
        const answers = probe.answers ? directlyAbove[place] : place;
        return {
          field: probe.field,
          targets: [target],
          asker,
          outcome: outcomeOf(reply, [alias(place), ...startOf(probe).path, probe.field.split('.')[1] ?? '']),
          expected: (rules, whoever) => {
            const outcome = expectedOfNode(rules, doorOf(this.doors, probe.field), whoever, target, answers);
            return outcome === 'allowed' && probe.nothingAt?.includes(place) ? 'empty' : outcome;
          },
        };
      }),
    );
  }
}

function startOf({ field, from }: NodeProbe): { type: string; path: readonly string[] } {
  return from ?? { type: field.split('.')[0] ?? '', path: [] };
}

const alias = (place: string) => place.replace(' ', '');

/** Everything that stands at the path, through lists; what is not there is undefined. */
function along(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => along(item, name === undefined ? [] : [name, ...rest]));
  if (name === undefined || value == null) return value;
  return along((value as Record<string, unknown>)[name], rest);
}
