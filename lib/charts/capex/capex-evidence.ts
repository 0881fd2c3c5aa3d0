/** What stands behind the figures of the Capex page. */
import type { CapexAnnouncementFact } from '../../contracts/facts/capex.ts';
import { addEnds, type GuidanceStep, type SumVintage } from '../../core/demand/guidance-history.ts';
import type { HbmContent } from '../../core/demand/hbm-content.ts';
import { isIncludedCash } from '../../core/demand/capex-basis.ts';
import type { Assumption, CapexActual } from '../../core/facts/types.ts';
import { assumptionInputs } from '../efficiency/efficiency-words.ts';
import {
  evidenceOf,
  type EvidenceBook,
  type EvidenceSource,
  type FigureEvidence,
} from '../figure-evidence.ts';
import {
  formatDate,
  formatFraction,
  formatFractionRange,
  formatUsdBn,
  formatUsdBnChange,
  formatUsdBnRange,
} from '../format.ts';
import { contentReason, RANGE_OF_GUIDES, reportedOf } from './capex-headline.ts';
import type { CapexStudy } from './capex-study.ts';
import {
  CAUSE_WORDS,
  formatGuide,
  formatGuideChange,
  formatGuideRange,
  formatRatio,
  measureWords,
  setWords,
  shortIssuer,
} from './capex-words.ts';

interface EvidenceInput {
  readonly study: CapexStudy;
  readonly announcements: readonly CapexAnnouncementFact[];
  readonly actuals: readonly CapexActual[];
  readonly assumptions: readonly Assumption[];
}

const CONTENT_WORDS =
  'about 80 %: one input at a time from its low to its high, swings combined as if independent';

function sourcesOf(
  announcements: readonly CapexAnnouncementFact[],
  ids: readonly (string | null)[],
): EvidenceSource[] {
  return [...new Set(ids)].flatMap((id) =>
    announcements
      .filter((row) => row.id === id)
      .map((row) => ({
        title: row.sourceTitle ?? row.publisher ?? row.id,
        url: row.url,
        publishedOn: row.publishedOn,
        where: `${row.id}, ${row.grade}`,
      })),
  );
}

function stepRow(step: GuidanceStep, announcements: readonly CapexAnnouncementFact[]) {
  const guide = announcements.find(({ id }) => id === step.announcementId);
  const reason = step.cause === 'measure' ? (guide?.comparability?.reason ?? null) : null;
  return {
    label: `${shortIssuer(step.issuer)}, ${formatDate(step.knownOn)}`,
    note:
      reason === null
        ? CAUSE_WORDS[step.cause]
        : `${CAUSE_WORDS[step.cause]}, so not in the change on one basis. ${reason}`,
    value: formatGuideChange(step.pointUsdBn),
  };
}

function sumEvidence({ study, announcements }: EvidenceInput): FigureEvidence {
  const { history, change, issuerYears, year, link } = study;
  if (change === null) {
    const total = addEnds(issuerYears);
    return evidenceOf({
      title: `Capex of ${String(year)}`,
      value: formatGuide(total.pointUsdBn),
      range: formatGuideRange(total),
      rangeWords: RANGE_OF_GUIDES,
      grade: 'computed',
      words:
        'Reported cash where there is one, else a guide’s part of the year, else growth on the year before.',
      formula: 'year = year before · (1 + y),  y = y_T + (y_1 − y_T)·θⁿ',
      steps: issuerYears.map((row) => ({
        label: row.issuer,
        note: row.announcementId ?? 'no open guide',
        value: formatGuide(row.pointUsdBn),
      })),
    });
  }
  const newest = history.issuers.map((issuer) => ({ issuer, vintage: issuer.vintages.at(-1) }));
  return evidenceOf({
    title: `Guides for ${String(year)}, ${setWords(link.set, history.issuers.length)}`,
    value: formatGuide(change.to.pointUsdBn),
    range: formatGuideRange(change.to),
    rangeWords: RANGE_OF_GUIDES,
    grade: 'derived',
    words:
      'The newest guide of each issuer that no later one replaces. A range counts with its middle, a lone bound as the point; a fiscal guide is split over calendar years by days. A year that is reported counts as reported.',
    steps: newest.map(({ issuer, vintage }) => {
      const guide = announcements.find(({ id }) => id === vintage?.announcementId);
      const measure = guide?.comparability;
      return {
        label: issuer.issuer,
        note: measure == null ? 'cash as filed' : `${measureWords(measure.measure)}: ${measure.reason}`,
        value: vintage === undefined ? 'none' : formatGuide(vintage.pointUsdBn),
      };
    }),
    sources: sourcesOf(
      announcements,
      newest.map(({ vintage }) => vintage?.announcementId ?? null),
    ),
    notes: [
      'Guides on measures with leases are added as they are: the sum is mixed, as the quoted totals are.',
    ],
  });
}

