/** What stands behind the figures of the page of past knowledge. */
import type { Backtest } from '../../core/backtest/run-backtest.ts';
import type { CapexTarget } from '../../core/backtest/capex-backtest.ts';
import type { HbmTarget } from '../../core/backtest/hbm-backtest.ts';
import type { SourceReference } from '../../core/reconciliation/market-facts.ts';
import { MODEL_RANGE_WORDS } from '../../core/reconciliation/model-route.ts';
import type { Reconciliation, ReconciliationRow } from '../../core/reconciliation/reconcile.ts';
import {
  evidenceOf,
  type EvidenceBook,
  type EvidenceSource,
  type FigureEvidence,
} from '../figure-evidence.ts';
import { formatDate, formatUsdBn, formatUsdBnRange } from '../format.ts';
import { capexKey, hbmKey, spreadOfErrors, spreadWords } from './backtest-tables.ts';
import { formatErrorPct, periodWords, thenNow } from './change-words.ts';
import { isGuided, sumGuides } from './guide-sums.ts';
import { factCount, hbmOfYear, riskOf, type KnownPair } from './known-pair.ts';
import { ROUTE_NAMES, routeKey } from './reconciliation-tables.ts';
import { formatCount } from './then-now-tables.ts';

const HINDSIGHT =
  'The assumptions were written later than the past day; only capex reports and guides are of the day.';

/** Evidence of every figure, by key. */
export function prepareAsOfEvidence(
  pair: KnownPair,
  backtest: Backtest,
  reconciliation: Reconciliation,
): EvidenceBook {
  return {
    ...guideEvidence(pair),
    ...hbmEvidence(pair),
    risk: evidenceOf({
      title: 'HBM revenue at risk, default scenario',
      value: thenNow(riskOf(pair.then), riskOf(pair.now)),
      words:
        'Baseline HBM revenue less that under the default saving, summed over the scenario’s horizon, which begins with the quarter of each day. The two spans differ, so the change is not growth alone.',
      formula: 'sum over k of H0(k)·(1 − R(k))',
      steps: [pair.then, pair.now].map(({ asOf, answer }) => ({
        label: formatDate(asOf),
        note: `baseline ${formatUsdBn(answer.total.baselineHbmUsdBn)}`,
        value: formatUsdBn(answer.total.baselineHbmUsdBn - answer.total.hbmUsdBn),
      })),
      notes: [HINDSIGHT],
    }),
    facts: evidenceOf({
      title: 'Facts known',
      value: thenNow(factCount(pair.then), factCount(pair.now), formatCount),
      words:
        'Rows of all fact tables that stood on each day. An announcement counts from its day; a reported quarter from its publication if within 60 days of the period’s end, else 45 days after it; a dated source from its date; an undated one 45 days after its period, at most the day of collection. The assumption registry, the comparability of guides and the memory oracles belong to the method and stand on every day.',
    }),
    calibration: calibrationEvidence(pair, reconciliation),
    ...errorEvidence(backtest),
    ...Object.fromEntries(
      backtest.runs.flatMap(({ capex, hbm }) => [
        ...capex.map((target) => [capexKey(target), capexEvidence(target)] as const),
        ...hbm.map((target) => [hbmKey(target), hbmTargetEvidence(target)] as const),
      ]),
    ),
    ...Object.fromEntries(
      reconciliation.periods.flatMap(({ label, rows }) =>
        rows.map((row) => [routeKey(label, row.route), routeEvidence(label, row)] as const),
      ),
    ),
  };
}

