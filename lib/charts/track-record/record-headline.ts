/** The sentence of the track record and its key figures: what matured, or that nothing has, and hindsight apart. */
import type { TrackRecordCall } from '../../contracts/track-record.ts';
import { formatErrorPct } from '../as-of/change-words.ts';
import { formatDate, formatFractionRange } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, lowerFirst, muted, plain, type SentencePart } from '../sentence.ts';
import {
  band80,
  calibrationOf,
  counted,
  countOf,
  SUBJECT_NAMES,
  targetWords,
  type RecordPair,
} from './record-words.ts';

/** The open or awaited call of the newest freeze whose period ends first. */
export function findNextCall({ frozen, subject }: RecordPair): TrackRecordCall | null {
  const newest = frozen.freezes.at(-1)?.month;
  const waiting = frozen.calls.filter(
    ({ month, state, ...call }) =>
      month === newest &&
      (state === 'open' || state === 'awaited') &&
      (subject === null ? call.subject !== 'saving' : call.subject === subject),
  );
  return waiting.toSorted((a, b) => (a.periodEndOn < b.periodEndOn ? -1 : 1))[0] ?? null;
}

/** "Of 24 matured calls, 15 lie inside the 80 % band; bias +4 %", or that none has matured; and hindsight. */
export function prepareRecordHeadline(pair: RecordPair): SentencePart[] {
  return [...frozenParts(pair), ...hindsightParts(pair)];
}

function frozenParts(pair: RecordPair): SentencePart[] {
  const { frozen, subject } = pair;
  const all = calibrationOf(frozen, subject);
  const of = subject === null ? '' : ` of ${lowerFirst(SUBJECT_NAMES[subject])}`;
  if (frozen.freezes.length === 0) {
    return [plain('Nothing is frozen yet: the forecast of a month is frozen once, by the worker. ')];
  }
  if (all.matured === 0) {
    const next = findNextCall(pair);
    return [
      plain(`No frozen call${of} has matured`),
      ...(next === null
        ? [plain('. ')]
        : [
            plain(' yet; the first, '),
            figure(targetWords(next), 'open'),
            plain(`, can be judged after ${formatDate(next.periodEndOn)}. `),
          ]),
    ];
  }
  const band = band80(all);
  return [
    plain(`Of ${counted(all.matured, 'matured call')}${of}, `),
    figure(String(band.count), 'inside'),
    muted(band.interval === null ? '' : ` (${formatFractionRange(...band.interval)})`),
    plain(` of the ${String(all.graded)} that could be graded lie inside the 80 % band`),
    ...(all.biasPct === null ? [] : [plain('; bias '), figure(formatErrorPct(all.biasPct), 'bias')]),
    plain(
      all.notDisclosed === 0
        ? '. '
        : `; ${String(all.notDisclosed)} ${all.notDisclosed === 1 ? 'was' : 'were'} not disclosed. `,
    ),
  ];
}

function hindsightParts({ hindsight, subject }: RecordPair): SentencePart[] {
  const all = calibrationOf(hindsight, subject);
  const band = band80(all);
  if (band.interval === null) return [plain('In hindsight there is no figure to judge by either.')];
  return [
    plain('In hindsight, which is not scored, the 80 % band would have held in '),
    figure(countOf(band), 'hindsight'),
    plain(' calls'),
    muted(` (${formatFractionRange(...band.interval)})`),
    plain('.'),
  ];
}

/** Key figures: what is frozen, what is open, what matured, and hindsight. */
export function prepareRecordFigures(pair: RecordPair): PageFigure[] {
  const { frozen, hindsight, subject } = pair;
  const all = calibrationOf(frozen, subject);
  const band = band80(all);
  const next = findNextCall(pair);
  const past = band80(calibrationOf(hindsight, subject));
  const pastBias = calibrationOf(hindsight, subject).biasPct;
  return [
    {
      key: 'frozen',
      label: 'Months frozen',
      value: String(frozen.freezes.length),
      range: null,
      note:
        frozen.missedMonths.length === 0
          ? frozen.isMonthFrozen
            ? 'this month among them; none missed'
            : 'this month is not frozen yet'
          : `${String(frozen.missedMonths.length)} missed`,
    },
    {
      key: 'open',
      label: 'Calls waiting',
      value: String(all.open + all.awaited),
      range: null,
      note: next === null ? 'none is open' : `first: ${targetWords(next)}`,
    },
    {
      key: 'inside',
      label: 'Inside the 80 % band',
      value: band.interval === null ? 'none matured' : countOf(band),
      range: band.interval === null ? null : formatFractionRange(...band.interval),
      note: `${String(all.notDisclosed)} not disclosed`,
    },
    {
      key: 'bias',
      label: 'Bias',
      value: all.biasPct === null ? 'none matured' : formatErrorPct(all.biasPct),
      range: null,
      note: 'median error; above 0 = called too high',
    },
    {
      key: 'hindsight',
      label: 'In hindsight, not scored',
      value: past.interval === null ? 'no figure' : countOf(past),
      range: past.interval === null ? null : formatFractionRange(...past.interval),
      note: pastBias === null ? 'nothing to judge by' : `bias ${formatErrorPct(pastBias)}`,
    },
  ];
}
