import { z } from 'zod';

/**
 * Cells of the fact files: text in, typed value out. A blank cell means "no source for this" and becomes
 * `null`, never 0. Every refusal says what was expected, because it is shown with file, line and column.
 */

const MAX_TEXT_LENGTH = 4000;
/** The database keeps numeric(24, 9): fifteen digits before the point and nine after it. */
const MAX_MAGNITUDE = 1e15;
const PLAIN_NUMBER = /^-?\d+(\.\d{1,9})?$/;
const PLAIN_INTEGER = /^-?\d+$/;
const MAX_INTEGER = 2_147_483_647;
const FULL_DATE = /^\d{4}-\d{2}-\d{2}$/;
const REDUCED_DATE = /^\d{4}(-\d{2}){0,2}$/;
const FIRST_YEAR = 1950;
const LAST_YEAR = 2150;

/** Limits of a number cell, both inclusive. */
export interface NumberLimits {
  readonly min?: number;
  readonly max?: number;
}

/** Any text but none at all. */
export function textCell() {
  return z
    .string()
    .min(1, 'is blank but required')
    .max(MAX_TEXT_LENGTH, `is longer than ${String(MAX_TEXT_LENGTH)} characters`)
    .refine((text) => !text.includes('\u0000'), 'contains a NUL character; remove it');
}

/** Any text; blank is `null`. */
export function optionalTextCell() {
  return blankIsNull(textCell());
}

/** One word of a closed list. */
export function choiceCell<const Choice extends string>(choices: readonly Choice[]) {
  return z.enum(choices, { error: `is not one of ${choices.join(', ')}` });
}

/** Number in plain digits, at most nine decimals. */
export function numberCell(limits: NumberLimits = {}) {
  return z
    .string()
    .regex(
      PLAIN_NUMBER,
      'is not a plain number; write digits with a point and at most 9 decimals, no separators, units or exponent',
    )
    .transform(Number)
    .refine(
      (value) => Math.abs(value) < MAX_MAGNITUDE,
      'is too large; the limit is 15 digits before the point',
    )
    .refine((value) => isWithin(value, limits), describeLimits(limits));
}

/** Number or `null`. */
export function optionalNumberCell(limits: NumberLimits = {}) {
  return blankIsNull(numberCell(limits));
}

/** Whole number that fits four bytes. */
export function integerCell(limits: NumberLimits = {}) {
  return z
    .string()
    .regex(PLAIN_INTEGER, 'is not a whole number; write digits only')
    .transform(Number)
    .refine((value) => Math.abs(value) <= MAX_INTEGER, `is too large; the limit is ${String(MAX_INTEGER)}`)
    .refine((value) => isWithin(value, limits), describeLimits(limits));
}

/** Whole number or `null`. */
export function optionalIntegerCell(limits: NumberLimits = {}) {
  return blankIsNull(integerCell(limits));
}

/** Calendar date `YYYY-MM-DD` that exists. */
export function dateCell() {
  return z
    .string()
    .regex(FULL_DATE, 'is not a date; write YYYY-MM-DD')
    .refine(isExistingDate, 'is not a date of the calendar');
}

/** Calendar date or `null`. */
export function optionalDateCell() {
  return blankIsNull(dateCell());
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as the source states it (reduced ISO 8601). */
export function reducedDateCell() {
  return z
    .string()
    .regex(REDUCED_DATE, 'is not a date; write YYYY-MM-DD, or YYYY-MM or YYYY when the source says no more')
    .refine(isExistingDate, 'is not a date of the calendar');
}

/** Reduced date or `null`. */
export function optionalReducedDateCell() {
  return blankIsNull(reducedDateCell());
}

/** Address of a page, http or https only: it is shown as a link. */
export function urlCell() {
  return textCell().refine(isWebAddress, 'is not a web address; it must start with https:// or http://');
}

/** Address or `null`. */
export function optionalUrlCell() {
  return blankIsNull(urlCell());
}

/** `yes` or `no`. */
export function yesNoCell() {
  return choiceCell(['yes', 'no']).transform((word) => word === 'yes');
}

/** Words with a separator between them; blank is the empty list. */
export function listCell(separator: '|' | ';') {
  return z.string().transform((text) =>
    text
      .split(separator)
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  );
}

function blankIsNull<Output>(cell: z.ZodType<Output, string>) {
  return z.union([z.literal('').transform(() => null), cell], {
    // A union reports its own failure; the reader needs that of the cell.
    error: (issue) => firstMessage(cell.safeParse(issue.input)),
  });
}

function firstMessage(parsed: z.ZodSafeParseResult<unknown>): string {
  return parsed.error?.issues[0]?.message ?? 'cannot be read';
}

function isWithin(value: number, { min, max }: NumberLimits): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

function describeLimits({ min, max }: NumberLimits): string {
  if (min !== undefined && max !== undefined) return `is outside ${String(min)} to ${String(max)}`;
  return min === undefined ? `is above ${String(max)}` : `is below ${String(min)}`;
}

function isExistingDate(text: string): boolean {
  const [year, month = 1, day = 1] = text.split('-').map(Number);
  if (year === undefined || year < FIRST_YEAR || year > LAST_YEAR) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
}
