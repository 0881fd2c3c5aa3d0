import { err, ok, type Result } from '#lib/core/result.ts';

/**
 * How people write numbers: `1,234.5`, `1.234,5`, `1 234,5`, `1'234.5`. Most cells say themselves which is meant; a
 * cell such as `1,234` or `1.234` does not, and is read as the cells of the same file that do, or refused.
 */

/** What the decisive cells of a file agree on; `mixed`: they do not, `unknown`: there are none. */
export type NumberStyle = 'point' | 'comma' | 'mixed' | 'unknown';

/** A cell in the plain form of the contracts, and whether it was written in another. */
export interface PlainCell {
  readonly plain: string;
  readonly isRewritten: boolean;
}

/** Why a cell cannot be read; `what` follows the cell. */
export interface CellDoubt {
  readonly what: string;
  readonly remedy: string;
}

const PLAIN = /^-?\d+(\.\d+)?$/;
/** Groups of three set apart by a space or an apostrophe, which never mean anything else. */
const SPACED = /^(-?\d{1,3})((?:[ \u00A0\u202F'\u2019]\d{3})+)((?:[.,]\d+)?)$/;
const POINT_ONLY = [
  /^-?\d{1,3}(,\d{3})+\.\d+$/,
  /^-?\d{1,3}(,\d{3}){2,}$/,
  /^-?(\d+\.(\d{1,2}|\d{4,})|0\.\d+|\d{4,}\.\d+)$/,
];
const COMMA_ONLY = [
  /^-?\d{1,3}(\.\d{3})+,\d+$/,
  /^-?\d{1,3}(\.\d{3}){2,}$/,
  /^-?(\d+,(\d{1,2}|\d{4,})|0,\d+|\d{4,},\d+)$/,
];
const OPEN = /^-?[1-9]\d{0,2}([.,])\d{3}$/;

/** Whether the text is a number in some way of writing, so that a leading sign opens no formula. */
export function looksLikeNumber(text: string): boolean {
  return /^[+\-\u2212]?\d[\d.,'\u2019\s]*(e[+-]?\d+)?\s?%?$/i.test(text);
}

const DIGITS = /^\d+$/;
const SHORT_POINT = /^\d+\.\d{1,2}$/;

/** What one cell says about its file; null when it says nothing. */
export function styleOf(cell: string): 'point' | 'comma' | null {
  // The two forms of nearly all cells, before the many forms of the others.
  if (cell === '' || DIGITS.test(cell)) return null;
  if (SHORT_POINT.test(cell)) return 'point';
  const text = unsigned(cell);
  const spaced = SPACED.exec(text);
  if (spaced !== null)
    return spaced[3] === '' ? null : spaced[3]?.startsWith(',') === true ? 'comma' : 'point';
  if (POINT_ONLY.some((form) => form.test(text))) return 'point';
  return COMMA_ONLY.some((form) => form.test(text)) ? 'comma' : null;
}

/** Takes one more decisive cell into account. */
export function joinStyles(style: NumberStyle, decisive: 'point' | 'comma'): NumberStyle {
  return style === 'unknown' || style === decisive ? decisive : 'mixed';
}

/** The plain form of a number, or why it cannot be told. Text that is no number is passed on for the contract to refuse. */
export function readNumber(
  cell: string,
  style: NumberStyle,
  isPlainUsual: boolean,
): Result<PlainCell, CellDoubt> {
  const text = unsigned(cell);
  const decisive = styleOf(cell);
  if (decisive !== null) return ok(rewrite(cell, text, decisive));
  const separator = OPEN.exec(text)?.[1];
  if (separator === undefined) return ok(rewrite(cell, text, 'point'));
  if (style === 'point' || style === 'comma') return ok(rewrite(cell, text, style));
  // Waterline's own files and those of programs: comma between cells, point in numbers.
  if (style === 'unknown' && separator === '.' && isPlainUsual) return ok(rewrite(cell, text, 'point'));
  const whole = text.replace(separator, '');
  const fraction = `${text.replace(',', '.')}0`;
  return err({
    what: `may be ${whole} or ${text.replace(',', '.')}`,
    remedy: `write ${whole} or ${fraction}`,
  });
}

function rewrite(cell: string, text: string, style: 'point' | 'comma'): PlainCell {
  const grouping =
    style === 'point'
      ? /(?<=\d)[, \u00A0\u202F'\u2019](?=\d{3})/g
      : /(?<=\d)[. \u00A0\u202F'\u2019](?=\d{3})/g;
  const plain = text.replaceAll(grouping, '').replace(style === 'comma' ? ',' : '.', '.');
  return PLAIN.test(plain) ? { plain, isRewritten: plain !== cell } : { plain: cell, isRewritten: false };
}

function unsigned(cell: string): string {
  return cell.replace(/^\+(?=\d)/, '').replace(/^\u2212/, '-');
}
