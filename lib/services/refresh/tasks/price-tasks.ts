import { ok, type Result } from '#lib/core/result.ts';
import {
  countChangedActions,
  insertCorporateActions,
  type NewCorporateAction,
} from '#lib/db/corporate-actions.ts';
import { findPriceReach, insertPriceBars, type PriceReach } from '#lib/db/price-bars.ts';
import { listAcceptedCloses } from '#lib/db/quarantined-values.ts';
import type { SourceAnswer, SourceFailure } from '#lib/sources/source.ts';
import type { DailyBar, ListedSymbol, PriceObservation } from '#lib/sources/yahoo/observations.ts';
import type { YahooSource } from '#lib/sources/yahoo/yahoo-source.ts';

import { yearsBefore, type FetchedSubject, type SubjectTask } from '../subject-task.ts';

/** A symbol and the first day on which its prices may be used. */
export interface PricedSymbol extends ListedSymbol {
  readonly validFromOn: string | null;
}

/** Always read again: vendors correct late. */
const REREAD_SESSIONS = 5;
/** How far back the first start reads. */
const BACKFILL_YEARS = 5;
/** It may be tomorrow already where an exchange is; the parser leaves out what lies in the future there. */
const EARLIEST_ZONE_MS = 14 * 3_600_000;

/** Daily bars, splits and dividends, a task for each symbol. */
export function planPrices(
  symbols: readonly PricedSymbol[],
  yahoo: YahooSource,
  nowMs: () => number,
): readonly SubjectTask[] {
  return symbols.map((listing) => ({
    subject: listing.symbol,
    fetch: () => fetchSymbol(listing, yahoo, nowMs),
  }));
}

async function fetchSymbol(
  listing: PricedSymbol,
  yahoo: YahooSource,
  nowMs: () => number,
): Promise<Result<FetchedSubject, SourceFailure>> {
  const toOn = new Date(nowMs() + EARLIEST_ZONE_MS).toISOString().slice(0, 10);
  const reach = await findPriceReach('yahoo', listing.symbol, REREAD_SESSIONS);
  const acceptedCloses = await listAcceptedCloses('yahoo', listing.symbol);
  const asked = { listing, toOn, acceptedCloses };
  const whole = { ...asked, fromOn: wholeFrom(listing, reach, nowMs()), knownClose: null };
  if (reach === null) {
    const answer = await yahoo.fetchPrices(whole);
    return answer.ok ? ok(toFetched(answer.value, listing.symbol, true)) : answer;
  }
  const last = { ...asked, fromOn: reach.rereadFromOn, knownClose: reach.closeBefore };
  const recent = await yahoo.fetchPrices(last);
  if (!recent.ok) return recent;
  // A split or dividend that is not known yet restates every price before it.
  if ((await countChangedActions('yahoo', actionsOf(recent.value))) === 0) {
    return ok(toFetched(recent.value, listing.symbol, false));
  }
  const all = await yahoo.fetchPrices(whole);
  if (!all.ok) return all;
  const payloads = [...recent.value.payloads, ...all.value.payloads];

  return ok(toFetched({ ...all.value, payloads }, listing.symbol, true));
}

/** Never less than is stored: a history that was read once is restated as a whole. */
function wholeFrom({ validFromOn }: PricedSymbol, reach: PriceReach | null, nowMs: number): string {
  const backfillOn = yearsBefore(nowMs, BACKFILL_YEARS);
  const wantedOn = reach !== null && reach.firstOn < backfillOn ? reach.firstOn : backfillOn;

  return validFromOn !== null && validFromOn > wantedOn ? validFromOn : wantedOn;
}

function toFetched(
  answer: SourceAnswer<PriceObservation>,
  symbol: string,
  isWholeHistory: boolean,
): FetchedSubject {
  return {
    payloads: answer.payloads,
    quarantined: answer.quarantined,
    missingReason: answer.missing.find(({ subject }) => subject === symbol)?.reason ?? null,
    note: null,
    isWholeHistory,
    store: async (tx, origin, accepted) => {
      await insertCorporateActions(tx, 'yahoo', actionsOf(answer), origin);
      return insertPriceBars(tx, 'yahoo', barsOf(answer), origin, accepted);
    },
  };
}

function barsOf({ observations }: SourceAnswer<PriceObservation>): readonly DailyBar[] {
  return observations.flatMap((each) => (each.kind === 'bar' ? [each] : []));
}

function actionsOf({ observations }: SourceAnswer<PriceObservation>): readonly NewCorporateAction[] {
  return observations.flatMap((each) => (each.kind === 'bar' ? [] : [each]));
}
