/** What the Capex page says at a glance: how far guidance moved, and how much of the spend is HBM. */
import type { HbmContent } from '../../core/demand/hbm-content.ts';
import type { UsdBnEnds } from '../../core/demand/guide-point.ts';
import type { GuidanceChange } from '../../core/demand/guidance-change.ts';
import { addEnds } from '../../core/demand/guidance-history.ts';
import {
  formatDate,
  formatFraction,
  formatFractionRange,
  formatUsdBn,
  formatUsdBnChange,
  formatUsdBnRange,
} from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import type { CapexStudy } from './capex-study.ts';
import {
  formatGrowth,
  formatGuide,
  formatGuideChange,
  formatGuideRange,
  formatRatio,
  joinNames,
  setWords,
  shortIssuer,
} from './capex-words.ts';

export const RANGE_OF_GUIDES = 'sums of the lows and of the highs';

function rangePart(ends: UsdBnEnds): SentencePart[] {
  const range = formatGuideRange(ends);
  return range === null ? [] : [muted(` (${range})`)];
}

/** Changes below this are rounding, USD bn. */
const ROUNDING_USD_BN = 1e-6;

function isNone({ pointUsdBn }: UsdBnEnds): boolean {
  return Math.abs(pointUsdBn) < ROUNDING_USD_BN;
}

/** "rose $37.5 bn (range) since 29 Apr 2026 on one basis, +$22.5 bn as printed". */
function movedParts({ byCause, from }: GuidanceChange): SentencePart[] {
  const { revision, measure } = byCause;
  const since = plain(` since ${formatDate(from.knownOn)}`);
  if (isNone(revision) && isNone(measure)) return [plain('has not moved'), since];
  const moved = isNone(revision)
    ? [plain('has not moved')]
    : [
        plain(revision.pointUsdBn > 0 ? 'rose ' : 'fell '),
        figure(formatGuide(Math.abs(revision.pointUsdBn)), 'change'),
        ...rangePart(revision),
      ];
  if (isNone(measure)) return [...moved, since];
  const printed = addEnds([revision, measure]);
  return [
    ...moved,
    since,
    plain(' on one basis, '),
    figure(formatGuideChange(printed.pointUsdBn), 'printed'),
    plain(' as printed'),
  ];
}

/** ", to $732.5 bn (range)", or what was reported in the end. */
function endParts({ change, history }: CapexStudy): SentencePart[] {
  if (change === null) return [];
  const { outcome, split } = change.byCause;
  if (history.issuers.every(({ vintages }) => vintages.at(-1)?.state === 'reported')) {
    return [
      plain('; '),
      figure(formatGuide(change.to.pointUsdBn), 'sum'),
      plain(` were reported, ${formatUsdBnChange(outcome.pointUsdBn)} against the last guides`),
    ];
  }
  const more = [
    ...(isNone(split) ? [] : [`${formatUsdBnChange(split.pointUsdBn)} by fiscal guides split anew`]),
    ...(isNone(outcome) ? [] : [`${formatUsdBnChange(outcome.pointUsdBn)} by what was reported`]),
  ];
  return [
    plain(', now '),
    figure(formatGuide(change.to.pointUsdBn), 'sum'),
    ...rangePart(change.to),
    plain(more.length === 0 ? '' : `, ${more.join(' and ')} in it`),
  ];
}

function contentParts({ content, year }: CapexStudy): SentencePart[] {
  if (content === null) return [plain(`; HBM content of ${String(year)} is not modelled.`)];
  const { low, high } = content.share;
  return [plain('; HBM content '), figure(formatFractionRange(low, high), 'content'), plain('.')];
}

/** The sentence. */
export function prepareCapexHeadline(study: CapexStudy): readonly SentencePart[] {
  const { change, history, link, year } = study;
  if (change === null) return pathSentence(study);
  return [
    plain(`Guidance of ${setWords(link.set, history.issuers.length)} for ${String(year)} `),
    ...movedParts(change),
    ...endParts(study),
    ...contentParts(study),
  ];
}

/** For a year that nobody guided in whole: what the model takes instead. */
function pathSentence(study: CapexStudy): SentencePart[] {
  const { year, issuerYears, link } = study;
  const who = setWords(link.set, issuerYears.length);
  const isReported = issuerYears.every(({ actualUsdBn, pointUsdBn }) => actualUsdBn === pointUsdBn);
  const total = addEnds(issuerYears);
  const start =
    issuerYears.length > 0 && isReported
      ? `No guide for ${String(year)} is on file; reported by ${who}: `
      : `Nobody has guided ${String(year)} in whole and in numbers; the model takes `;
  return [
    plain(start),
    figure(formatGuide(total.pointUsdBn), 'sum'),
    plain(isReported ? '' : ` for ${who}`),
    ...contentParts(study),
  ];
}

/** Why the content is what it is: where it comes from and what moves it. */
export function contentReason({ calibrationYear, drivers, year }: HbmContent): string {
  if (calibrationYear === null || calibrationYear.year === year) {
    return 'published HBM revenue of the year over the six issuers’ capex';
  }
  const before = formatFraction(calibrationYear.hbmUsdBn / calibrationYear.capexUsdBn);
  return (
    `${before} in ${String(calibrationYear.year)}; against that year HBM price ${formatRatio(drivers.price)}, GB per real dollar ` +
    `${formatRatio(drivers.content)}, memory inflation ${formatFraction(drivers.memoryInflation)} of capex`
  );
}

