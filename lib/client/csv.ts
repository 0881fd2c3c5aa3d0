/** What a spreadsheet may run as a formula when a cell starts with it. */
const FORMULA_START = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

function writeCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const harmless = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/**
 * CSV text after RFC 4180: CRLF, quotes where needed, numbers at full precision, null as an empty cell. Words that
 * a spreadsheet would run as a formula get a leading apostrophe; numbers are left as they are.
 */
export function writeCsv(lines: readonly (readonly (string | number | null)[])[]): string {
  return lines.map((line) => `${line.map(writeCell).join(',')}\r\n`).join('');
}