function guideEvidence({ then, now, year }: KnownPair): EvidenceBook {
  const [past, present] = [sumGuides(then.world, year), sumGuides(now.world, year)];
  if (past === null || present === null) return {};
  return {
    guides: evidenceOf({
      title: `Capex of the big four, ${String(year)}`,
      value: thenNow(past.pointUsdBn, present.pointUsdBn),
      range: `${formatUsdBnRange(past.lowUsdBn, past.highUsdBn)} → ${formatUsdBnRange(present.lowUsdBn, present.highUsdBn)}`,
      rangeWords: 'sums of the lows and of the highs of the guides',
      grade: 'derived',
      words:
        'Reported quarters plus the newest guide of the calendar year for the rest; fiscal years by days. A buyer without a guide in money grows by assumption.',
      steps: [
        { day: then.asOf, sum: past },
        { day: now.asOf, sum: present },
      ].flatMap(({ day, sum }) =>
        sum.rows.map((row) => ({
          label: `${row.issuer}, ${formatDate(day)}`,
          note: isGuided(row) ? (row.announcementId ?? 'reported') : 'no guide in money: grown by assumption',
          value: formatUsdBn(row.pointUsdBn),
        })),
      ),
      notes: ['Announcements with their sources are listed under what became known, and on the Overview.'],
    }),
  };
}

function hbmEvidence({ then, now, year }: KnownPair): EvidenceBook {
  const [past, present] = [hbmOfYear(then, year), hbmOfYear(now, year)];
  if (past === null || present === null) return {};
  return {
    hbm: evidenceOf({
      title: `HBM revenue of ${String(year)} by the model`,
      value: thenNow(past.point, present.point),
      range: `${formatUsdBnRange(past.low, past.high)} → ${formatUsdBnRange(present.low, present.high)}`,
      rangeWords: MODEL_RANGE_WORDS,
      words: 'The capex chain of the day, scaled to the calibration year with the capex known on the day.',
      formula: 'H0(t) = calibration · Kr(t + L) · shares / coverage · q(t) · p0(t) / p0(2025)',
      notes: [HINDSIGHT],
    }),
  };
}

function calibrationEvidence({ then, now }: KnownPair, reconciliation: Reconciliation): FigureEvidence {
  const factor = (value: number): string => value.toFixed(2);
  const year = String(reconciliation.calibrationYear);
  const [before, after] = [then.model.calibration, now.model.calibration];
  const rows = reconciliation.periods.find(({ label }) => label === year)?.rows ?? [];
  return evidenceOf({
    title: 'Calibration factor',
    value: thenNow(before.point, after.point, factor),
    range: `${factor(before.low)}–${factor(before.high)} → ${factor(after.low)}–${factor(after.high)}`,
    rangeWords: MODEL_RANGE_WORDS,
    words: `The published HBM market of ${year} over what the capex chain explains of it. One would mean that capex times the five shares explains the market; at ${factor(after.point)} bills of material explain less than the market reports.`,
    formula: 'calibration = published market / sum of H1 over the year',
    steps: rows.map((row) => ({
      label: ROUTE_NAMES[row.route],
      note: row.coverage ?? row.reading,
      value: row.pointUsdBn === null ? 'none' : formatUsdBn(row.pointUsdBn),
    })),
    notes: [
      'The five shares cancel against it: they explain the gap and drive no result.',
      'On a past day the capex of the year was partly guides and growth, so the factor moves with the day.',
    ],
  });
}

function errorEvidence({ runs }: Backtest): EvidenceBook {
  const spread = spreadOfErrors(runs);
  if (spread === null) return {};
  return {
    error: evidenceOf({
      title: 'Error on capex of past days',
      value: formatErrorPct(spread.medianPct),
      range: `${formatErrorPct(spread.lowPct)} to ${formatErrorPct(spread.highPct)}`,
      rangeWords: 'lowest to highest of all days and periods',
      words: `Expected over reported less one, big four, for each year (or its quarters reported so far) that was open on a day: ${spreadWords(spread)}.`,
      steps: runs.flatMap(({ capex }) =>
        capex
          .filter(({ set }) => set === 'big-four')
          .map((target) => ({
            label: `${formatDate(target.asOf)}: ${periodWords(target.label)}`,
            note: `${formatUsdBn(target.expectedUsdBn)} expected, ${formatUsdBn(target.cameUsdBn)} came; ${formatUsdBn(target.grownUsdBn)} of it grown by assumption`,
            value: formatErrorPct(target.errorPct),
          })),
      ),
      notes: ['Errors overlap: the same buyers and quarters stand in several of them.'],
    }),
  };
}

