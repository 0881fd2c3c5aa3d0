/** Which bars a file has had so far: a bit a symbol and day, so that a million bars take less than two megabytes. */
export interface SeenBars {
  readonly add: (symbol: string, dayNumber: number) => void;
  /** Whether any bar came twice. */
  readonly hasRepeated: () => boolean;
}

/** Days from 1970 to 2150; what lies outside counts as repeated, which only costs a closer look. */
const MAX_DAYS = 65_800;
/** A file with more would take too much memory here, and is looked at in the database. */
const MAX_SYMBOLS = 4_000;

export function createSeenBars(): SeenBars {
  const bySymbol = new Map<string, Uint8Array>();
  let hasRepeated = false;
  return {
    add: (symbol, dayNumber) => {
      if (dayNumber < 0 || dayNumber >= MAX_DAYS || bySymbol.size > MAX_SYMBOLS) {
        hasRepeated = true;
        return;
      }
      let bits = bySymbol.get(symbol);
      if (bits === undefined) {
        bits = new Uint8Array(Math.ceil(MAX_DAYS / 8));
        bySymbol.set(symbol, bits);
      }
      const place = dayNumber >> 3;
      const bit = 1 << (dayNumber & 7);
      const held = bits[place] ?? 0;
      if ((held & bit) !== 0) hasRepeated = true;
      bits[place] = held | bit;
    },
    hasRepeated: () => hasRepeated,
  };
}
