/** What the Capex page says at a glance: how far guidance moved, and how much of the spend is HBM. */
import type { HbmContent } from '../../core/demand/hbm-content.ts';
import type { UsdBnEnds } from '../../core/demand/guide-point.ts';
import { addEnds } from '../../core/demand/guidance-history.ts';
import { formatDate, formatFraction, formatFractionRange } from '../format.ts';
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

const RANGE_OF_GUIDES = 'sums of the lows and of the highs';

function rangePart(ends: UsdBnEnds): SentencePart[] {
  const range = formatGuideRange(ends);
  return range === null ? [] : [muted(` (${range})`)];
}

/** "rose $37.5 bn", "fell $2 bn", "has not moved". */
function movedParts(revision: UsdBnEnds): SentencePart[] {
  const { pointUsdBn } = revision;
  if (Math.abs(pointUsdBn) < 1e-6) return [plain('has not moved on one basis')];
  return [
    plain(pointUsdBn > 0 ? 'rose ' : 'fell '),
    figure(formatGuide(Math.abs(pointUsdBn)), 'change'),
    ...rangePart(revision),
  ];
}

function contentParts({ content, year }: CapexStudy): SentencePart[] {
  if (content === null) return [plain(`; HBM content of ${String(year)} is not modelled.`)];
  const { low, high } = content.share;
  return [plain('; HBM content '), figure(formatFractionRange(low, high), 'content'), plain('.')];
}

/** As printed, where measures changed; what of a reported or fiscal year moved it is said apart too. */
function printedParts({ change }: CapexStudy): SentencePart[] {
  if (change === null || Math.abs(change.byCause.measure.pointUsdBn) < 1e-6) return [];
  const printed = addEnds([change.byCause.revision, change.byCause.measure]);
  return [
    plain(' on one basis, '),
    figure(formatGuideChange(printed.pointUsdBn), 'printed'),
    plain(' as printed,'),
  ];
}

/** The sentence. */
export function prepareCapexHeadline(study: CapexStudy): readonly SentencePart[] {
  const { change, history, link, year } = study;
  if (change === null) return pathSentence(study);
  const who = setWords(link.set, history.issuers.length);
  const { revision, outcome } = change.byCause;
  const isReported = history.issuers.every(({ vintages }) => vintages.at(-1)?.state === 'reported');
  const start = [
    plain(`Guidance of ${who} for ${String(year)} `),
    ...movedParts(revision),
    plain(` since ${formatDate(change.from.knownOn)}`),
    ...printedParts(study),
  ];
  const hasOutcome = Math.abs(outcome.pointUsdBn) > 1e-6;
  const end = isReported
    ? [
        plain(`; ${formatGuideChange(outcome.pointUsdBn)} against it, `),
        figure(formatGuide(change.to.pointUsdBn), 'sum'),
        plain(' were reported'),
      ]
    : [
        plain(hasOutcome ? ' and with what is reported stands at ' : ' to '),
        figure(formatGuide(change.to.pointUsdBn), 'sum'),
        ...rangePart(change.to),
      ];
  return [...start, ...end, ...contentParts(study)];
}

/** For a year that nobody guided in whole: what the model takes instead. */
function pathSentence(study: CapexStudy): SentencePart[] {
  const { year, issuerYears } = study;
  const isReported = issuerYears.every(({ actualUsdBn, pointUsdBn }) => actualUsdBn === pointUsdBn);
  const total = addEnds(issuerYears);
  const start =
    issuerYears.length > 0 && isReported
      ? `No guide for ${String(year)} is on file; reported by ${String(issuerYears.length)} issuers: `
      : `Nobody has guided ${String(year)} in whole and in numbers; the model takes `;
  return [
    plain(start),
    figure(formatGuide(total.pointUsdBn), 'sum'),
    plain(isReported ? '' : ` for ${String(issuerYears.length)} issuers`),
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
    `${before} in ${String(calibrationYear.year)}; since then price ${formatRatio(drivers.price)} and GB per real dollar ` +
    `${formatRatio(drivers.content)}, against ${formatFraction(drivers.memoryInflation)} memory inflation`
  );
}

/** Key figures under the sentence. */
export function prepareCapexFigures(study: CapexStudy): readonly PageFigure[] {
  return [...sumFigures(study), ...reportedFigures(study), ...contentFigures(study), ...moveFigures(study)];
}

function sumFigures({ change, history, link, year, issuerYears }: CapexStudy): PageFigure[] {
  if (change === null) {
    const total = addEnds(issuerYears);
    return [
      {
        key: 'sum',
        label: `Capex of ${String(year)}, ${String(issuerYears.length)} issuers`,
        value: formatGuide(total.pointUsdBn),
        range: formatGuideRange(total),
        note: 'reported, else the model’s path: no guide covers the year',
      },
    ];
  }
  const newest = change.steps.findLast(({ cause }) => cause === 'revision' || cause === 'measure');
  const { revision, measure } = change.byCause;
  const hasMeasure = Math.abs(measure.pointUsdBn) > 1e-6;
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

/** What the issuers of a sum have reported of the year, and what is open. */
export function reportedOf({ history, issuerYears, change }: CapexStudy): {
  readonly reportedUsdBn: number;
  readonly pointUsdBn: number;
} {
  const guided = history.issuers.map(({ ticker }) => ticker);
  const rows = issuerYears.filter(({ ticker }) => change === null || guided.includes(ticker));
  return {
    reportedUsdBn: rows.reduce((sum, row) => sum + (row.actualUsdBn ?? 0), 0),
    pointUsdBn: change?.to.pointUsdBn ?? addEnds(rows).pointUsdBn,
  };
}

function reportedFigures(study: CapexStudy): PageFigure[] {
  const { reportedUsdBn, pointUsdBn } = reportedOf(study);
  const openUsdBn = pointUsdBn - reportedUsdBn;
  const isWhole = openUsdBn < 1e-6;
  const pace =
    reportedUsdBn > 0 && !isWhole ? `; ${formatGrowth(openUsdBn / reportedUsdBn)} on what is reported` : '';
  return [
    {
      key: 'reported',
      label: 'Reported of it, cash',
      value: formatGuide(reportedUsdBn),
      range: null,
      note: isWhole
        ? 'the whole year'
        : `${formatFraction(reportedUsdBn / pointUsdBn)} of the point; ${formatGuide(openUsdBn)} open${pace}`,
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
      note: contentReason(content),
    },
    {
      key: 'hbm',
      label: `HBM revenue of ${String(year)}, baseline`,
      value: formatGuide(Number(content.hbmUsdBn.toPrecision(3))),
      range: formatGuideRange({
        lowUsdBn: Number(content.revenue.low.toPrecision(3)),
        pointUsdBn: content.hbmUsdBn,
        highUsdBn: Number(content.revenue.high.toPrecision(3)),
      }),
      note: `of ${formatGuide(Number(content.capexUsdBn.toPrecision(3)))} by the six issuers`,
    },
  ];
}

function moveFigures({ move }: CapexStudy): PageFigure[] {
  if (move === null) return [];
  const total = move.years.reduce((sum, { hbmChangeUsdBn }) => sum + hbmChangeUsdBn, 0);
  const years = joinNames(move.years.map(({ year }) => String(year)));
  return [
    {
      key: 'move',
      label: `Moves baseline HBM of ${years}`,
      value: formatGuideChange(Number(total.toPrecision(3))),
      range: null,
      note: `all capex news of the six since ${formatDate(move.from)}, prices and content held`,
    },
  ];
}

export { RANGE_OF_GUIDES };
