/** Implied saving of every listing under one scenario: newest session, history, and all makers of HBM at once. */
import { evaluateExposure } from '../exposure/evaluate.ts';
import type { OwnRange } from '../exposure/own-ranges.ts';
import { applyOwnRanges } from '../exposure/own-ranges.ts';
import type { ExposureScenario, ExposureWorld } from '../exposure/types.ts';
import type { IsoDate } from '../facts/types.ts';
import type { InputFault } from '../input-fault.ts';
import { MODELLED_VENDORS } from '../market/modelled-vendors.ts';
import { ok, type Result } from '../result.ts';
import { drawValueCurves, type DrawnCurves } from './drawn-curves.ts';
import { rangeOfImplied } from './implied-range.ts';
import { solveJoint, type JointSaving } from './joint.ts';
import type { ListingMarket, MarketSide } from './market-side.ts';
import { solveImplied } from './solve.ts';
import { Z80, type ImpliedAnswer, type ImpliedRange, type MarketChange } from './types.ts';
import { createValueCurves, type ValueCurve } from './value-curve.ts';

/** Sessions after which a reaction is usually whole and the noise still small; they have a range in any case. */
export const EARLY_SESSIONS = 2;

/** The model's side: curves at the points and over draws. It does not depend on the scenario's own saving. */
export interface ModelSide {
  readonly curves: readonly ValueCurve[];
  readonly drawn: DrawnCurves;
}

export interface ImpliedSession extends ImpliedAnswer {
  readonly sessionOn: IsoDate;
  readonly changePct: number;
  /** 80 % range of the change from that of the expected return. */
  readonly changeLowPct: number;
  readonly changeHighPct: number;
  /** Null when not asked for, or when no saving moves the value in any draw. */
  readonly range: ImpliedRange | null;
}

/** Newest session of one listing. */
export interface ImpliedNewest extends ImpliedSession {
  readonly change: MarketChange;
  /** Value change that the scenario's own saving gives, USD bn. */
  readonly modelUsdBn: number;
  /** Market's change less the scenario's, USD bn and percent of the market value on file. */
  readonly gapUsdBn: number;
  readonly gapPct: number;
}

export interface ImpliedListing {
  readonly ticker: string;
  readonly name: string;
  readonly marketCapUsdBn: number | null;
  readonly market: ListingMarket;
  /** Null with the reason in `absence`. */
  readonly newest: ImpliedNewest | null;
  readonly history: readonly ImpliedSession[];
  readonly absence: string | null;
}

export interface ImpliedStudy {
  /** Long-run saving of the scenario, fraction. */
  readonly scenarioSaving: number;
  readonly draws: number;
  readonly seed: number;
  readonly listings: readonly ImpliedListing[];
  /** One saving for all makers of HBM; null with fewer than two of them. */
  readonly joint: JointSaving | null;
}

export interface StudyRequest {
  readonly scenario: ExposureScenario;
  readonly ranges?: readonly OwnRange[];
  readonly draws?: number;
  readonly seed?: number;
  /** Listings whose history has a range at every session; the others have the point alone. */
  readonly rangedHistory?: readonly string[];
}

/** Curves of all listings of `market`; `Err` names what the engine refuses. */
export function createModelSide(
  registryWorld: ExposureWorld,
  { scenario, ranges = [], ...drawing }: StudyRequest,
  tickers: readonly string[],
): Result<ModelSide, readonly InputFault[]> {
  const ranged = applyOwnRanges(registryWorld, ranges);
  if (!ranged.ok) return ranged;
  const curves = createValueCurves(ranged.value, scenario, tickers);
  if (!curves.ok) return curves;
  const drawn = drawValueCurves(ranged.value, { scenario, ...drawing }, tickers);
  if (!drawn.ok) return drawn;
  return ok({ curves: curves.value, drawn: drawn.value });
}

