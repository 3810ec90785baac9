import { features } from '../../../src/features';
import { places, type Beneath } from '../../../src/features/fast-path/fit';
import { gather } from '../../../src/graphql/shield';

/** Each field that may be written, with the type it is of. */
function writtenFields(): { type: string; field: string }[] {
  const found = new Map<string, { type: string; field: string }>();
  const entered = new Set<string>();
  const enter = ({ type = '', place = '' }: Beneath) => {
    if (entered.has(place)) return;
    entered.add(place);
    for (const [field, beneath] of Object.entries(places[place] ?? {})) {
      found.set(`${type}.${field}`, { type, field });
      enter(beneath);
    }
  };
  enter({ type: 'Query', place: 'query' });
  return [...found.values()];
}

test('of what is written no field asks a question of its own, but for those that are resolved behind their rules', () => {
  const doors = gather(features.map(({ permissions }) => permissions));
  const written = writtenFields().map(({ type, field }) => ({
    name: `${type}.${field}`,
    kind: doors.get(type)?.get(field)?.kind,
  }));
  const of = (kind: string | undefined) => written.filter((each) => each.kind === kind).map(({ name }) => name);
  expect(of(undefined)).toEqual([]);
  // Resolved by their own resolvers.
  expect(of('asked')).toEqual(['Query.organization', 'Query.node', 'Query.nodes', 'Query.viewer']);
  // Their statements leave out what the viewer may not read: `visiblyAbove`, and the conditions of the list itself.
  expect(of('scoped').toSorted()).toEqual(['Organization.ancestors', 'Organization.memberships']);
  expect(of('inherit').length).toBeGreaterThan(50);
});
