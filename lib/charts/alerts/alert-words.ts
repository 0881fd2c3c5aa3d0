/** Alert rules and what they fired for, in words. */
import type { AlertItem, AlertPreview } from '../../contracts/alerts/alerts.ts';
import type { AlertKind, AlertSpec, ExposureMetric } from '../../contracts/alerts/alert-spec.ts';
import type { Quiet } from '../../core/alerts/quiet.ts';
import type { DatedValue, LevelFiring } from '../../core/alerts/run-level.ts';
import { findCompany } from '../../core/vendors/company.ts';
import { formatDate, formatPct, formatRange, formatSignificant, formatUsdBn } from '../format.ts';

const NO_BREAK_SPACE = '\u00a0';

/** What a kind is called where one is chosen. */
export const KIND_WORDS: Readonly<Record<AlertKind, string>> = {
  'price-level': 'Price crosses a level',
  'exposure-level': 'Exposure crosses a level',
  'net-sign': 'Net effect changes sign',
  'break-even-range': 'Break-even elasticity leaves the evidence',
  'implied-move': 'Implied saving moves',
  'guide-revised': 'Capex guidance revised',
  'hbm-disclosed': 'HBM revenue disclosed or restated',
  'fact-revised': 'A stored value is revised or contradicted',
  'new-entry': 'A technique or an event enters the ledger',
  'call-matured': 'A frozen call matures',
  stale: 'Prices are stale',
};

export const METRIC_WORDS: Readonly<Record<ExposureMetric, string>> = {
  'total-change': 'change of HBM revenue over the horizon, %',
  'total-change-usd': 'change of HBM revenue over the horizon, USD bn',
  'vendor-hbm-change': 'change of a vendor’s HBM revenue, %',
  'vendor-value-change': 'change of a vendor’s value, USD bn',
};

/** What a rule refers to by an id. */
export interface AlertNames {
  /** Name of the saved scenario; null: none, or deleted. */
  readonly scenario: string | null;
}

/** A value with its unit, as everywhere: "−8.1 %", "$44.4 bn", "251.2 USD". */
export function valueWords(value: number, unit: string | null): string {
  switch (unit) {
    case null:
      return formatSignificant(value);
    case '%':
      return formatPct(value);
    case 'USD bn':
      return formatUsdBn(value);
    case 'elasticity':
      return formatSignificant(value);
    case 'points':
      return `${formatSignificant(value)}${NO_BREAK_SPACE}points`;
    case 'sessions':
      return `${String(value)}${NO_BREAK_SPACE}session${value === 1 ? '' : 's'}`;
    default:
      return `${formatSignificant(value, 5)}${NO_BREAK_SPACE}${unit}`;
  }
}

/** A value with its day: "251.2 USD on 26 Nov 2026". */
export function datedWords({ value, on }: DatedValue, unit: string | null): string {
  return `${valueWords(value, unit)} on ${formatDate(on)}`;
}

/** What is watched: "Close of Micron (MU)". */
export function subjectWords(spec: AlertSpec, names: AlertNames): string {
  switch (spec.kind) {
    case 'price-level':
      return `Close of ${companyWords(spec.ticker)}`;
    case 'exposure-level':
      return `${metricSubject(spec.metric, spec.ticker)}${scenarioWords(spec.scenarioId, names)}`;
    case 'net-sign':
      return `${spec.measure === 'revenue' ? 'Net effect on HBM revenue' : 'Net effect on HBM demand in the last quarter'}${scenarioWords(spec.scenarioId, names)}`;
    case 'break-even-range':
      return `Break-even elasticity${scenarioWords(spec.scenarioId, names)}`;
    case 'implied-move':
      return `Saving that the price of ${companyWords(spec.ticker)} implies`;
    case 'guide-revised':
      return `Capex guidance of ${spec.issuer ?? 'any issuer'}`;
    case 'hbm-disclosed':
      return `HBM revenue of ${spec.ticker === null ? 'any vendor' : companyWords(spec.ticker)}`;
    case 'fact-revised':
      return `Value ${spec.key} of ${spec.table.replaceAll('_', ' ')}`;
    case 'new-entry':
      return { technique: 'Techniques', event: 'Events', either: 'Techniques and events' }[spec.what];
    case 'call-matured':
      return 'Frozen calls of the track record';
    case 'stale':
      return `Age of the close of ${companyWords(spec.ticker)}`;
  }
}

