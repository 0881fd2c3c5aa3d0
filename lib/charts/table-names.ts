const TABLE_NAMES: Readonly<Record<string, string>> = {
  fx_rate: 'exchange rate',
  kv_oracle: 'KV cache oracle',
  capex_hbm_bridge: 'capex to HBM',
  hbm_market: 'HBM market',
  hbm_crosscheck: 'HBM cross-check',
};

/** Name of a fact table in words. */
export function nameTable(table: string): string {
  return TABLE_NAMES[table] ?? table.replaceAll('_', ' ');
}
