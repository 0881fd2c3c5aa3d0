/** What acceptance of a doubtful value stores, in words. */
import type { HeldRow } from '../../contracts/held-row.ts';

const FIGURE_WORDS = {
  revenue: 'revenue',
  operatingIncome: 'operating income',
  capitalExpenditure: 'money spent on capex',
  dilutedAverageShares: 'diluted shares',
} as const;

/** All digits, since whoever decides must see what is stored. */
function number(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 8 });
}

/** "the daily bar of MU on 2026-11-24 with a close of 23,100 USD". */
export function describeHeld({ table, row }: HeldRow): string {
  switch (table) {
    case 'price_bar': {
      const close = row.close ?? row.adjustedClose ?? 0;
      const kind = row.close === null ? 'an adjusted close' : 'a close';
      return `the daily bar of ${row.symbol} on ${row.sessionOn} with ${kind} of ${number(close)} ${row.currency}`;
    }
    case 'quote':
      return `the quote of ${row.symbol} at ${number(row.price)} ${row.currency}`;
    case 'fundamental': {
      const figures = Object.entries(FIGURE_WORDS).flatMap(([name, words]) => {
        const value = row[name as keyof typeof FIGURE_WORDS];
        const unit = name === 'dilutedAverageShares' ? '' : ` ${row.currency}`;
        return value === undefined ? [] : [`${words} of ${number(value)}${unit}`];
      });
      return `of ${row.symbol}, quarter to ${row.periodEndOn}: ${figures.join(', ')}`;
    }
    case 'filed_fact':
      return `${number(row.value)} ${row.unit} as ${row.concept} of ${row.issuer}, ${row.periodStartOn} to ${row.periodEndOn}, filed ${row.filedOn}`;
    case 'reference_rate':
      return `the rate of ${row.ratedOn}: ${number(row.unitsPerEur)} ${row.currency} for one EUR`;
    case 'model_price':
      return `the price of ${row.name}: ${number(row.inputUsdPerMillionTokens)} USD in, ${number(row.outputUsdPerMillionTokens)} USD out per million tokens`;
  }
}
