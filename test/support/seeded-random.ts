/** Chance that can be had again: the same seed gives the same draws. */
export interface SeededRandom {
  /** 0 or more, less than 1. */
  next(): number;
  /** A whole number; both ends may come. */
  between(least: number, most: number): number;
  /** Whether something comes about that does so this often: 0 never, 1 always. */
  chance(probability: number): boolean;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  bytes(length: number): Buffer;
}

/** Mulberry32, by Tommy Ettinger: 32 bits of state, which is enough to be hostile. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    bytes: (length) => Buffer.from(Array.from({ length }, () => between(0, 255))),
  };
}
