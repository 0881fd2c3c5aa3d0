/** Kinds of events as the ledger writes them. New kinds may come with an import, so that words fall back to the kind. */

/** Words for the kinds of the shipped ledger, in the order in which they are told. */
export const EVENT_KIND_WORDS: Readonly<Record<string, string>> = {
  'efficiency-paper': 'efficiency paper',
  'model-release': 'model release',
  'price-cut': 'price cut',
  'price-rise': 'price rise',
  capex: 'capex',
  earnings: 'earnings',
  supply: 'supply',
  'memory-price': 'memory price',
  analyst: 'analyst or market day',
  'export-control': 'export control',
};

/** The kind in words. */
export function eventKindWords(kind: string): string {
  return EVENT_KIND_WORDS[kind] ?? kind;
}

/** Reports of results. */
export function isEarnings(kind: string): boolean {
  return kind === 'earnings';
}

const FOLLOWED_KINDS: readonly string[] = ['efficiency-paper', 'price-cut', 'capex'];

/** Whether an event's path is kept for a year: its techniques can be valued, or its kind is pooled over long windows. */
export function isFollowed({
  kind,
  techniques,
}: {
  readonly kind: string;
  readonly techniques: readonly string[];
}): boolean {
  return techniques.length > 0 || FOLLOWED_KINDS.includes(kind);
}