/** HBM revenue with its range, and the capex that it is held against. */
function revenueWords({ hbmUsdBn, revenue, capexUsdBn }: HbmContent): string {
  return `${formatUsdBn(hbmUsdBn)} (${formatUsdBnRange(revenue.low, revenue.high)}) of ${formatUsdBn(capexUsdBn)}`;
}

/** What the ranges of the sentence are, and why the content is what it is. */
export function prepareHeadlineNote({ content, history, change, year }: CapexStudy): string {
  const absent =
    change === null || history.absent.length === 0
      ? ''
      : ` ${joinNames(history.absent.map(shortIssuer))} gave no guide for the whole of ${String(year)} in numbers.`;
  const guides = `Ranges of guides: the sums of the companies’ lows and highs.${absent}`;
  if (content === null) return guides;
  return `${guides} HBM content: ${formatFraction(content.share.point)} (${contentReason(content)}); its range is about 80\u00a0%, one input at a time.`;
}

/** Key figures under the sentence. */
export function prepareCapexFigures(study: CapexStudy): readonly PageFigure[] {
  return [...sumFigures(study), ...reportedFigures(study), ...contentFigures(study), ...moveFigures(study)];
}

function sumFigures({ change, history, link, year, issuerYears, freshness }: CapexStudy): PageFigure[] {
  if (change === null) {
    const total = addEnds(issuerYears);
    return [
      {
        key: 'sum',
        label: `${String(year)}, ${setWords(link.set, issuerYears.length)}`,
        value: formatGuide(total.pointUsdBn),
        range: formatGuideRange(total),
        note: 'reported, else the model’s path: no guide covers the year',
      },
    ];
  }
  const newest = change.steps.findLast(({ cause }) => cause === 'revision' || cause === 'measure');
  const { revision, measure } = change.byCause;
  const hasMeasure = !isNone(measure);
  const printed = revision.pointUsdBn + measure.pointUsdBn;
  return [
    {
      key: 'sum',
      label: `${String(year)}, ${setWords(link.set, history.issuers.length)}`,
      value: formatGuide(change.to.pointUsdBn),
      range: formatGuideRange(change.to),
      note:
        newest === undefined
          ? `no guide moved since ${formatDate(change.from.knownOn)}`
          : `newest guide: ${shortIssuer(newest.issuer)}, ${formatDate(newest.knownOn)}`,
      age: freshness.sum,
    },
    {
      key: 'change',
      label: `Revised since ${formatDate(change.from.knownOn)}`,
      value: formatGuideChange(revision.pointUsdBn),
      range: formatGuideRange(revision),
      note: hasMeasure
        ? `${formatGuideChange(printed)} as printed: ${formatGuideChange(measure.pointUsdBn)} is a change of measure, no cut`
        : 'no guide changed its measure',
    },
  ];
}

/** What the issuers of the set have reported of the year, and what is open. */
export function reportedOf({ history, issuerYears, change }: CapexStudy): {
  readonly reportedUsdBn: number;
  /** By those that guided the year. */
  readonly guidedUsdBn: number;
  readonly pointUsdBn: number;
} {
  const sum = (rows: CapexStudy['issuerYears']): number =>
    rows.reduce((total, row) => total + (row.actualUsdBn ?? 0), 0);
  const guided = issuerYears.filter(({ ticker }) =>
    history.issuers.some((issuer) => issuer.ticker === ticker),
  );
  const isWhole = change === null || guided.length < issuerYears.length;
  return {
    reportedUsdBn: sum(issuerYears),
    guidedUsdBn: sum(guided),
    pointUsdBn: isWhole ? addEnds(issuerYears).pointUsdBn : change.to.pointUsdBn,
  };
}

function reportedFigures(study: CapexStudy): PageFigure[] {
  const { history, link, issuerYears, change } = study;
  const { reportedUsdBn, guidedUsdBn, pointUsdBn } = reportedOf(study);
  const openUsdBn = pointUsdBn - reportedUsdBn;
  const isWhole = openUsdBn < ROUNDING_USD_BN;
  const pace =
    reportedUsdBn > 0 && !isWhole ? `, ${formatGrowth(openUsdBn / reportedUsdBn)} on what is reported` : '';
  const guided =
    change === null || history.absent.length === 0
      ? ''
      : `; ${formatGuide(guidedUsdBn)} by the ${String(history.issuers.length)} that guided`;
  return [
    {
      key: 'reported',
      label: `Reported in cash, ${setWords(link.set, issuerYears.length)}`,
      value: formatGuide(reportedUsdBn),
      range: null,
      note: isWhole
        ? `the whole year${guided}`
        : `${formatFraction(reportedUsdBn / pointUsdBn)} of the year; ${formatGuide(openUsdBn)} open${pace}${guided}`,
      age: study.freshness.filings,
    },
  ];
}

function contentFigures({ content, year }: CapexStudy): PageFigure[] {
  if (content === null) return [];
  return [
    {
      key: 'content',
      label: `HBM content of ${String(year)}`,
      value: formatFraction(content.share.point),
      range: formatFractionRange(content.share.low, content.share.high),
      note: `${revenueWords(content)}: HBM of all buyers over the six issuers’ capex`,
    },
  ];
}

function moveFigures({ move }: CapexStudy): PageFigure[] {
  if (move === null) return [];
  const total = move.years.reduce((sum, { hbmChangeUsdBn }) => sum + hbmChangeUsdBn, 0);
  const years = move.years.map(({ year }) => String(year)).join('–');
  return [
    {
      key: 'move',
      label: `HBM baseline ${years}, moved`,
      value: formatUsdBnChange(total),
      range: null,
      note: `since ${formatDate(move.from)}, by all capex news of the six; prices and content held`,
    },
  ];
}
