/** What one study says at a glance, with the evidence behind each figure. */
import type { StudiedTicker, StudyResponse } from '../../contracts/event-studies.ts';
import { describeDay, describeWindow } from '../../core/event-study/options.ts';
import type { StudySettings } from '../../core/event-study/study-link.ts';
import { evidenceOf, type EvidenceBook, type EvidenceInputRow } from '../figure-evidence.ts';
import { formatDate, formatFraction, formatSignificant } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import {
  daysWords,
  formatStatistic,
  isOutside,
  recoveryWords,
  shareName,
  shortTitle,
  signedFraction,
  signedRange,
  withWrittenDates,
} from './event-words.ts';

export interface StudyHeadline {
  readonly parts: readonly SentencePart[];
  readonly figures: readonly PageFigure[];
  readonly evidence: EvidenceBook;
}

/** The sentence speaks of the share in focus, or of the first that has a figure. */
export function prepareStudyHeadline(
  answer: StudyResponse,
  settings: StudySettings,
  focus: string,
): StudyHeadline {
  const { tickers, event } = answer;
  const chosen =
    tickers.find(({ ticker, car }) => ticker === focus && car !== null) ??
    tickers.find(({ car }) => car !== null);
  const name = shortTitle(event.title);
  if (chosen?.car == null) {
    const [first] = tickers;
    return {
      parts: [
        plain(
          `${name}: no share can be studied over ${describeWindow(settings.range)}. ${withWrittenDates(first?.absence ?? '')}`,
        ),
      ],
      figures: [],
      evidence: {},
    };
  }
  const car = chosen.car;
  return {
    parts: [
      plain(`${name}: ${shareName(chosen)}’s CAR${describeWindow(settings.range)} was `),
      figure(signedFraction(car), 'car'),
      ...(chosen.placebo === null
        ? [muted(` (no placebo dates)`)]
        : [muted(` (placebo 95 %: ${signedRange(chosen.placebo.low, chosen.placebo.high)})`)]),
      plain(', '),
      figure(recoveryWords(chosen.recovery), 'recovery'),
      plain(outsideWords(chosen)),
    ],
    figures: figuresOf(answer, chosen),
    evidence: evidenceBook(answer, chosen, settings),
  };
}

function outsideWords(chosen: StudiedTicker): string {
  const outside = isOutside(chosen);
  if (outside === null) return '.';
  return outside
    ? '; that is outside what dates without an event give.'
    : '; dates without an event give as much, so it cannot be told from noise.';
}

function figuresOf({ across }: StudyResponse, chosen: StudiedTicker): PageFigure[] {
  return [
    {
      key: 'car',
      label: `${shareName(chosen)}, abnormal`,
      value: signedFraction(chosen.car ?? 0),
      range: `± ${formatFraction(chosen.carStdError ?? 0)}`,
      note: `t ${formatStatistic(chosen.t ?? 0)}; standard error`,
    },
    ...(across.meanCar === null
      ? []
      : [
          {
            key: 'mean',
            label: `Mean of ${String(across.tickers)} shares`,
            value: signedFraction(across.meanCar),
            range: null,
            note:
              across.adjustedBmpZ === null
                ? across.bmpZ === null
                  ? 'one share'
                  : `BMP z ${formatStatistic(across.bmpZ)}, as if independent`
                : `z ${formatStatistic(across.adjustedBmpZ)} with their correlation, ${formatStatistic(across.bmpZ ?? 0)} without`,
          },
        ]),
    ...(chosen.latest === null
      ? []
      : [
          {
            key: 'latest',
            label: 'Where it stands',
            value: signedFraction(chosen.latest.car),
            range: null,
            note: `${shareName(chosen)}, day ${describeDay(chosen.latest.day)}`,
          },
        ]),
    ...(chosen.placebo?.shareAsLarge == null
      ? []
      : [
          {
            key: 'chance',
            label: 'As large without an event',
            value: formatFraction(chosen.placebo.shareAsLarge),
            range: null,
            note: `of ${String(chosen.placebo.dates)} dates, either way`,
          },
        ]),
  ];
}