function capexEvidence(target: CapexTarget): FigureEvidence {
  const money = (label: string, note: string, value: number) => ({ label, note, value: formatUsdBn(value) });
  return evidenceOf({
    title: `Capex of ${periodWords(target.label)}, expected on ${formatDate(target.asOf)}`,
    value: formatUsdBn(target.expectedUsdBn),
    range: formatUsdBnRange(target.expectedLowUsdBn, target.expectedHighUsdBn),
    rangeWords: 'sums of the lows and of the highs of the guides',
    grade: 'derived',
    words:
      'Reported quarters, then guides of the day on a straight line, then growth where no guide in money stood.',
    steps: [
      money('Reported by then', 'cash', target.reportedThenUsdBn),
      money('Guided', 'of the day, no hindsight', target.guidedUsdBn),
      money('Grown', 'by an assumption written later: hindsight', target.grownUsdBn),
      money('Came', 'reported since', target.cameUsdBn),
      { label: 'Error', note: 'of the whole', value: formatErrorPct(target.errorPct) },
      { label: 'Error', note: 'of the open part', value: formatErrorPct(target.openErrorPct) },
    ],
  });
}

function hbmTargetEvidence(target: HbmTarget): FigureEvidence {
  const { asOf, vendor, label, model, came, errorPct, noTest } = target;
  return evidenceOf({
    title: `HBM revenue of ${vendor ?? 'the market'}, ${periodWords(label)}, by the model of ${formatDate(asOf)}`,
    value: formatUsdBn(model.point),
    range: formatUsdBnRange(model.low, model.high),
    rangeWords: MODEL_RANGE_WORDS,
    words:
      vendor === null
        ? 'The calibrated capex chain of the day.'
        : 'The calibrated capex chain of the day times the vendor’s share, over the days of the period. Shares come from trackers and were written later: hindsight.',
    steps: [
      ...came.figures.map(({ pointUsdBn, source }) => ({
        label: source.title,
        note: source.says,
        value: formatUsdBn(pointUsdBn),
      })),
      {
        label: 'Error',
        note: noTest ?? 'model over published',
        value: errorPct === null ? 'none' : formatErrorPct(errorPct),
      },
    ],
    sources: came.figures.map(({ source }) => toSource(source)),
    notes: [HINDSIGHT],
  });
}

function routeEvidence(label: string, row: ReconciliationRow): FigureEvidence {
  const { route, lowUsdBn, pointUsdBn, highUsdBn, modelUsdBn, gapPct } = row;
  return evidenceOf({
    title: `${ROUTE_NAMES[route]}: HBM revenue of ${periodWords(label)}`,
    value: pointUsdBn === null ? 'none' : formatUsdBn(pointUsdBn),
    range: lowUsdBn === null || highUsdBn === null ? null : formatUsdBnRange(lowUsdBn, highUsdBn),
    rangeWords: row.rangeWords,
    words: `${row.reading.slice(0, 1).toUpperCase()}${row.reading.slice(1)}.`,
    steps: [
      ...(modelUsdBn === null
        ? []
        : [{ label: 'Calibrated model', note: 'over exactly the same', value: formatUsdBn(modelUsdBn) }]),
      ...(gapPct === null
        ? []
        : [{ label: 'Gap', note: 'figure over model', value: formatErrorPct(gapPct) }]),
    ],
    sources: row.sources.map(toSource),
    notes: row.coverage === null ? [] : [`Covers: ${row.coverage}.`],
  });
}

function toSource({ title, url, publishedOn, says }: SourceReference): EvidenceSource {
  return { title, url, publishedOn, where: says };
}
