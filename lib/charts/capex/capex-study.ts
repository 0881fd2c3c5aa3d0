/** All that the Capex page shows of one year, computed once from the facts of its date. */
import type { CapexAnnouncementFact } from '../../contracts/facts/capex.ts';
import { quarterIndexOf } from '../../core/calendar/quarter.ts';
import {
  refuseSince,
  tickersOf,
  type CapexLink,
  type DecodedCapexLink,
} from '../../core/catalogue/capex-link.ts';
import { CAPEX_QUARTERS_AHEAD } from '../../core/demand/baseline.ts';
import { buildCapexBasis, type CapexBasis } from '../../core/demand/capex-basis.ts';
import { judgeCapex, type CapexFreshness } from '../../core/demand/capex-freshness.ts';
import { computeGuidanceChange, type GuidanceChange } from '../../core/demand/guidance-change.ts';
import { computeGuidanceHistory, type GuidanceHistory } from '../../core/demand/guidance-history.ts';
import {
  computeBaselineYear,
  computeHbmContent,
  type BaselineInputs,
  type HbmContent,
} from '../../core/demand/hbm-content.ts';
import { computeIssuerQuarters, type IssuerQuarterCapex } from '../../core/demand/issuer-quarters.ts';
import { computeIssuerYears } from '../../core/demand/issuer-years.ts';
import type { IssuerYearCapex } from '../../core/exposure/types.ts';
import type { CapexActual, IsoDate } from '../../core/facts/types.ts';
import type { InputFault } from '../../core/input-fault.ts';
import type { LinkFault } from '../../core/link/link-fault.ts';
import { ok, type Result } from '../../core/result.ts';

/** Facts of a date, without what became public later. */
export interface CapexFacts {
  readonly asOf: IsoDate;
  readonly dataVersion: number;
  readonly inputs: BaselineInputs;
  readonly actuals: readonly CapexActual[];
  readonly announcements: readonly CapexAnnouncementFact[];
}

/** What the news since a day did to the model's baseline, at the same inputs. */
export interface BaselineMove {
  readonly from: IsoDate;
  readonly years: readonly {
    readonly year: number;
    readonly capexChangeUsdBn: number;
    readonly hbmChangeUsdBn: number;
  }[];
}

export interface CapexStudy {
  readonly asOf: IsoDate;
  readonly year: number;
  readonly link: CapexLink;
  readonly faults: readonly LinkFault[];
  readonly history: GuidanceHistory;
  /** Null when nobody guided the year in numbers. */
  readonly change: GuidanceChange | null;
  /** Capex of the year by issuer of the set, as the model has it. */
  readonly issuerYears: readonly IssuerYearCapex[];
  /** Null before the first year of prices on file. */
  readonly content: HbmContent | null;
  readonly move: BaselineMove | null;
  readonly quarters: readonly IssuerQuarterCapex[];
  readonly freshness: CapexFreshness;
}

const FIRST_QUARTER_YEAR = 2023;
/** Years before the chosen one that the quarters begin. */
const YEARS_BACK = 2;

function basisAt(facts: CapexFacts, asOf: IsoDate, year: number): Result<CapexBasis, InputFault[]> {
  const { actuals, announcements } = facts;
  const lastQuarter = Math.max((year + 2) * 4 + 3, quarterIndexOf(asOf)) + CAPEX_QUARTERS_AHEAD;
  return buildCapexBasis({ asOf, actuals, announcements, lastQuarter });
}

/** Study of the link's year; faults where the date has too few facts. */
export function studyCapex(
  facts: CapexFacts,
  decoded: DecodedCapexLink,
): Result<CapexStudy, readonly InputFault[]> {
  const { asOf, inputs, actuals, announcements } = facts;
  const year = decoded.link.year ?? Number(asOf.slice(0, 4));
  const basis = basisAt(facts, asOf, year);
  if (!basis.ok) return basis;
  const tickers = tickersOf(decoded.link.set);
  const { outlook } = inputs;
  const history = computeGuidanceHistory({ asOf, year, tickers, actuals, announcements, outlook });
  if (!history.ok) return history;
  const first = history.value.sums[0]?.knownOn ?? null;
  const { link, faults } = refuseSince(decoded, { first, asOf });
  const change = computeGuidanceChange(history.value, link.since);
  const asOfYear = Number(asOf.slice(0, 4));
  const span = {
    first: Math.max(FIRST_QUARTER_YEAR, Math.min(year, asOfYear) - YEARS_BACK) * 4,
    last: (Math.max(year, asOfYear) + 1) * 4 + 3,
  };
  return ok({
    asOf,
    year,
    link,
    faults,
    history: history.value,
    change,
    issuerYears: computeIssuerYears(basis.value, outlook, { first: year, last: year }).filter(({ ticker }) =>
      tickers.includes(ticker),
    ),
    content: computeHbmContent(basis.value, inputs, year),
    move: change === null ? null : moveSince(facts, basis.value, { from: change.from.knownOn, year }),
    quarters: computeIssuerQuarters(basis.value, outlook, span).filter(({ ticker }) =>
      tickers.includes(ticker),
    ),
    freshness: judgeCapex(history.value, { asOf, tickers, announcements, actuals }),
  });
}

/** Baseline of the year and the next, as known on `from` and now; null where one of the two cannot be computed. */
function moveSince(
  facts: CapexFacts,
  now: CapexBasis,
  { from, year }: { readonly from: IsoDate; readonly year: number },
): BaselineMove | null {
  const then = basisAt(facts, from, year);
  if (!then.ok) return null;
  const years = [year, year + 1].flatMap((each) => {
    const before = computeBaselineYear(then.value, facts.inputs, each);
    const after = computeBaselineYear(now, facts.inputs, each);
    return before === null || after === null
      ? []
      : [
          {
            year: each,
            capexChangeUsdBn: after.capexUsdBn - before.capexUsdBn,
            hbmChangeUsdBn: after.hbmUsdBn - before.hbmUsdBn,
          },
        ];
  });
  return years.length === 2 ? { from, years } : null;
}
