import { numberCell } from './chart-model.ts';
import type { ChartCard, ChartTableCell, ChartTableModel } from './chart-model.ts';
import { formatRange, formatSignificant } from './format.ts';
import type { CapexCell, CapexForm, CapexIssuer, CapexYear } from './capex-model.ts';

const NOT_KNOWN = 'not known';
const UNIT = 'USD bn';

function partOf(year: CapexYear, form: CapexForm): number {
  const parts = year.cells.flatMap((cell) => cell?.segments ?? []);
  return parts.filter((part) => part.form === form).reduce((sum, { usdBn }) => sum + usdBn, 0);
}

function rowOf(year: CapexYear): ChartTableCell[] {
  const cell = (value: number | null): ChartTableCell => numberCell(value, formatSignificant, NOT_KNOWN);
  return [
    { value: year.year, text: String(year.year) },
    ...year.cells.map((each) => cell(each?.pointUsdBn ?? null)),
    cell(year.bigFour?.pointUsdBn ?? null),
    cell(year.pointUsdBn),
    cell(year.lowUsdBn),
    cell(year.highUsdBn),
    cell(partOf(year, 'reported')),
    cell(partOf(year, 'guided')),
    cell(partOf(year, 'projected')),
  ];
}

/** Table twin: one row a year, one column an issuer, then sums and how they are known. */
export function prepareCapexTable(
  years: readonly CapexYear[],
  issuers: readonly CapexIssuer[],
): ChartTableModel {
  const labels = [
    ...issuers.map(({ issuer }) => issuer),
    'Big four',
    'Total',
    'Low of total',
    'High of total',
    'Reported part',
    'Guided part',
    'Projected part',
  ];
  return {
    caption: 'Calendar years; fiscal years are prorated by days.',
    columns: [{ label: 'Year', unit: null }, ...labels.map((label) => ({ label, unit: UNIT }))],
    rows: years.map(rowOf),
    totals: null,
  };
}

function formWords({ segments }: CapexCell): string {
  return segments.map(({ form, usdBn }) => `${form} ${formatSignificant(usdBn)}`).join(', ');
}

/** The card of each year: total with range, big four, then each issuer with how it is known. */
export function prepareCapexCards(years: readonly CapexYear[], issuers: readonly CapexIssuer[]): ChartCard[] {
  return years.map((year) => ({
    title: String(year.year),
    lines: [
      {
        label: 'Total',
        colour: null,
        text:
          year.lowUsdBn < year.highUsdBn
            ? `${formatSignificant(year.pointUsdBn)} (${formatRange(year.lowUsdBn, year.highUsdBn)}) ${UNIT}`
            : `${formatSignificant(year.pointUsdBn)} ${UNIT}`,
      },
      ...(year.bigFour === null
        ? []
        : [
            {
              label: 'Big four',
              colour: null,
              text: `${formatSignificant(year.bigFour.pointUsdBn)} ${UNIT}`,
            },
          ]),
      ...issuers.map(({ issuer, colour }, index) => {
        const cell = year.cells[index] ?? null;
        return { label: issuer, colour, text: cell === null ? NOT_KNOWN : formWords(cell) };
      }),
    ],
    footer: 'Reported from filings, guided by the companies, projected by the model.',
  }));
}
