/** Tables of curated facts, in the order in which they are shown. Each row of each is one revision of one fact. */
export const FACT_TABLES = [
  'capex_announcement',
  'capex_comparability',
  'capex_actual',
  'capex_hbm_bridge',
  'vendor_profile',
  'listing',
  'vendor_metric',
  'hbm_market',
  'hbm_crosscheck',
  'fx_rate',
  'accelerator',
  'accelerator_shipment',
  'model_architecture',
  'kv_oracle',
  'technique',
  'adoption',
  'token_price',
  'price_trend',
  'event',
  'exchange_holiday',
  'elasticity',
  'assumption',
] as const;

export type FactTable = (typeof FACT_TABLES)[number];
