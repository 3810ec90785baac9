import type { rolePermissions, Permission, Role } from '../../src/access/permission';
import type { Door, Question } from '../../src/graphql/rules';

/** Where a node lies, seen from the organization at which the asker's grant is given. */
export const places = [
  ...(['own', 'beneath', 'dissolved', 'other grid'] as const),
  ...(['beside', 'above', 'elsewhere'] as const),
];
export type Place = (typeof places)[number];

export type Outcome = 'allowed' | 'empty' | 'FORBIDDEN' | 'NOT_FOUND' | 'UNAUTHENTICATED';

/** How it stands with the one grant of the asker, or with his account. */
export const situations = ['held', 'in a grid', 'ended', 'not begun', 'revoked', 'suspended'] as const;
export type Situation = (typeof situations)[number];

/** Who asks: with a role, with none, for the platform, or without a token. */
export type Asker = { who: Role; situation: Situation } | { who: 'NO_GRANT' | 'OPERATOR' | 'NOBODY' };

export const titleOf = (asker: Asker) => ('situation' in asker ? `${asker.who} ${asker.situation}` : asker.who);

/** A node that an operation names: its type, and where it lies. */
export interface Target {
  type: string;
  place: Place;
}

/** The rules as data: what the roles may do, and by which permission the nodes of each type are seen. */
export interface Rules {
  roles: typeof rolePermissions;
  readBy: ReadonlyMap<string, Permission>;
}

/** The own level, naively: one's own organization and what lies beneath it; `strictly` what lies beneath alone. */
function holds({ roles }: Rules, asker: Asker, permission: Permission, place: Place, strictly = false): boolean {
  if (!('situation' in asker) || !roles[asker.who].includes(permission)) return false;
  // The grid has the place beneath, and nothing else, among its building groups.
  if (asker.situation === 'in a grid') return place === 'beneath' && !strictly;
  if (asker.situation !== 'held') return false;
  return place === 'beneath' || place === 'dissolved' || place === 'other grid' || (place === 'own' && !strictly);
}

function isNobody(asker: Asker): boolean {
  return asker.who === 'NOBODY' || ('situation' in asker && asker.situation === 'suspended');
}

function sees(rules: Rules, asker: Asker, { type, place }: Target): boolean {
  const permission = rules.readBy.get(type);
  if (!permission) throw new Error(`No permission is known by which ${type} is read.`);
  return holds(rules, asker, permission, place);
}

/** What a field beneath Query or Mutation answers; `questions` that ask of a place take the targets in turn. */
export function expectedAtRoot(
  rules: Rules,
  door: Door,
  asker: Asker,
  targets: readonly Target[],
  isList: boolean,
): Outcome {
  if (door.kind !== 'asked') throw new Error('A field at the root asks before it is resolved.');
  const left = [...targets];
  for (const question of door.questions) {
    const refused = refusal(rules, question, asker, left);
    if (refused) return refused;
  }
  const everywhere = door.questions.find((question) => question.ask === 'anywhere');
  if (everywhere) {
    // What is named is judged item by item.
    return left.every(({ place }) => holds(rules, asker, everywhere.permission, place)) ? 'allowed' : 'empty';
  }
  // What no question asked about is read within what the asker sees.
  if (left.every((target) => sees(rules, asker, target))) return 'allowed';
  return isList ? 'empty' : 'NOT_FOUND';
}

function refusal(rules: Rules, question: Question, asker: Asker, left: Target[]): Outcome | undefined {
  if (isNobody(asker)) return 'UNAUTHENTICATED';
  if (question.ask === 'signedIn') return undefined;
  if (asker.who === 'OPERATOR') return 'NOT_FOUND';
  if (question.ask === 'within') return undefined;
  if (question.ask === 'atAny') {
    const named = left.splice(0);
    if (!named.every((target) => sees(rules, asker, target))) return 'NOT_FOUND';
    return named.some(({ place }) => holds(rules, asker, question.permission, place)) ? undefined : 'FORBIDDEN';
  }
  if (question.ask === 'anywhere') {
    return places.some((place) => holds(rules, asker, question.permission, place)) ? undefined : 'FORBIDDEN';
  }
  const target = left.shift();
  if (!target) throw new Error('The probe names fewer nodes than the rule asks about.');
  if (!sees(rules, asker, target)) return 'NOT_FOUND';
  return holds(rules, asker, question.permission, target.place, question.strictly) ? undefined : 'FORBIDDEN';
}

/** What a field of a node answers: the node is reached first, `answers` is where its value lies. */
export function expectedOfNode(
  rules: Rules,
  door: Door,
  asker: Asker,
  target: Target,
  answers: Place | undefined,
): Outcome {
  if (isNobody(asker)) return 'UNAUTHENTICATED';
  if (!sees(rules, asker, target)) return 'NOT_FOUND';
  if (door.kind === 'inherit') return 'allowed';
  const held = door.permissions.every(
    (permission) => answers !== undefined && holds(rules, asker, permission, answers),
  );
  if (held) return 'allowed';
  return door.kind === 'asked' ? 'FORBIDDEN' : 'empty';
}
