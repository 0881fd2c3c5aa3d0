import type { ColourToken } from './chart-model.ts';

const COLOURS: Readonly<Record<string, ColourToken>> = {
  '000660.KS': 'v-skhynix',
  '005930.KS': 'v-samsung',
  MU: 'v-micron',
  SNDK: 'v-sandisk',
  WDC: 'v-wd',
  STX: 'v-seagate',
  '285A.T': 'v-kioxia',
};

/** Colour of a vendor on every chart, by the ticker of its primary listing; those not listed share the last. */
export function vendorColour(ticker: string): ColourToken {
  return COLOURS[ticker] ?? 'v-other';
}
