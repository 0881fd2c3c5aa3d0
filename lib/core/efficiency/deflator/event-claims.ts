/**
 * Headlines with a number: what an event of the ledger claims, in its own words, and the technique that stands for it.
 * Keyed by event id. An event without an entry printed no number that can be deflated.
 */
export interface EventClaim {
  readonly technique: string;
  /** Share of what the technique acts on that the headline says is saved. */
  readonly saving: number;
  /** The words of the event's title. */
  readonly words: string;
}

export const EVENT_CLAIMS: Readonly<Record<string, EventClaim>> = {
  ev005: { technique: 'mla', saving: 0.933, words: 'KV cache 93.3% smaller than its predecessor' },
  ev037: { technique: 'turboquant', saving: 1 - 3 / 16, words: 'the KV cache to about 3 bits, from 16' },
  ev059: { technique: 'kda-hybrid', saving: 0.75, words: 'KV cache up to 75% smaller' },
  ev087: { technique: 'turboquant', saving: 1 - 1 / 6, words: 'KV cache at least 6x smaller at 3 bits' },
  ev088: { technique: 'turboquant', saving: 1 - 1 / 6, words: 'the same 6x, two days on' },
  ev091: { technique: 'csa-hca-capacity', saving: 0.9, words: 'KV cache about a tenth of V3.2' },
};

/** Techniques that the fleet counts under another row of the catalogue: one mechanism, two baselines. */
export const FLEET_ALIASES: Readonly<Record<string, string>> = {
  'csa-hca-capacity': 'csa-hca-vs-gqa8',
  'kda-hybrid': 'gated-deltanet-hybrid',
  'lightning-hybrid': 'gated-deltanet-hybrid',
  'swa-128': 'swa-5to1',
  'mimo-mtp': 'mtp',
  'prompt-cache-disk': 'prompt-cache-api',
  'mxfp4-weights': 'nvfp4-weights',
};