/** When it fires: "at or above 250 USD, again after it was below 245 USD". */
export function conditionWords(spec: AlertSpec, unit: string | null): string {
  switch (spec.kind) {
    case 'price-level':
    case 'exposure-level': {
      const { direction, level, band } = spec;
      const back = direction === 'above' ? level - band : level + band;
      const again =
        band === 0
          ? ''
          : `, again after it was ${direction === 'above' ? 'below' : 'above'} ${valueWords(back, unit)}`;
      return `at or ${direction} ${valueWords(level, unit)}${again}`;
    }
    case 'net-sign':
      return spec.band === 0
        ? 'changes its sign'
        : `changes its sign, by more than ${valueWords(spec.band, unit)}`;
    case 'break-even-range':
      return 'leaves the range of published elasticities';
    case 'implied-move':
      return `moves by more than ${valueWords(spec.by, 'points')}`;
    case 'guide-revised':
      return 'is raised, cut or put otherwise';
    case 'hbm-disclosed':
      return 'is disclosed or restated';
    case 'fact-revised':
      return 'is revised, withdrawn or contradicted';
    case 'new-entry':
      return 'enter the ledger';
    case 'call-matured':
      return 'are settled by what was published';
    case 'stale':
      return `is over ${valueWords(spec.sessions, 'sessions')}`;
  }
}

/** What crossed, as the title of an entry. */
export function firingTitle(
  spec: AlertSpec,
  names: AlertNames,
  { after, bounds }: Pick<LevelFiring, 'after' | 'bounds'>,
  unit: string | null,
): string {
  const subject = subjectWords(spec, names);
  switch (spec.kind) {
    case 'price-level':
    case 'exposure-level':
      return `${subject} is ${spec.direction === 'above' ? 'at or above' : 'at or below'} ${valueWords(spec.level, unit)}`;
    case 'net-sign':
      return `${subject} is ${after.value > 0 ? 'positive' : 'negative'} now`;
    case 'break-even-range':
      return `${subject} is outside ${bounds === null ? 'the evidence' : formatRange(bounds.low, bounds.high)}, the published elasticities`;
    case 'stale':
      return `${subject} is ${valueWords(after.value, 'sessions')}: newer ones are missing`;
    default:
      return `${subject} ${conditionWords(spec, unit)}`;
  }
}

/** Why a rule is quiet, in one line. */
export function quietWords(
  { quiet, unit }: Pick<AlertItem, 'unit'> & { readonly quiet: Quiet | null },
  formatInstant: (instant: string) => string,
): string {
  if (quiet === null) return 'Not evaluated yet.';
  switch (quiet.kind) {
    case 'failing':
      return `Silent: ${quiet.reason}.`;
    case 'muted':
      return `Muted until ${formatInstant(quiet.until)}.`;
    case 'spent':
      return 'Its one shot has fired; arm it again to hear more.';
    case 'waits-to-re-arm':
      return `Holds already: waits to re-arm until the value is ${quiet.side} ${valueWords(quiet.level, unit)}.`;
    case 'waits-inside':
      return `Holds already: waits to re-arm until the value is inside the range again${quiet.band === 0 ? '' : ` by ${valueWords(quiet.band, unit)}`}.`;
    case 'not-reached':
      return `Not there: ${valueWords(quiet.distance, unit)} to go.`;
    case 'moved-less':
      return `Moved by ${valueWords(quiet.by, 'points')} since ${formatDate(quiet.from.on)}.`;
    case 'sign-stands':
      return quiet.side === 'unseen'
        ? 'Within the band around zero; no side seen yet.'
        : `Still ${quiet.side}.`;
    case 'nothing-new':
      return 'Nothing of the kind since it was made or told last.';
  }
}

/** "It would have fired 3 times since 27 Nov 2025 (at every stored close)." */
export function previewWords({
  count,
  fromOn,
  sampled,
  absence,
}: Pick<AlertPreview, 'count' | 'fromOn' | 'sampled' | 'absence'>): string {
  const times =
    count === 0 ? 'not have fired' : `have fired ${count === 1 ? 'once' : `${String(count)} times`}`;
  const limit = absence === null ? '' : ` Less is known: ${absence}.`;

  return `It would ${times} since ${formatDate(fromOn)} (${sampled}).${limit}`;
}

/** "Micron (MU)"; a ticker alone where the product follows no such company. */
export function companyWords(ticker: string): string {
  const name = findCompany(ticker)?.name;
  return name === undefined ? ticker : `${name} (${ticker})`;
}

function metricSubject(metric: ExposureMetric, ticker: string | null): string {
  const vendor = ticker === null ? 'the vendor' : companyWords(ticker);
  switch (metric) {
    case 'total-change':
    case 'total-change-usd':
      return 'Change of HBM revenue over the horizon';
    case 'vendor-hbm-change':
      return `Change of the HBM revenue of ${vendor}`;
    case 'vendor-value-change':
      return `Change of the value of ${vendor}`;
  }
}

function scenarioWords(scenarioId: string | null, { scenario }: AlertNames): string {
  if (scenarioId === null) return ' in the base scenario';
  return scenario === null ? ' in a deleted scenario' : ` in “${scenario}”`;
}
