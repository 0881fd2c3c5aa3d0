/** One cell before quoting; `null` becomes an empty cell. */
export type CsvCell = string | number | boolean | null;

/** One column: its heading, which carries the unit, and how to read a row's cell. */
export interface CsvColumn<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => CsvCell;
}

/** Openings that spreadsheets run as a formula, in their ASCII and full-width forms. */
const FORMULA_OPENING = /^[\s]*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u;
/** Such an opening behind apostrophes; one more is put before it, so that reading back gives the same text. */
const APOSTROPHED = /^'+[\s]*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** Whether a spreadsheet would run the cell as a formula. */
export function isFormula(cell: string): boolean {
  return FORMULA_OPENING.test(cell);
}

/** Takes back the apostrophe that `toCsv`, or a person in a spreadsheet, put before text. */
export function withoutApostrophe(cell: string): string {
  return APOSTROPHED.test(cell) ? cell.slice(1) : cell;
}

/**
 * Writes a table as CSV (RFC 4180: CRLF, quotes doubled, heading line first). Text that a spreadsheet would
 * run as a formula gets a leading apostrophe (OWASP, CSV injection); numbers are never touched.
 */
export function toCsv<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const heading = `${columns.map((column) => quote(column.heading)).join(',')}\r\n`;

  return [heading, ...rows.map((row) => csvLine(columns.map((column) => column.cell(row))))].join('');
}

/** One line of a table, for files that are written piece by piece. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

function toCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);

  return quote(isFormula(cell) || APOSTROPHED.test(cell) ? `'${cell}` : cell);
}

function quote(text: string): string {
  return /[",\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
