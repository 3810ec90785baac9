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