function changeEvidence({ study, announcements }: EvidenceInput): EvidenceBook {
  const { change, year } = study;
  if (change === null) return {};
  const { byCause, from, to, steps } = change;
  const printed = addEnds([byCause.revision, byCause.measure]);
  const rows = steps.map((step) => stepRow(step, announcements));
  const sources = sourcesOf(
    announcements,
    steps.map(({ announcementId }) => announcementId),
  );
  const sumRow = (sum: SumVintage) => ({
    label: `Sum on ${formatDate(sum.knownOn)}`,
    note: formatGuideRange(sum) ?? 'single figures',
    value: formatGuide(sum.pointUsdBn),
  });
  return {
    change: evidenceOf({
      title: `Revisions for ${String(year)} since ${formatDate(from.knownOn)}, on one basis`,
      value: formatGuideChange(byCause.revision.pointUsdBn),
      range: formatGuideRange(byCause.revision),
      rangeWords: 'change of the sum of the lows, and of the highs',
      grade: 'derived',
      words:
        'New guides on the measure of the guides that they replace. A guide whose measure changed is left out of this figure; so is what a reported quarter or year moved.',
      steps: [sumRow(from), ...rows, sumRow(to)],
      sources,
    }),
    printed: evidenceOf({
      title: `Change of the guides for ${String(year)} as printed`,
      value: formatGuideChange(printed.pointUsdBn),
      range: formatGuideRange(printed),
      rangeWords: 'change of the sum of the lows, and of the highs',
      grade: 'derived',
      words: 'As the companies’ figures stand beside each other, changes of measure included.',
      steps: [
        { label: 'New guides', note: 'on one basis', value: formatGuideChange(byCause.revision.pointUsdBn) },
        {
          label: 'Changes of measure',
          note: 'no change of spending',
          value: formatGuideChange(byCause.measure.pointUsdBn),
        },
        ...rows.filter((_, index) => steps[index]?.cause === 'measure'),
      ],
      sources,
    }),
  };
}

/** Filings of the year's quarters, each source once. */
function filingsOf({ study, actuals }: EvidenceInput): EvidenceSource[] {
  const { year, issuerYears } = study;
  const rows = actuals.filter(
    (row) =>
      isIncludedCash(row) &&
      issuerYears.some(({ ticker }) => ticker === row.ticker) &&
      Number(row.periodStartOn.slice(0, 4)) <= year &&
      Number(row.periodEndOn.slice(0, 4)) >= year,
  );
  return rows.map((row) => ({
    title: row.sourceTitle ?? row.publisher ?? 'source not named',
    url: row.url,
    publishedOn: row.publishedOn,
    where: `${row.issuer}, ${row.fiscalQuarter}: ${formatGuide(row.capexUsdBn)}, ${row.grade}`,
  }));
}

function reportedEvidence(input: EvidenceInput): FigureEvidence {
  const { study } = input;
  const { reportedUsdBn, pointUsdBn } = reportedOf(study);
  const rows = study.issuerYears;
  return evidenceOf({
    title: `Reported of ${String(study.year)}`,
    value: formatGuide(reportedUsdBn),
    grade: 'derived',
    words:
      'Cash purchases of property and equipment as filed, fiscal quarters by days. The guides may count leases too, so the open part is of mixed measures.',
    steps: [
      ...rows.map((row) => ({
        label: row.issuer,
        note: `of ${formatGuide(row.pointUsdBn)}`,
        value: row.actualUsdBn === null ? 'none yet' : formatGuide(row.actualUsdBn),
      })),
      { label: 'Open', note: 'point less reported', value: formatGuide(pointUsdBn - reportedUsdBn) },
    ],
    sources: filingsOf(input),
  });
}

function nameOf(assumptions: readonly Assumption[], id: string): string {
  return assumptions.find((row) => row.id === id)?.name ?? id;
}

