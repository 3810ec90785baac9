import { features } from '../../../src/features';
import { writtenFields } from '../../../src/features/fast-path/fit';
import { gather } from '../../../src/graphql/shield';

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
