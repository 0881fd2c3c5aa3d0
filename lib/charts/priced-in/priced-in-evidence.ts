/** What stands behind every figure of the Priced in page. */
import type { ImpliedListing, ImpliedNewest } from '../../core/implied-saving/evaluate.ts';
import { LARGEST_SAVING } from '../../core/implied-saving/types.ts';
import { describeInput } from '../evidence-inputs.ts';
import { evaluateExposure } from '../../core/exposure/evaluate.ts';
import {
  evidenceOf,
  type EvidenceBook,
  type EvidenceGrade,
  type EvidenceInputRow,
  type EvidenceStepRow,
  type FigureEvidence,
} from '../figure-evidence.ts';
import {
  formatDate,
  formatFraction,
  formatPct,
  formatSignificant,
  formatUsdBn,
  formatUsdBnChange,
} from '../format.ts';
import { pctRange, rangeWords, signedPct, verdictSentence, verdictWords } from './implied-words.ts';
import type { PricedInSource } from './priced-in-source.ts';

const FORMULA =
  'ΔValue_v(s) = V(t) − V(d0) · Π(1 + α + β r_m);  se = V(d0) · Π(…) · σ √(h + h²/n + (Σr_m − h r̄)²/S)';

/** Evidence of every figure by key. */
export function preparePricedInEvidence(source: PricedInSource): EvidenceBook {
  const { study } = source;
  const inputs = listInputs(source);
  const saving = inputs.flatMap(({ id, row }) => (id === 'memory_saving' ? [row] : []));
  return {
    saving: evidenceOf({
      title: 'Memory saving of your scenario',
      value: formatFraction(study.scenarioSaving),
      words: 'Long-run share of HBM saved per unit of work, as the scenario bar has it.',
      inputs: saving,
    }),
    joint: jointEvidence(source),
    ...Object.fromEntries(
      study.listings.flatMap((listing) => {
        const { ticker, newest } = listing;
        if (newest === null) return [[`implied:${ticker}`, absentEvidence(listing)] as const];
        return [
          [
            `implied:${ticker}`,
            impliedEvidence(
              listing,
              newest,
              inputs.map(({ row }) => row),
            ),
          ] as const,
          [`change:${ticker}`, changeEvidence(listing, newest)] as const,
          [`gap:${ticker}`, gapEvidence(listing, newest, study.scenarioSaving)] as const,
        ];
      }),
    ),
  };
}

/** Every input that the scenario reads, with its registry id. */
function listInputs({
  world,
  scenario,
}: PricedInSource): { readonly id: string; readonly row: EvidenceInputRow }[] {
  const answer = evaluateExposure(world, scenario);
  if (!answer.ok) return [];
  return answer.value.inputs.map((input) => {
    const { name, value, range, basis, derivation, sourceTitle, sourceUrl } = describeInput(world, input);
    const source = sourceTitle === null ? null : { title: sourceTitle, url: sourceUrl };
    return {
      id: input.id,
      row: { label: name, value, range, grade: basis as EvidenceGrade, source, note: derivation },
    };
  });
}

function absentEvidence({ name, absence }: ImpliedListing): FigureEvidence {
  return evidenceOf({
    title: `Implied saving of ${name}`,
    value: 'not known',
    words: `There is no reading: ${absence ?? 'not known'}.`,
  });
}

function impliedEvidence(
  listing: ImpliedListing,
  newest: ImpliedNewest,
  inputs: readonly EvidenceInputRow[],
): FigureEvidence {
  const { name, marketCapUsdBn } = listing;
  const { range, reach } = newest;
  const draws =
    range === null
      ? []
      : [
          step('Draws met by a saving', formatFraction(range.shareInside), ''),
          step(
            'Draws in which the value rose',
            formatFraction(range.shareBelow),
            'no saving, or less than none',
          ),
          step(
            'Draws beyond every saving',
            formatFraction(range.shareBeyond),
            `more than ${formatFraction(LARGEST_SAVING)}`,
          ),
        ];
  return evidenceOf({
    title: `Implied saving of ${name}, ${formatDate(newest.sessionOn)}`,
    value: verdictWords(newest),
    range: rangeWords(newest),
    rangeWords: 'P10 to P90 of the draws; an end without a saving is said in words',
    words: `${verdictSentence(name, newest, marketCapUsdBn ?? NaN)} All other inputs are held at the scenario; roots are found to 1e-13 of the saving.`,
    formula: FORMULA,
    steps: [
      ...changeSteps(listing, newest),
      step('Least that a saving gives', formatUsdBnChange(reach.low), 'over savings from 0 to 99 %'),
      step('Most that a saving gives', formatUsdBnChange(reach.high), ''),
      ...draws,
    ],
    inputs,
    notes: [
      'The market’s change is everything that happened to the share beyond its benchmark, not only news of savings: earnings, prices of DRAM, capex. A reading is an upper bound of what savings explain.',
    ],
  });
}

