import DataLoader from 'dataloader';
import type { ReadContext } from './context';

/**
 * A batched, cached read: all keys asked for in one tick are answered by one call of `batch`, in their order. One loader
 * is kept per context and session, so that nothing read before a write is served after it.
 */
export function defineLoader<Key, Value>(
  batch: (ctx: ReadContext, keys: readonly Key[]) => Promise<readonly Value[]>,
  keyOf: (key: Key) => unknown = (key) => key,
): (ctx: ReadContext) => DataLoader<Key, Value, unknown> {
  const identity = {};
  return (ctx) => {
    let loader = ctx.loaders.get(identity) as DataLoader<Key, Value, unknown> | undefined;
    if (!loader) {
      loader = new DataLoader<Key, Value, unknown>((keys) => batch(ctx, keys), { cacheKeyFn: keyOf });
      ctx.loaders.set(identity, loader);
    }
    return loader;
  };
}

/** The rows in the order of the keys, with undefined where there is none. */
export function inOrder<Key, Row>(
  keys: readonly Key[],
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): (Row | undefined)[] {
  const found = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => found.get(key));
}

/** For each key, in the order of the keys, the rows that belong to it, in the order they come in. */
export function grouped<Key, Row>(keys: readonly Key[], rows: readonly Row[], keyOf: (row: Row) => Key): Row[][] {
  const groups = new Map<Key, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((key) => groups.get(key) ?? []);
}

/** Answers keys group by group, by their name, one question each; the values in the order of the keys. */
export async function inGroups<Key, Value>(
  keys: readonly Key[],
  nameOf: (key: Key) => string,
  answer: (group: Key[]) => Promise<readonly Value[]>,
): Promise<Value[]> {
  const groups = new Map<string, Key[]>();
  for (const key of keys) groups.set(nameOf(key), [...(groups.get(nameOf(key)) ?? []), key]);
  const answers = new Map<Key, Value>();
  for (const group of groups.values()) {
    const values = await answer(group);
    group.forEach((key, index) => answers.set(key, values[index] as Value));
  }
  return keys.map((key) => answers.get(key) as Value);
}
