/** Capex by issuer and calendar quarter as expected on a date: what was reported, guided, or grown by assumption. */
import { createRegistry, findMissingInputs, pointValues } from '../assumptions/registry.ts';
import { valueAt } from '../assumptions/value-at.ts';
import {
  baselineInputIds,
  CAPEX_QUARTERS_AHEAD,
  createBaselineLayout,
  readCapexOutlook,
} from '../demand/baseline.ts';
import { fillIssuerQuarters, type CapexOutlook, type GuideEnd } from '../demand/capex.ts';
import { buildCapexBasis, type IssuerBasis } from '../demand/capex-basis.ts';
import { quarterIndexOf } from '../calendar/quarter.ts';
import type { ExposureFacts } from '../exposure/types.ts';
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';

/** Quarters after that of the date which are worked out. */
const QUARTERS_AHEAD = 12;

/** One issuer's calendar quarter, USD bn; fiscal quarters by days. The three parts sum to the point. */
export interface IssuerQuarter {
  readonly ticker: string;
  readonly quarter: number;
  readonly lowUsdBn: number;
  readonly pointUsdBn: number;
  readonly highUsdBn: number;
  readonly reportedUsdBn: number;
  /** From a guide to the year. */
  readonly guidedUsdBn: number;
  /** By the growth assumption, where no guide in money covers the year. */
  readonly grownUsdBn: number;
}

type OwnQuarterKind = 'reported' | 'guided' | 'grown';

/** Expectation of all included issuers on the date of `facts`. Faults are those of the capex basis and registry. */
export function expectCapex(facts: ExposureFacts): Result<readonly IssuerQuarter[], InputFault[]> {
  const registry = createRegistry(facts.assumptions);
  if (!registry.ok) return registry;
  const missing = findMissingInputs(registry.value, baselineInputIds(registry.value));
  if (missing.length > 0) return err(missing);
  const basis = buildCapexBasis({
    asOf: facts.asOf,
    actuals: facts.capexActuals,
    announcements: facts.capexAnnouncements,
    lastQuarter: quarterIndexOf(facts.asOf) + QUARTERS_AHEAD + CAPEX_QUARTERS_AHEAD,
  });
  if (!basis.ok) return basis;
  const outlook = readCapexOutlook(createBaselineLayout(registry.value), pointValues(registry.value));
  return ok(basis.value.issuers.flatMap((issuer) => quartersOfIssuer(issuer, outlook)));
}

function quartersOfIssuer(issuer: IssuerBasis, outlook: CapexOutlook): IssuerQuarter[] {
  const filled = (end: GuideEnd): Float64Array => {
    const quarters = new Float64Array(issuer.quarterCount);
    fillIssuerQuarters(issuer, outlook, end, quarters);
    return quarters;
  };
  const [low, point, high] = [filled('low'), filled('point'), filled('high')];
  const calendar = [...new Set(issuer.shares.map((share) => share.calendar))];
  return calendar.map((quarter) => {
    const shares = issuer.shares.filter((share) => share.calendar === quarter);
    const sum = (path: Float64Array, kind?: OwnQuarterKind): number =>
      shares
        .filter(({ fiscal }) => kind === undefined || kindOf(issuer, fiscal) === kind)
        .reduce((total, { fiscal, weight }) => total + valueAt(path, fiscal) * weight, 0);
    return {
      ticker: issuer.ticker,
      quarter,
      lowUsdBn: sum(low),
      pointUsdBn: sum(point),
      highUsdBn: sum(high),
      reportedUsdBn: sum(point, 'reported'),
      guidedUsdBn: sum(point, 'guided'),
      grownUsdBn: sum(point, 'grown'),
    };
  });
}

/** A guide fills only whole own years, as the capex chain has it. */
function kindOf(issuer: IssuerBasis, fiscal: number): OwnQuarterKind {
  if (fiscal < issuer.reportedUsdBn.length) return 'reported';
  const year = Math.floor((fiscal + issuer.missingHeadQuarters) / 4);
  const isWhole = year * 4 - issuer.missingHeadQuarters >= 0;
  return isWhole && (issuer.guides[year] ?? null) !== null ? 'guided' : 'grown';
}
