/** Abnormal change of one listing since a close, from its own closes and those of its benchmark (model 7 and 9). */
import { toDayNumber } from '../calendar/day-number.ts';
import { DEFAULT_STUDY_OPTIONS, describeStudyFault } from '../event-study/options.ts';
import { joinReturns, type CloseSeries, type JoinedReturns } from '../event-study/returns.ts';
import { prepareSeries, studyAt } from '../event-study/study.ts';
import type { IsoDate } from '../facts/types.ts';
import { err, ok, type Result } from '../result.ts';
import { composeAbnormalPath, type SessionReturn } from './abnormal-path.ts';
import type { PathBasis } from './market-side.ts';
import type { AbnormalPath } from './types.ts';

/** A close this many days older than wanted no longer stands for its day: exchanges shut for nine days at most. */
const OLDEST_CLOSE_DAYS = 10;

export interface ListingHistory {
  readonly ticker: string;
  /** Adjusted closes in one currency, ascending. */
  readonly closes: CloseSeries;
  /** First regular session; null where every close counts. */
  readonly listedFrom: IsoDate | null;
  readonly benchmark: CloseSeries;
  /** Days on which the exchange was open. */
  readonly sessions: readonly IsoDate[];
  readonly marketCapAsOn: IsoDate | null;
}

export interface ListingPath {
  readonly path: AbnormalPath;
  readonly basis: PathBasis;
}

interface DatedClose {
  readonly on: IsoDate;
  readonly close: number;
}

/** Path since the last close on or before `sinceOn`; `Err` says in words why there is none. */
export function buildListingPath(history: ListingHistory, sinceOn: IsoDate): Result<ListingPath, string> {
  const { ticker, closes, listedFrom, marketCapAsOn } = history;
  const own = closes.days.flatMap((on, i): DatedClose[] =>
    listedFrom !== null && on < listedFrom ? [] : [{ on, close: closes.closes[i] ?? NaN }],
  );
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return err('no price history is stored');
  if (sinceOn < first.on) return err(`its first close on file is of ${first.on}`);
  if (sinceOn >= last.on) return err(`no session after that day is on file; the last is ${last.on}`);
  const d0 = closeNear(own, sinceOn);
  if (d0 === null) return err('no close near that day is on file');
  if (marketCapAsOn === null) return err('no dated market value is on file');
  const atCap = closeNear(own, marketCapAsOn);
  if (atCap === null) return err(`no close of ${marketCapAsOn} is on file, the day of its market value`);

  const joined = joinReturns(closes, history.benchmark, history.sessions, {
    kind: DEFAULT_STUDY_OPTIONS.returns,
    ...(listedFrom !== null && { listedFrom }),
  });
  if (!joined.ok) return err(describeStudyFault(joined.error));
  const { sessions } = joined.value;
  const zeroPlace = sessions.findIndex((day) => day > d0.on);
  const study = studyAt(prepareSeries(joined.value, DEFAULT_STUDY_OPTIONS), zeroPlace);
  if (!study.ok) return err(describeStudyFault(study.error));
  const { fit } = study.value;
  const returns = returnsAfter(joined.value, zeroPlace);
  if (returns.length === 0) return err(`no session after ${d0.on} has a price of both it and its benchmark`);
  return ok({
    path: composeAbnormalPath({
      ticker,
      d0On: d0.on,
      valueAtD0Pct: (d0.close / atCap.close) * 100,
      fit,
      returns,
    }),
    basis: {
      benchmark: history.benchmark.symbol,
      alpha: fit.alpha,
      beta: fit.beta,
      residualStdDev: Math.sqrt(fit.residualVariance),
      estimationFromOn: sessions[fit.fromPlace] ?? '',
      estimationToOn: sessions[fit.toPlace] ?? '',
      estimationSessions: fit.n,
    },
  });
}

/** Last close on or before a day, unless it is too old to stand for it. */
function closeNear(closes: readonly DatedClose[], day: IsoDate): DatedClose | null {
  const found = closes.findLast(({ on }) => on <= day);
  return found === undefined || toDayNumber(day) - toDayNumber(found.on) > OLDEST_CLOSE_DAYS ? null : found;
}

/** Returns that end from a place on; one that spans a session without a price counts for all that it spans. */
function returnsAfter(joined: JoinedReturns, zeroPlace: number): SessionReturn[] {
  return joined.sessions.flatMap((sessionOn, place) => {
    const span = joined.spans[place] ?? 0;
    if (place < zeroPlace || span === 0) return [];
    return [{ sessionOn, own: joined.own[place] ?? NaN, market: joined.market[place] ?? NaN, span }];
  });
}