function contentEvidence(content: HbmContent, { assumptions }: EvidenceInput): EvidenceBook {
  const { share, revenue, swings, drivers, calibrationYear, year, capexUsdBn, hbmUsdBn } = content;
  const moving = swings.filter(({ atLow, atHigh }) => Math.abs(atHigh - atLow) > 1e-6);
  const inputs = assumptionInputs(
    assumptions,
    [
      'published_hbm_market_2025',
      'capex_lead_quarters',
      'issuer_coverage',
      ...moving.map(({ input }) => input),
    ].filter((id, index, ids) => ids.indexOf(id) === index),
  );
  return {
    content: evidenceOf({
      grade: 'assumption',
      rangeWords: CONTENT_WORDS,
      formula:
        'H₀(t) = calibration · K(t + L)·(1 − μ) · shares / C · q · p₀ / p₀(2025);  content = Σ H₀ / Σ K',
      inputs,
      notes: [
        'HBM revenue is that of all buyers, capex that of the six issuers: as a share of the whole world’s AI capex it is lower, by the share that the six cover.',
        'The shares of accelerators and HBM in capex cancel in the calibration; they do not move this figure.',
      ],
      title: `HBM content of capex, ${String(year)}`,
      value: formatFraction(share.point),
      range: formatFractionRange(share.low, share.high),
      words: `Baseline HBM revenue over the capex of the six issuers in the same year: ${contentReason(content)}. HBM revenue leads capex by the lead of the registry.`,
      steps: [
        {
          label: `HBM revenue of ${String(year)}`,
          note: `baseline, no saving; ${formatUsdBnRange(revenue.low, revenue.high)}`,
          value: formatUsdBn(hbmUsdBn),
        },
        {
          label: `Capex of ${String(year)}`,
          note: 'six issuers, calendar year',
          value: formatUsdBn(capexUsdBn),
        },
        ...(calibrationYear === null
          ? []
          : [
              {
                label: `Content of ${String(calibrationYear.year)}`,
                note: 'published HBM market over reported capex',
                value: formatFraction(calibrationYear.hbmUsdBn / calibrationYear.capexUsdBn),
              },
            ]),
        { label: 'HBM price since', note: 'contracts are annual', value: formatRatio(drivers.price) },
        {
          label: 'GB per real capex dollar since',
          note: 'holds the buyers’ trimming',
          value: formatRatio(drivers.content),
        },
        {
          label: 'Memory inflation in capex',
          note: 'dollars that buy no more bits',
          value: formatFraction(drivers.memoryInflation),
        },
        ...moving.slice(0, 6).map(({ input, atLow, atHigh }) => ({
          label: nameOf(assumptions, input),
          note: 'content with this input alone at its low and at its high',
          value: `${formatFraction(atLow)} … ${formatFraction(atHigh)}`,
        })),
      ],
    }),
  };
}

function moveEvidence({ study }: EvidenceInput): EvidenceBook {
  const { move } = study;
  if (move === null) return {};
  const total = move.years.reduce((sum, { hbmChangeUsdBn }) => sum + hbmChangeUsdBn, 0);
  return {
    move: evidenceOf({
      title: 'What capex news did to the HBM baseline',
      value: formatUsdBnChange(total),
      grade: 'computed',
      words: `The baseline with what was known on ${formatDate(move.from)} against that of ${formatDate(study.asOf)}, at the same inputs: guides, reported quarters, and what they imply for the years past guidance. A change of measure is in it, because the model takes guides as printed.`,
      steps: move.years.flatMap(({ year, capexChangeUsdBn, hbmChangeUsdBn }) => [
        {
          label: `Capex of ${String(year)}`,
          note: 'six issuers',
          value: formatUsdBnChange(capexChangeUsdBn),
        },
        {
          label: `HBM revenue of ${String(year)}`,
          note: 'baseline',
          value: formatUsdBnChange(hbmChangeUsdBn),
        },
      ]),
    }),
  };
}

/** Evidence of sentence and key figures. */
export function prepareCapexEvidence(input: EvidenceInput): EvidenceBook {
  const { content, freshness } = input.study;
  return {
    sum: { ...sumEvidence(input), age: freshness.sum },
    ...changeEvidence(input),
    reported: { ...reportedEvidence(input), age: freshness.filings },
    ...(content === null ? {} : contentEvidence(content, input)),
    ...moveEvidence(input),
  };
}
