/** Published figures, their units and verdicts in words. */
import type { OracleItem } from '../../contracts/catalogue.ts';
import { formatPrinted, formatTokens } from '../byte-words.ts';
import { formatSignificant } from '../format.ts';

const QUANTITY_WORDS: Readonly<Record<string, string>> = {
  kv_bytes_per_token: 'cache of one token',
  kv_bytes_per_token_per_layer: 'cache of one token in one layer',
  kv_gib_at_context: 'cache of one sequence',
  kv_reduction_vs: 'cache against another',
  kv_block_mib_16_tokens: 'block of 16 tokens',
  kv_object_bytes_per_64_tokens: 'stored object of 64 tokens',
  indexer_object_bytes_per_64_tokens: 'indexer object of 64 tokens',
  hbm_read_per_token: 'read per decoded token',
  kv_read_slope_vs_bf16: 'reads against BF16',
  max_batch: 'tokens that fit',
  throughput_gain: 'gain in throughput',
  state_bytes_per_seq: 'constant state of one sequence',
  swa_to_compressed_ratio: 'window entries against compressed ones',
  kv_memory_utilisation: 'use of cache memory',
  peak_memory_reduction: 'peak memory saved',
};

/** What was published, with its context and format where there is one. */
export function oracleQuantityWords({
  quantity,
  contextTokens,
  kvFormat,
}: Pick<OracleItem, 'quantity' | 'contextTokens' | 'kvFormat'>): string {
  const words = QUANTITY_WORDS[quantity] ?? quantity.replaceAll('_', ' ');
  const at = contextTokens === null ? '' : ` at ${formatTokens(contextTokens)}`;
  return `${words}${at}${kvFormat === 'plain' ? '' : ` (${kvFormat.replaceAll('_', ' ')})`}`;
}

const VERDICT_WORDS: Readonly<Record<OracleItem['verdict'], string>> = {
  within: 'within tolerance',
  outside: 'outside tolerance',
  'source looks wrong': 'looks wrong in its source',
  'not computable': 'a measurement, not in the shape',
};

export function verdictWords(verdict: OracleItem['verdict']): string {
  return VERDICT_WORDS[verdict];
}

const UNIT_WORDS: Readonly<Record<string, string>> = {
  x: 'times',
  pct_saved: '% saved',
  pct_of_reference: '% of the other',
  token_equivalents: 'tokens’ worth',
};

export function unitWords(unit: string): string {
  return UNIT_WORDS[unit] ?? unit.replaceAll('_', ' ');
}

/** A figure in its row's unit, at most six digits. */
export function inUnit(value: number, unit: string): string {
  return `${formatPrinted(value)}\u00a0${unitWords(unit)}`;
}

/** A deviation in per cent; below a thousandth of a per cent it is rounding of the arithmetic. */
export function deviationWords(deviationPct: number): string {
  if (Math.abs(deviationPct) < 1e-3) return '0\u00a0%';
  return `${formatSignificant(deviationPct, 2)}\u00a0%`;
}
