import type { ColourToken } from './chart-model.ts';

const VENDOR_COLOURS: Readonly<Record<string, ColourToken>> = {
  '000660.KS': 'v-skhynix',
  '005930.KS': 'v-samsung',
  MU: 'v-micron',
  SNDK: 'v-sandisk',
  WDC: 'v-wd',
  STX: 'v-seagate',
  '285A.T': 'v-kioxia',
};

/** The one colour that a vendor has on every page. */
export function vendorColour(ticker: string): ColourToken {
  return VENDOR_COLOURS[ticker] ?? 'v-other';
}
