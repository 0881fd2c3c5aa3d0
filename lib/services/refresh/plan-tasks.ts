import { ok } from '#lib/core/result.ts';
import { err } from '#lib/core/result.ts';
import type { ListingFact } from '#lib/contracts/facts/vendors.ts';
import { listListings } from '#lib/db/vendors.ts';
import { EDGAR_ISSUERS } from '#lib/sources/edgar/issuers.ts';
import type { SourceId } from '#lib/sources/source.ts';
import type { ListedSymbol } from '#lib/sources/yahoo/observations.ts';

import { MANUAL_JOB_ID } from './refresh-schedule.ts';
import { ASIAN_BENCHMARKS, BENCHMARKS, CURRENCY_PAIRS, REFERENCE_CURRENCIES } from './refresh-universe.ts';
import { absentSource } from './source-adapters.ts';
import type { PlanContext, SubjectTask, TaskPlan } from './subject-task.ts';
import { planFilings } from './tasks/filing-tasks.ts';
import { planFundamentals } from './tasks/fundamental-tasks.ts';
import { planModelPrices } from './tasks/model-price-tasks.ts';
import { planPrices, type PricedSymbol } from './tasks/price-tasks.ts';
import { planQuotes } from './tasks/quote-tasks.ts';
import { planRates } from './tasks/rate-tasks.ts';

/** What a job of a source asks for; the manual one asks for all. */
export async function planTasks(source: SourceId, jobId: string, context: PlanContext): TaskPlan {
  const { adapters, nowMs } = context;
  switch (source) {
    case 'yahoo':
      return planYahoo(jobId, context);
    case 'edgar':
      return adapters.edgar === undefined
        ? err(absentSource(source))
        : ok(planFilings(EDGAR_ISSUERS, adapters.edgar));
    case 'ecb':
      return adapters.ecb === undefined
        ? err(absentSource(source))
        : ok(planRates(REFERENCE_CURRENCIES, adapters.ecb, nowMs));
    case 'openrouter':
      return adapters.openrouter === undefined
        ? err(absentSource(source))
        : ok(planModelPrices(adapters.openrouter));
  }
}

const UNDATED = { validFromOn: null } as const;
const JOB_OF_EXCHANGE: Readonly<Record<string, string>> = {
  'Korea Exchange': 'prices-krx',
  'Tokyo Stock Exchange': 'prices-tse',
  Nasdaq: 'prices-us',
  NYSE: 'prices-us',
};

async function planYahoo(jobId: string, { adapters, nowMs }: PlanContext): TaskPlan {
  const { yahoo } = adapters;
  if (yahoo === undefined) return err(absentSource('yahoo'));
  const listings = await listListings({ asOf: new Date(nowMs()).toISOString().slice(0, 10) });
  const priced = listPriced(listings);
  const pricesOf = (job: string) =>
    planPrices(
      priced.flatMap((each) => (each.jobId === job ? [each] : [])),
      yahoo,
      nowMs,
    );
  const shares = listings.map(toSymbol);
  const plans: Readonly<Record<string, () => readonly SubjectTask[]>> = {
    'prices-krx': () => pricesOf('prices-krx'),
    'prices-tse': () => pricesOf('prices-tse'),
    'prices-us': () => pricesOf('prices-us'),
    'prices-other': () => pricesOf('prices-other'),
    statements: () =>
      planFundamentals(
        shares.map(({ symbol }) => symbol),
        yahoo,
        nowMs,
      ),
    quotes: () => planQuotes([...shares, ...CURRENCY_PAIRS], yahoo),
  };
  const wanted = jobId === MANUAL_JOB_ID ? Object.values(plans) : [plans[jobId]];

  return ok(
    wanted.flatMap((plan) => {
      if (plan === undefined) throw new Error(`there is no job ${jobId} of yahoo`);
      return plan();
    }),
  );
}

/** Every symbol with prices and the job that reads it, each once. */
function listPriced(
  listings: readonly ListingFact[],
): readonly (PricedSymbol & { readonly jobId: string })[] {
  const ofShares = listings.map((listing) => ({
    ...toSymbol(listing),
    validFromOn: listing.validFromOn,
    jobId: JOB_OF_EXCHANGE[listing.exchange] ?? 'prices-other',
  }));
  const others = [
    ...BENCHMARKS.map((each) => ({ ...each, ...UNDATED, jobId: 'prices-us' })),
    ...ASIAN_BENCHMARKS.KRX.map((each) => ({ ...each, ...UNDATED, jobId: 'prices-krx' })),
    ...ASIAN_BENCHMARKS.TSE.map((each) => ({ ...each, ...UNDATED, jobId: 'prices-tse' })),
    ...CURRENCY_PAIRS.map((each) => ({ ...each, ...UNDATED, jobId: 'prices-other' })),
  ];
  const listed = new Set(ofShares.map(({ symbol }) => symbol));

  return [...ofShares, ...others.filter(({ symbol }) => !listed.has(symbol))];
}

function toSymbol({ ticker, currency }: ListingFact): ListedSymbol {
  return { symbol: ticker, currency };
}
