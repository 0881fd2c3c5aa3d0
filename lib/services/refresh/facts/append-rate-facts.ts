import { ecbPairOf } from '#lib/core/currencies/quarter-rate-choice.ts';
import {
  quarterMeansPerUsd,
  type IncompleteQuarter,
  type QuarterMean,
} from '#lib/core/currencies/quarter-means.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { listEuroRates } from '#lib/db/reference-rates.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';

import { appendFacts, type AppendedFacts, type RefreshedFact } from './append-facts.ts';

const ECB_PAGE =
  'https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/index.en.html';
const NAMED_QUARTERS = 3;

/**
 * Makes facts of the means of finished quarters, from all daily rates of the ECB on file. They stand beside the means
 * that the tables and the desk bring; which one counts is the rule of lib/core/currencies/quarter-rate-choice.ts.
 *
 * @returns a sentence for the operator: what was made, and what could not be for lack of days
 */
export async function appendRateFacts(
  tx: DbTransaction,
  currencies: readonly string[],
  todayOn: IsoDate,
): Promise<string | null> {
  const rates = await listEuroRates(tx, [...currencies, 'USD']);
  const { means, incomplete } = quarterMeansPerUsd(rates, currencies, todayOn);
  const appended = await appendFacts(
    tx,
    {
      table: 'fx_rate',
      origin: 'ecb',
      summary: 'Quarter means of the reference rates of the ECB',
      owner: 'European Central Bank',
      todayOn,
    },
    means.map(toFact),
  );

  return describe(appended, incomplete);
}

function toFact({
  currency,
  calendarQuarter,
  unitsPerUsd,
  dayCount,
  lastRatedOn,
}: QuarterMean): RefreshedFact {
  return {
    cells: {
      calendar_quarter: calendarQuarter,
      pair: ecbPairOf(currency),
      quote_currency: currency,
      rate_quote_per_usd: String(unitsPerUsd),
      observations: String(dayCount),
      method: `mean of the daily euro reference rates of ${currency} over those of the US dollar`,
      note: `${String(dayCount)} days, every day on which the ECB publishes; set around 14:15 CET`,
      source_title: 'Euro foreign exchange reference rates',
      source_publisher: 'European Central Bank',
      source_url: ECB_PAGE,
      source_published_on: lastRatedOn,
      confidence: 'primary',
    },
    // The last rate of a quarter completes its mean, which may be a few days before the quarter ends.
    firstKnown: { visibleFrom: lastRatedOn, visibleRule: 'published_on' },
  };
}

function describe(
  { addedCount, revisedCount, heldKeys }: AppendedFacts,
  incomplete: readonly IncompleteQuarter[],
): string | null {
  const named = incomplete
    .slice(0, NAMED_QUARTERS)
    .map(
      ({ currency, calendarQuarter, missingCount, expectedCount }) =>
        `USD/${currency} ${calendarQuarter} lacks ${String(missingCount)} of ${String(expectedCount)} days`,
    );
  const more = incomplete.length - named.length;
  const sentences = [
    addedCount + revisedCount === 0
      ? null
      : `Quarter means that became facts: ${String(addedCount)} new, ${String(revisedCount)} revised.`,
    named.length === 0
      ? null
      : `No mean where days are missing: ${named.join(', ')}${more > 0 ? `, and ${String(more)} more` : ''}.`,
    heldKeys.length === 0 ? null : `Left as the desk recorded them: ${heldKeys.join(', ')}.`,
  ].filter((sentence) => sentence !== null);

  return sentences.length === 0 ? null : sentences.join(' ');
}
