import { permissions, rolePermissions, type Permission, type Role } from '../../access/permission';
import type { Id } from '../../database/id';
import type { Placed } from './difference.type';

/** What an account was given, as of each of the two days. */
export interface DatedGrant {
  role: Role;
  /** The building groups of its grid; null when it is kept to none. */
  covered: Id[] | null;
  was: { isHeld: boolean; placeId: Id };
  is: { isHeld: boolean; placeId: Id };
}

/** An organization with its path on each of the two days; null where it did not exist. */
export interface DatedPlace {
  id: Id;
  was: string | null;
  is: string | null;
  isVisible: boolean;
}

export interface Difference {
  place: Placed;
  gained: Permission[];
  lost: Permission[];
  otherwise: Placed[];
}

type Day = 'was' | 'is';
type Held = ReadonlySet<Permission>;

/**
 * Where in the tree of the later day a change begins, in its order: what a place inherits from the one above is told there. The
 * places are all where a change can begin, with all that stands above them. Also whether no change is out of sight.
 */
export function compareAccess(
  grants: readonly DatedGrant[],
  given: readonly DatedPlace[],
): { differences: Difference[]; isComplete: boolean } {
  const places = new Map(given.map((place) => [place.id, place]));
  const roots = { was: rootsOf(grants, places, 'was'), is: rootsOf(grants, places, 'is') };

  /** What was founded in between was held as the place beneath which it stands. */
  const heldBefore = ({ was, is }: DatedPlace): Held => {
    if (was !== null) return heldAt(roots.was, was);
    const above = is && places.get(parentOf(is));
    return above ? heldBefore(above) : new Set();
  };
  const changes = new Map(
    given.flatMap((place) => {
      if (place.is === null) return [];
      const [before, after] = [heldBefore(place), heldAt(roots.is, place.is)];
      const gained = permissions.filter((each) => after.has(each) && !before.has(each));
      const lost = permissions.filter((each) => before.has(each) && !after.has(each));
      const isChanged = gained.length + lost.length > 0;
      const key = place.isVisible ? `${gained.join()} ${lost.join()}` : 'out of sight';
      return [[place.id, { ...place, path: place.is, gained, lost, isChanged, key }] as const];
    }),
  );
  const starting = [...changes.values()]
    .filter(({ path, key }) => (changes.get(parentOf(path))?.key ?? 'out of sight') !== key)
    .sort((left, right) => (left.path < right.path ? -1 : 1));
  const otherwise = nestedIn(starting);
  return {
    differences: starting
      .filter(({ isVisible, isChanged }) => isVisible && isChanged)
      .map(({ id, path, gained, lost }) => ({ place: { id, path }, gained, lost, otherwise: otherwise.get(id) ?? [] })),
    isComplete: [...changes.values()].every(({ isVisible, isChanged }) => isVisible || !isChanged),
  };
}

/** Where each permission begins on a day, by organization. */
function rootsOf(
  grants: readonly DatedGrant[],
  places: ReadonlyMap<Id, DatedPlace>,
  day: Day,
): ReadonlyMap<Id, Permission[]> {
  const roots = new Map<Id, Permission[]>();
  for (const { role, covered, [day]: dated } of grants) {
    if (!dated.isHeld) continue;
    const top = places.get(dated.placeId)?.[day];
    const begins = covered?.filter((id) => top != null && isWithin(places.get(id)?.[day], top)) ?? [dated.placeId];
    for (const id of begins) roots.set(id, [...(roots.get(id) ?? []), ...rolePermissions[role]]);
  }
  return roots;
}

function heldAt(roots: ReadonlyMap<Id, Permission[]>, path: string): Held {
  return new Set(path.split('/').flatMap((id) => roots.get(id) ?? []));
}

function isWithin(path: string | null | undefined, top: string): boolean {
  return path != null && `${path}/`.startsWith(`${top}/`);
}

const parentOf = (path: string): Id => path.split('/').at(-2) ?? '';

/** For each of the places, which come in the order of the tree, the topmost of the others beneath it. */
function nestedIn(places: readonly Placed[]): Map<Id, Placed[]> {
  const nested = new Map<Id, Placed[]>(places.map(({ id }) => [id, []]));
  let around: Placed[] = [];
  for (const place of places) {
    around = around.filter(({ path }) => isWithin(place.path, path));
    const { id, path } = place;
    nested.get(around.at(-1)?.id ?? '')?.push({ id, path });
    around.push(place);
  }
  return nested;
}
