import { err, ok, type Result } from '#lib/core/result.ts';
import type { PlacedFault } from './desk-fault.ts';

/** How a file separates its cells, and on which line its header stands. */
export interface Dialect {
  readonly delimiter: Delimiter;
  readonly headerLine: number;
}

export type Delimiter = (typeof DELIMITERS)[number];

const DELIMITERS = [',', ';', '\t'] as const;

const NAMES: Readonly<Record<Delimiter, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' };

/** A line of remarks, also after Excel has quoted it; our own exports open with them. */
const REMARK = /^"?#/;
/** Excel writes the separator below this into the first line; whatever follows are its own empty cells. */
const EXCEL_HINT = /^"?sep=([,;\t])/i;

/** `semicolons`, for people. */
export function nameOf(delimiter: Delimiter): string {
  return NAMES[delimiter];
}

/** `Announced On` to `announced_on`: how people write the headers of the contracts. */
export function normaliseHeader(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
}

/**
 * Finds the header, below remarks and Excel's `sep=;`, and the delimiter with which most of its names are known.
 *
 * @param opening the first lines of the file
 */
export function detectDialect(opening: string, known: readonly string[]): Result<Dialect, PlacedFault> {
  let hinted: string | undefined;
  for (const [index, line] of opening.split('\n').entries()) {
    const text = line.trim();
    if (text === '' || REMARK.test(text)) continue;
    const hint = EXCEL_HINT.exec(line)?.[1];
    if (hint !== undefined && hinted === undefined) {
      hinted = hint;
      continue;
    }
    const delimiter = DELIMITERS.find((each) => each === hinted) ?? chooseDelimiter(line, known);
    return ok({ delimiter, headerLine: index + 1 });
  }
  const what = 'is empty: it has no header line';
  return err({ line: 1, what, remedy: `begin with the columns ${known.slice(0, 3).join(', ')}, ...` });
}

function chooseDelimiter(line: string, known: readonly string[]): Delimiter {
  const matches = DELIMITERS.map((delimiter) => {
    const cells = line.split(delimiter).map((cell) => normaliseHeader(cell.trim().replaceAll('"', '')));
    return { delimiter, known: cells.filter((cell) => known.includes(cell)).length, cells: cells.length };
  });
  const [best] = matches.toSorted((a, b) => b.known - a.known || b.cells - a.cells);
  return best?.delimiter ?? ',';
}
