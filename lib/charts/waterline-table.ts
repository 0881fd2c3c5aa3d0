import { numberCell, textCell } from './chart-model.ts';
import type { ChartCard, ChartCardLine, ChartTableCell, ChartTableModel } from './chart-model.ts';
import { formatQuarterLong, formatRange, formatSigned, formatSignificant } from './format.ts';
import type { WaterlineArea, WaterlineModel, WaterlineSeries } from './waterline-model.ts';

type Parts = Pick<WaterlineModel, 'quarters' | 'series' | 'band' | 'unit' | 'todayIndex'>;

const BEFORE_TODAY = 'before today';
const GRADE = 'Derived by the model from capex; assumptions marked in the evidence drawer.';

/** Column units: a quarter's figure, so "per quarter" stands once in the caption and not in each column. */
function columnUnit(unit: string): string {
  return unit.replace(' per quarter', '');
}

function seriesById(
  series: readonly WaterlineSeries[],
  id: WaterlineSeries['id'],
): WaterlineSeries | undefined {
  return series.find((each) => each.id === id);
}

function changeAt({ series }: Parts, index: number): number | null {
  const baseline = seriesById(series, 'baseline')?.values[index] ?? null;
  const withSaving = seriesById(series, 'with-saving')?.values[index] ?? null;
  return baseline === null || withSaving === null ? null : withSaving - baseline;
}

function rowOf(parts: Parts, quarter: string, index: number): ChartTableCell[] {
  const { series, band, todayIndex } = parts;
  const reason = index < todayIndex ? BEFORE_TODAY : 'not defined';
  const cell = (value: number | null | undefined): ChartTableCell =>
    numberCell(value ?? null, formatSignificant, reason);
  return [
    { value: quarter, text: formatQuarterLong(quarter) },
    ...series.map(({ values }) => cell(values[index])),
    ...(band === null ? [] : [cell(band.low[index]), cell(band.high[index])]),
    numberCell(changeAt(parts, index), formatSigned, reason),
  ];
}

function totalsOf(parts: Parts, area: WaterlineArea): ChartTableCell[] {
  const sum = (values: readonly (number | null)[]): number =>
    values.slice(parts.todayIndex).reduce<number>((total, value) => total + (value ?? 0), 0);
  const cell = (values: readonly (number | null)[]): ChartTableCell =>
    numberCell(sum(values), formatSignificant, '');
  const bandCells = parts.band === null ? [] : [cell(parts.band.low), cell(parts.band.high)];
  return [
    textCell('Sum from today'),
    ...parts.series.map(({ values }) => cell(values)),
    ...bandCells,
    numberCell(-area.missingUsdBn, formatSigned, ''),
  ];
}

/** Table twin: one row a quarter, the same figures as the lines; dollars are summed, orders are not. */
export function prepareWaterlineTable(parts: Parts, area: WaterlineArea | null): ChartTableModel {
  const unit = columnUnit(parts.unit);
  const bandColumns =
    parts.band === null
      ? []
      : [
          { label: 'Low of the band', unit },
          { label: 'High of the band', unit },
        ];
  return {
    caption: parts.band === null ? parts.unit : `${parts.unit}. Band: ${parts.band.label}.`,
    columns: [
      { label: 'Quarter', unit: null },
      ...parts.series.map(({ label }) => ({ label, unit })),
      ...bandColumns,
      { label: 'Change by the saving', unit },
    ],
    rows: parts.quarters.map((quarter, index) => rowOf(parts, quarter, index)),
    totals: area === null ? null : totalsOf(parts, area),
  };
}

function cardLines(parts: Parts, index: number): ChartCardLine[] {
  const unit = columnUnit(parts.unit);
  const lines = parts.series.flatMap(({ label, colour, values }): ChartCardLine[] => {
    const value = values[index] ?? null;
    return value === null ? [] : [{ label, colour, text: `${formatSignificant(value)} ${unit}` }];
  });
  const low = parts.band?.low[index] ?? null;
  const high = parts.band?.high[index] ?? null;
  const change = changeAt(parts, index);
  if (low !== null && high !== null) {
    lines.push({ label: 'Range', colour: null, text: formatRange(low, high, unit) });
  }
  if (change !== null) {
    lines.push({ label: 'Change by the saving', colour: null, text: `${formatSigned(change)} ${unit}` });
  }
  return lines;
}

/** The card of each quarter. */
export function prepareWaterlineCards(parts: Parts): ChartCard[] {
  return parts.quarters.map((quarter, index) => ({
    title: formatQuarterLong(quarter),
    lines: cardLines(parts, index),
    footer: index < parts.todayIndex ? `Before today. ${GRADE}` : GRADE,
  }));
}
