import { acceleratorFile, acceleratorShipmentFile } from './accelerators.ts';
import { assumptionFile } from './assumptions.ts';
import {
  capexActualFile,
  capexAnnouncementFile,
  capexComparabilityFile,
  capexHbmBridgeFile,
} from './capex.ts';
import { eventFile } from './events.ts';
import { exchangeHolidayFile } from './exchange-holidays.ts';
import type { FactFile } from './fact.ts';
import { fxRateFile, hbmCrosscheckFile, hbmMarketFile } from './hbm-market.ts';
import { kvOracleFile, modelArchitectureFile } from './models.ts';
import type { FactTable } from './tables.ts';
import { adoptionFile, techniqueFile } from './techniques.ts';
import { elasticityFile, priceTrendFile, tokenPriceFile } from './usage.ts';
import { listingFile, vendorMetricFile, vendorProfileFile } from './vendors.ts';

/** The file that fills each table. */
export const FACT_FILES = {
  capex_announcement: capexAnnouncementFile,
  capex_comparability: capexComparabilityFile,
  capex_actual: capexActualFile,
  capex_hbm_bridge: capexHbmBridgeFile,
  vendor_profile: vendorProfileFile,
  listing: listingFile,
  vendor_metric: vendorMetricFile,
  hbm_market: hbmMarketFile,
  hbm_crosscheck: hbmCrosscheckFile,
  fx_rate: fxRateFile,
  accelerator: acceleratorFile,
  accelerator_shipment: acceleratorShipmentFile,
  model_architecture: modelArchitectureFile,
  kv_oracle: kvOracleFile,
  technique: techniqueFile,
  adoption: adoptionFile,
  token_price: tokenPriceFile,
  price_trend: priceTrendFile,
  event: eventFile,
  exchange_holiday: exchangeHolidayFile,
  elasticity: elasticityFile,
  assumption: assumptionFile,
} as const satisfies Record<FactTable, FactFile>;
