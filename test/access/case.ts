import type { Door } from '../../src/graphql/rules';
import type { gather } from '../../src/graphql/shield';
import { titleOf, type Asker, type Outcome, type Rules, type Target } from './expectation';

/** One field asked for by one asker at one place: what came of it, and what the rules say. */
export interface Case {
  field: string;
  targets: readonly Target[];
  asker: Asker;
  outcome: string;
  expected: (rules: Rules, asker: Asker) => Outcome;
}

export type Doors = ReturnType<typeof gather>;

export function doorOf(doors: Doors, field: string): Door {
  const [type = '', name = ''] = field.split('.');
  const door = doors.get(type)?.get(name);
  if (!door) throw new Error(`There is no rule for ${field}, which has a probe.`);
  return door;
}

/** Every field whose rule is wanted, as `Type.field`. */
export function fieldsOf(doors: Doors, wanted: (door: Door) => boolean): string[] {
  return [...doors]
    .flatMap(([type, fields]) => [...fields].filter(([, door]) => wanted(door)).map(([name]) => `${type}.${name}`))
    .sort();
}

/** The cases in which it came otherwise than the rules say. */
export function differences(cases: readonly Case[], rules: Rules): (Case & { wanted: Outcome })[] {
  return cases.flatMap((each) => {
    const wanted = each.expected(rules, each.asker);
    return wanted === each.outcome ? [] : [{ ...each, wanted }];
  });
}

export function tell({ field, targets, asker, outcome, wanted }: Case & { wanted: Outcome }): string {
  const named = targets.map(({ type, place }) => `${type} ${place}`).join(', ');
  return `${field}(${named}) by ${titleOf(asker)}: ${outcome}, not ${wanted}`;
}
