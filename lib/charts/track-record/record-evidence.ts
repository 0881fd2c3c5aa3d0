/** What stands behind the figures of the track record. */
import type {
  TrackRecordCalibration,
  TrackRecordCall,
  TrackRecordResponse,
} from '../../contracts/track-record.ts';
import { formatErrorPct } from '../as-of/change-words.ts';
import { evidenceOf, type EvidenceBook, type FigureEvidence } from '../figure-evidence.ts';
import { formatDate, formatFraction, formatFractionRange, formatPct } from '../format.ts';
import { findNextCall } from './record-headline.ts';
import {
  band80,
  calibrationOf,
  counted,
  countOf,
  formatBand,
  formatLevel,
  kindWords,
  outcomeKey,
  ownDays,
  SUBJECT_NAMES,
  targetWords,
  type RecordPair,
} from './record-words.ts';

const INTERVAL = '95 % interval of the share (Wilson 1927), as if calls were independent';

/** Evidence of every figure, by key. */
export function prepareRecordEvidence(pair: RecordPair): EvidenceBook {
  const { frozen, hindsight, subject } = pair;
  const next = findNextCall(pair);
  return {
    ...Object.fromEntries([...frozen.calls, ...hindsight.calls].flatMap(outcomeEvidence)),
    frozen: frozenEvidence(frozen),
    open: evidenceOf({
      title: next === null ? 'Calls waiting' : targetWords(next),
      value: next === null ? 'none' : formatLevel(next, next.p50),
      ...(next === null ? {} : { range: formatBand(next), rangeWords: '80 % band of the frozen draws' }),
      words:
        'Median and range of the draws of the newest freeze: the default scenario with every input that varies drawn, at the facts of its day. A call can be judged once its period has ended and a figure is published.',
      notes: frozen.freezes
        .slice(-1)
        .map(
          ({ draws, seed, dataVersion, modelVersion }) =>
            `${draws.toLocaleString('en-US')} draws of seed ${String(seed)}, data version ${String(dataVersion)}, model ${modelVersion}: run again, they give the same digits.`,
        ),
    }),
    inside: bandEvidence('Inside the 80 % band', frozen, pair),
    bias: biasEvidence(calibrationOf(frozen, subject)),
    hindsight: {
      ...bandEvidence('In hindsight, not scored: inside the 80 % band', hindsight, pair),
      notes: [
        'Computed live: the model of now, its assumptions of now, and the capex that was public at each past month end. What the model says of the past it partly learnt from it.',
        ...hindsightNotes(hindsight),
      ],
    },
  };
}

/** What came of a target, with its sources; nothing while it is not graded. */
function outcomeEvidence(call: TrackRecordCall): (readonly [string, FigureEvidence])[] {
  const { first, latest } = call;
  if (latest === null) return [];
  const days = ownDays(call);
  return [
    [
      outcomeKey(call),
      evidenceOf({
        title: targetWords(call),
        value: formatLevel(call, latest.actual),
        grade: latest.sources[0]?.grade ?? 'derived',
        words: `${sentenceCase(kindWords(latest))}, public since ${formatDate(latest.visibleFrom)}${days === null ? '' : `; ${days}`}.`,
        steps:
          first === null || first.actual === latest.actual
            ? []
            : [
                {
                  label: 'Published first',
                  note: `${kindWords(first)}, ${formatDate(first.visibleFrom)}`,
                  value: formatLevel(call, first.actual),
                },
              ],
        sources: latest.sources.map(({ title, url, publishedOn, says }) => ({
          ...{ title, url, publishedOn },
          where: says,
        })),
      }),
    ],
  ];
}

function sentenceCase(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function frozenEvidence({ freezes, missedMonths }: TrackRecordResponse): FigureEvidence {
  return evidenceOf({
    title: 'Months frozen',
    value: String(freezes.length),
    words:
      'Once a month the worker freezes what the model says on that day. The database dates it by its own clock, takes none for another day, and refuses to change or remove any; each digest covers the calls and the digest before.',
    steps: freezes.map(({ month, frozenAt, calls, digest, isIntact }) => ({
      label: formatDate(month),
      note: `${counted(calls, 'call')}; digest ${digest}`,
      value: `${formatDate(frozenAt.slice(0, 10))}${isIntact ? '' : ': does not match'}`,
    })),
    notes: [
      missedMonths.length === 0
        ? 'No month was missed.'
        : `Missed, and not filled in: ${missedMonths.map((month) => formatDate(month)).join(', ')}.`,
      'Whoever owns the tables could switch the rules off; a digest that was noted elsewhere would show it.',
    ],
  });
}

function bandEvidence(title: string, record: TrackRecordResponse, { subject }: RecordPair): FigureEvidence {
  const calibration = calibrationOf(record, subject);
  const band = band80(calibration);
  return evidenceOf({
    title,
    value: band.interval === null ? 'none matured' : countOf(band),
    ...(band.interval === null ? {} : { range: formatFractionRange(...band.interval), rangeWords: INTERVAL }),
    words: `Graded calls whose figure lies between the 10 % and the 90 % quantile of the call, of all that could be graded: ${counted(calibration.targets, 'distinct figure')}. Calls of several months on one figure share its fate.`,
    steps: [
      ...record.calibration
        .filter(({ vendor, graded, ...row }) => vendor === null && graded > 0 && row.subject !== null)
        .map((row) => ({
          label: row.subject === null ? 'All' : SUBJECT_NAMES[row.subject],
          note: `${counted(row.targets, 'figure')}, ${String(row.gradedByDisclosure)} graded by disclosure`,
          value: countOf(band80(row)),
        })),
      ...calibration.bands.map(({ level, share, count, of }) => ({
        label: `Band of ${formatFraction(level)}`,
        note: countOf({ count, of }),
        value: share === null ? 'none' : formatFraction(share),
      })),
      { label: 'Not disclosed', note: 'matured, counted apart', value: String(calibration.notDisclosed) },
    ],
    notes: [
      'A vendor’s own words come before estimates of others; of rival estimates the median counts. "Over" and "nearly" are graded at the number that they name.',
    ],
  });
}

function biasEvidence({ biasPct, crpsPct, graded }: TrackRecordCalibration): FigureEvidence {
  return evidenceOf({
    title: 'Bias',
    value: biasPct === null ? 'none matured' : formatErrorPct(biasPct),
    words: `Median over ${counted(graded, 'graded call')} of the called median over what came, less one: above 0 the model called too high.`,
    formula: 'bias = median of (p50 / actual − 1)',
    steps: [
      {
        label: 'Score',
        note: 'mean of the continuous ranked probability score over what came, from seven quantiles; 0 is best',
        value: crpsPct === null ? 'none' : formatPct(crpsPct),
      },
    ],
  });
}

function hindsightNotes({ hindsight }: TrackRecordResponse): string[] {
  const [first] = hindsight;
  const last = hindsight.at(-1);
  if (first === undefined || last === undefined) return [];
  const drawn = hindsight.reduce((sum, { drawnInputs }) => sum + drawnInputs, 0);
  const later = hindsight.reduce((sum, { laterInputs }) => sum + laterInputs, 0);
  return [
    `${counted(hindsight.length, 'month end')} from ${formatDate(first.asOf)} to ${formatDate(last.asOf)}; ${formatFraction(later / drawn)} of the inputs that were drawn were written after the day that they stand for.`,
    `${String(hindsight.reduce((sum, { untested }) => sum + untested, 0))} calls of the whole market are left out: the model is scaled to the very year that they are of.`,
  ];
}
