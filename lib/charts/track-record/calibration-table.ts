/** Calibration by subject and vendor: how many matured, how many bands held, bias and score. */
import type { TrackRecordCalibration, TrackRecordResponse } from '../../contracts/track-record.ts';
import { CALL_VENDORS } from '../../core/track-record/make-calls.ts';
import { formatErrorPct } from '../as-of/change-words.ts';
import type { NotedCell, NotedTable } from '../as-of/noted-table.ts';
import { numberCell, textCell } from '../chart-model.ts';
import { formatFraction, formatFractionRange, formatPct } from '../format.ts';
import { SUBJECT_NAMES } from './record-words.ts';

const NONE = 'none matured';

/** Table of frozen calls or of hindsight. */
export function prepareCalibrationTable({ calibration, kind }: TrackRecordResponse): NotedTable {
  // Before anything is graded the counts are all there is to say.
  const isGraded = calibration.some(({ graded }) => graded > 0);
  const levels = isGraded ? (calibration[0]?.bands.map(({ level }) => level) ?? []) : [];
  return {
    caption:
      kind === 'frozen' ? 'Frozen calls: how their ranges held' : 'In hindsight, not scored: how ranges held',
    columns: [
      { label: 'Subject', unit: null },
      { label: 'Calls', unit: 'count' },
      { label: 'Open', unit: 'count' },
      { label: 'Figure awaited', unit: 'count' },
      { label: 'Not disclosed', unit: 'count' },
      { label: 'Graded', unit: 'count' },
      { label: 'Figures', unit: 'count' },
      ...levels.flatMap((level) => [
        { label: `Inside ${formatFraction(level)}`, unit: 'percent' },
        { label: `of ${formatFraction(level)}, low`, unit: 'percent', isFileOnly: true },
        { label: `of ${formatFraction(level)}, high`, unit: 'percent', isFileOnly: true },
      ]),
      ...(isGraded
        ? [
            { label: 'Bias', unit: 'percent' },
            { label: 'Score', unit: 'percent' },
          ]
        : []),
    ],
    rows: calibration.map((row) => toRow(row, isGraded)),
    totals: null,
    fileName: `waterline-calibration-${kind}`,
  };
}

function toRow(row: TrackRecordCalibration, isGraded: boolean): NotedCell[] {
  const count = (value: number): NotedCell => numberCell(value, String, '');
  return [
    textCell(nameOf(row)),
    count(row.calls),
    count(row.open),
    count(row.awaited),
    count(row.notDisclosed),
    { ...count(row.graded), ...disclosureNote(row) },
    count(row.targets),
    ...(isGraded ? gradeCells(row) : []),
  ];
}

function gradeCells(row: TrackRecordCalibration): NotedCell[] {
  return [
    ...row.bands.flatMap(({ share, interval }) => [
      {
        ...numberCell(share === null ? null : share * 100, formatPct, NONE),
        ...(interval === null ? {} : { note: formatFractionRange(...interval) }),
      },
      ...[0, 1].map((i) =>
        numberCell(interval === null ? null : (interval[i] ?? NaN) * 100, formatPct, NONE),
      ),
    ]),
    numberCell(row.biasPct, formatErrorPct, NONE),
    numberCell(row.crpsPct, formatPct, NONE),
  ];
}

function disclosureNote({ graded, gradedByDisclosure }: TrackRecordCalibration): Pick<NotedCell, 'note'> {
  return graded === 0 || gradedByDisclosure === graded
    ? {}
    : { note: `${String(graded - gradedByDisclosure)} by estimates` };
}

function nameOf({ subject, vendor }: TrackRecordCalibration): string {
  if (vendor !== null) return CALL_VENDORS.find(({ ticker }) => ticker === vendor)?.name ?? vendor;
  return subject === null ? 'All' : SUBJECT_NAMES[subject];
}