const FORMULAS = {
  market: 'AR = R − (α + β Rm);  CAR = Σ AR;  Var = σ² [k + k²/n + (Σ Rm − k R̄m)² / Sxx]',
  'market-adjusted': 'AR = R − Rm;  CAR = Σ AR;  Var = σ² k',
  'constant-mean': 'AR = R − μ;  CAR = Σ AR;  Var = σ² [k + k²/n]',
} as const;

function evidenceBook(answer: StudyResponse, chosen: StudiedTicker, settings: StudySettings): EvidenceBook {
  const { event, across } = answer;
  const source = {
    title: event.source.title ?? event.title,
    url: event.source.url,
    publishedOn: event.source.publishedOn,
    where: event.source.seen ? null : 'address and date known, page not read when the row was written',
  };
  const basis =
    chosen.basis === 'record'
      ? `From the record computed on ${formatDate(chosen.record?.computedOn ?? '')}, for want of prices.`
      : 'From the prices on file.';
  const inputs = inputsOf(chosen);
  return {
    car: evidenceOf({
      title: `${shareName(chosen)}: CAR${describeWindow(settings.range)}`,
      value: signedFraction(chosen.car ?? 0),
      range: `± ${formatFraction(chosen.carStdError ?? 0)}`,
      rangeWords:
        chosen.carErrorIsExact === false
          ? 'standard error without the benchmark’s own move'
          : 'standard error',
      words: `Abnormal returns of the window summed. The expectation is estimated on ${daysWords(settings.estimation)}. ${basis}`,
      formula: FORMULAS[settings.model],
      inputs,
      steps: chosen.abnormalReturns
        .filter(({ day }) => day >= settings.range.from && day <= settings.range.to)
        .map(({ day, on, value }) => ({
          label: `Day ${describeDay(day)}`,
          note: on === null ? '' : formatDate(on),
          value: value === null ? 'no return ends' : signedFraction(value),
        })),
      sources: [source],
      notes: chosen.warnings.map(withWrittenDates),
    }),
    recovery: evidenceOf({
      title: 'Half-life of the reaction',
      value: recoveryWords(chosen.recovery),
      words: `First session after the window by which the CAR has come back to half of what it was at the window’s end, or beyond; looked for through day ${describeDay(chosen.recovery?.lastDay ?? 0)}.`,
      inputs,
    }),
    mean: evidenceOf({
      title: 'Mean over shares',
      value: across.meanCar === null ? 'none' : signedFraction(across.meanCar),
      words:
        'Each share that covers the window counts once. The adjusted z allows for the mean correlation of the residuals in the estimation window.',
      notes: across.absence === null ? [] : [across.absence],
    }),
    latest: evidenceOf({
      title: 'Where it stands',
      value: chosen.latest === null ? 'none' : signedFraction(chosen.latest.car),
      words:
        'CAR from the first day of the window to day +60, or to the last session on file. By then many other events have moved the share.',
      inputs,
    }),
    chance: evidenceOf({
      title: 'As large without an event',
      value: chosen.placebo?.shareAsLarge == null ? 'not kept' : formatFraction(chosen.placebo.shareAsLarge),
      words:
        'Share of the sessions that were day 0 of no event of the ledger on which the same window gave a CAR at least as large, up or down.',
      inputs,
    }),
  };
}

function inputsOf(chosen: StudiedTicker): EvidenceInputRow[] {
  const row = (label: string, value: string, note: string): EvidenceInputRow => ({
    label,
    value,
    range: null,
    grade: 'computed',
    source: null,
    note,
  });
  return [
    row('Alpha', `${formatSignificant((chosen.alpha ?? 0) * 100, 2)}\u00a0%`, 'a session'),
    row('Beta', formatStatistic(chosen.beta ?? 0), `to ${chosen.benchmark ?? 'no benchmark'}`),
    row(
      'Estimation days',
      String(chosen.n ?? 0),
      `${formatDate(chosen.estimationFrom ?? '')} to ${formatDate(chosen.estimationTo ?? '')}`,
    ),
    row('Residual standard deviation', formatFraction(chosen.residualStdDev ?? 0), 'a session'),
  ];
}