function changeEvidence(listing: ImpliedListing, newest: ImpliedNewest): FigureEvidence {
  const basis = listing.market.basis;
  return evidenceOf({
    title: `Abnormal change of ${listing.name}`,
    value: `${signedPct(newest.changePct)} of market value`,
    range: pctRange(newest.changeLowPct, newest.changeHighPct),
    rangeWords: '80 % range of the expected return, forecast error included',
    words:
      'Value at the close less the value at d0 grown by the market model; shares held, local currency, one rate.',
    formula: FORMULA,
    steps: changeSteps(listing, newest),
    notes: [
      ...(basis === null
        ? []
        : [
            `The intercept alone expects ${formatPct(driftPct(listing))} over the sessions since d0: it carries the trend of the estimation window on. A benchmark or a window of another trend gives another change.`,
          ]),
      'Normal range: in a long window with large noise its lower end can lie below a total loss.',
    ],
  });
}

function gapEvidence({ name }: ImpliedListing, newest: ImpliedNewest, saving: number): FigureEvidence {
  return evidenceOf({
    title: `Gap between the market and your scenario, ${name}`,
    value: `${signedPct(newest.gapPct)} of market value`,
    words: 'Market’s abnormal change less the change of value that the scenario’s own saving gives.',
    steps: [
      step('Market’s change', formatUsdBnChange(newest.change.usdBn), ''),
      step(`Model at ${formatFraction(saving)}`, formatUsdBnChange(newest.modelUsdBn), ''),
      step('Gap', formatUsdBnChange(newest.gapUsdBn), ''),
    ],
  });
}

function jointEvidence({ study }: PricedInSource): FigureEvidence {
  const { joint } = study;
  return evidenceOf({
    title: 'One saving for all makers of HBM',
    value: joint === null ? 'not known' : formatFraction(joint.saving),
    words:
      joint === null
        ? 'Fewer than two makers of HBM have a reading.'
        : 'The saving that minimises the weighted squared distance to the changes of all makers.',
    formula: 'min over s of Σ_v ((change_v − ΔValue_v(s)) / se_v)²',
    steps:
      joint === null
        ? []
        : [
            step('Distance', formatSignificant(joint.distance), 'squared standard errors'),
            ...joint.residuals.map(({ ticker, residualUsdBn }) =>
              step(ticker, formatUsdBnChange(residualUsdBn), 'left'),
            ),
          ],
  });
}

function changeSteps({ market, marketCapUsdBn }: ImpliedListing, newest: ImpliedNewest): EvidenceStepRow[] {
  const { basis, path, marketCapAsOn } = market;
  return [
    step('Market value on file', formatUsdBn(marketCapUsdBn ?? NaN), marketCapAsOn ?? 'no date'),
    step('From the close of', path === null ? '' : formatDate(path.d0On), 'd0'),
    step('To the close of', formatDate(newest.sessionOn), `${String(path?.sessions.length ?? 0)} sessions`),
    ...(basis === null
      ? []
      : [
          step(
            'Benchmark',
            basis.benchmark,
            `β ${formatSignificant(basis.beta)}, α ${formatPct(basis.alpha * 100)} a day`,
          ),
          step(
            'Estimated on',
            `${String(basis.estimationSessions)} sessions`,
            `${formatDate(basis.estimationFromOn)} to ${formatDate(basis.estimationToOn)}`,
          ),
          step('Noise of a day', formatPct(basis.residualStdDev * 100), 'standard deviation of the residual'),
        ]),
    step(
      'Market’s change',
      formatUsdBnChange(newest.change.usdBn),
      `standard error ${formatUsdBn(newest.change.stdErrorUsdBn)}`,
    ),
  ];
}

function driftPct({ market }: ImpliedListing): number {
  const sessions = market.path?.sessions.length ?? 0;
  return ((1 + (market.basis?.alpha ?? 0)) ** sessions - 1) * 100;
}

function step(label: string, value: string, note: string): EvidenceStepRow {
  return { label, value, note };
}
