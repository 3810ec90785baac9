/** A source of numbers that is the same in every run. */
export interface Random {
  /** From 0 up to, not including, `below`. */
  integer(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

/** Mulberry32: small, fast, good enough for invented data. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (below: number) => Math.floor(next() * below);
  return {
    integer,
    pick<Item>(items: readonly Item[]) {
      if (items.length === 0) throw new Error('Nothing to pick from.');
      return items[integer(items.length)] as Item;
    },
  };
}
