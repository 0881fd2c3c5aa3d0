import 'server-only';

import type { AlertReaders } from './alert-readers.ts';
import { IMPLIED_READER } from './read-implied.ts';
import { ENTRY_READER, FACT_READER, GUIDE_READER, HBM_READER } from './read-ledger.ts';
import { MATURED_READER } from './read-matured.ts';
import { BREAK_EVEN_READER, EXPOSURE_READER, NET_SIGN_READER } from './read-model.ts';
import { PRICE_READER, STALE_READER } from './read-prices.ts';

/** How each kind of rule is read; a kind that is not here cannot be chosen. */
export const ALERT_READERS: AlertReaders = {
  'price-level': PRICE_READER,
  'exposure-level': EXPOSURE_READER,
  'net-sign': NET_SIGN_READER,
  'break-even-range': BREAK_EVEN_READER,
  'implied-move': IMPLIED_READER,
  'guide-revised': GUIDE_READER,
  'hbm-disclosed': HBM_READER,
  'fact-revised': FACT_READER,
  'new-entry': ENTRY_READER,
  'call-matured': MATURED_READER,
  stale: STALE_READER,
};
