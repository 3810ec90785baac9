import { eachAtOnce } from '../../setup/wire';
import type { Ground } from '../places';
import { Arguments, type Setting } from './arguments';
import type { Operations } from './operation';
import { absent, within, type Name } from './names';
import type { Slot } from './slots';

/** A setting in which the answer depends on the name, and the names that show it. */
export interface Found {
  setting: Setting;
  known: Name[];
}

type Send = (query: string) => Promise<string>;

/** Writers that wait for each other would answer that they did. */
export const atOnce = ({ type }: Slot) => (type === 'Mutation' ? 1 : 8);

/** Tries one setting after another until something within reach is answered otherwise than what is absent. */
export async function search(
  slot: Slot,
  ground: Ground,
  operations: Operations,
  send: Send,
): Promise<Found | undefined> {
  const [nothing] = absent(ground, slot.isId);
  for (const setting of settings(slot, ground)) {
    const unknown = await send(operations.write(slot, nothing?.name ?? '', setting));
    const names = within(ground, slot.isId);
    const answers = await eachAtOnce(atOnce(slot), names, ({ name }) => send(operations.write(slot, name, setting)));
    const known = names.filter((_, index) => answers[index] !== unknown);
    if (known.length > 0) return { setting, known };
  }
  return undefined;
}

/** The likely one first; then ids from elsewhere within reach or of another state, other values of enums, other kinds. */
function* settings(slot: Slot, { nodes }: Ground): Generator<Setting> {
  const { own, beneath } = nodes;
  const likely: Setting = { home: beneath, inner: beneath, choice: 0, kinds: {} };
  const places = [likely, { ...likely, home: own }, { ...likely, home: own, inner: own }];
  yield* places;

  const tried = new Arguments(slot, likely);
  tried.write('');
  const beside = [...tried.beside].flatMap(([name, likelyKind]) =>
    Object.keys(own.ids)
      .filter((kind) => kind !== likelyKind)
      .flatMap((kind) =>
        places.map((place) => ({ ...place, kinds: { [name]: kind }, isAkin: kind.endsWith(likelyKind) })),
      ),
  );
  yield* beside.filter(({ isAkin }) => isAkin);
  for (let choice = 1; choice < tried.choices; choice += 1) yield { ...likely, choice };
  yield* beside.filter(({ isAkin }) => !isAkin);
}