/** Saving that the scenario itself ends at: given, the registry's, or the fleet's last quarter before the horizon. */
export function scenarioSavingOf(
  world: ExposureWorld,
  scenario: ExposureScenario,
): Result<number, readonly InputFault[]> {
  const answer = evaluateExposure(world, scenario);
  if (!answer.ok) return answer;
  const input = answer.value.inputs.find(({ field }) => field === 'memorySaving');
  const saving = typeof input?.value === 'number' ? input.value : answer.value.quarters.at(-1)?.memorySaving;
  return ok(saving ?? 0);
}

/** Sets the market's changes against the model's. */
export function studyImplied(
  market: MarketSide,
  { curves, drawn }: ModelSide,
  scenarioSaving: number,
  rangedHistory: readonly string[] = [],
): ImpliedStudy {
  const listings = market.listings.map((listing): ImpliedListing => {
    const { ticker, name, marketCapUsdBn, path } = listing;
    const curve = curves.find((each) => each.ticker === ticker);
    const known = { ticker, name, marketCapUsdBn, market: listing };
    if (path === null || marketCapUsdBn === null || curve === undefined) {
      const absence =
        listing.absence ?? (marketCapUsdBn === null ? 'no market value is on file' : 'not modelled');
      return { ...known, newest: null, history: [], absence };
    }
    const isRanged = rangedHistory.includes(ticker);
    const last = path.sessions.length - 1;
    const history = path.sessions.map((_, i) =>
      readSession({ listing, curve, drawn, i, hasRange: isRanged || i < EARLY_SESSIONS || i === last }),
    );
    const newest = history.at(-1);
    const modelUsdBn = curve.at(scenarioSaving);
    const change = changeAt(listing, last);
    return {
      ...known,
      history,
      absence: null,
      newest:
        newest === undefined
          ? null
          : {
              ...newest,
              change,
              modelUsdBn,
              gapUsdBn: change.usdBn - modelUsdBn,
              gapPct: ((change.usdBn - modelUsdBn) / marketCapUsdBn) * 100,
            },
    };
  });
  return {
    scenarioSaving,
    draws: drawn.draws,
    seed: drawn.seed,
    listings,
    joint: solveJoint(
      listings.flatMap(({ ticker, newest }) => {
        const curve = curves.find((each) => each.ticker === ticker);
        return newest === null || curve === undefined || !makesHbm(ticker)
          ? []
          : [{ curve, change: newest.change }];
      }),
    ),
  };
}

export function makesHbm(ticker: string): boolean {
  return MODELLED_VENDORS.some((vendor) => vendor.ticker === ticker);
}

function readSession(of: {
  readonly listing: ListingMarket;
  readonly curve: ValueCurve;
  readonly drawn: DrawnCurves;
  readonly i: number;
  readonly hasRange: boolean;
}): ImpliedSession {
  const { listing, curve, drawn, i } = of;
  const change = changeAt(listing, i);
  const [changePct, stdErrorPct] = [listing.path?.changePct[i] ?? NaN, listing.path?.stdErrorPct[i] ?? NaN];
  const own = drawn.listings.find(({ ticker }) => ticker === listing.ticker);
  return {
    ...solveImplied(curve, change),
    sessionOn: listing.path?.sessions[i] ?? '',
    changePct,
    changeLowPct: changePct - Z80 * stdErrorPct,
    changeHighPct: changePct + Z80 * stdErrorPct,
    range: of.hasRange && own !== undefined ? rangeOfImplied(drawn, own, change) : null,
  };
}

/** USD bn: the path is in percent of the market value on file. */
function changeAt({ path, marketCapUsdBn }: ListingMarket, i: number): MarketChange {
  const cap = (marketCapUsdBn ?? NaN) / 100;
  return { usdBn: (path?.changePct[i] ?? NaN) * cap, stdErrorUsdBn: (path?.stdErrorPct[i] ?? NaN) * cap };
}
