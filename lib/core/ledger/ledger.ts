/** The ledger: every fact that stands, and which of them contradict each other. */
import { toDayNumber, toIsoDate } from '../calendar/day-number.ts';
import type { IsoDate } from '../facts/types.ts';
import { shapeFact, type ShapedFact } from './fact-shapes.ts';
import { dayOf, hasNumber, isSameAmount, type StoredFact } from './stored-fact.ts';

export interface LedgerRow extends StoredFact, ShapedFact {
  /** How many other facts state the same quantity, alike or not. */
  readonly rivalCount: number;
  /** Whether a rival states another number; for means of exchange rates, one farther off than fixings are. */
  readonly isContested: boolean;
}

/** What the ledger comes to. */
export interface LedgerCounts {
  readonly rows: number;
  readonly primary: number;
  readonly contestedRows: number;
  readonly contestedQuantities: number;
  /** Recorded more than once. */
  readonly revised: number;
  /** Of those, with the newest revision in the seven days that end with `asOf`. */
  readonly revisedLately: number;
  /** Facts whose source shows a date of publication. */
  readonly dated: number;
}

/** Every fact with its rivals counted, in the order given. */
export function makeLedger(facts: readonly StoredFact[]): LedgerRow[] {
  const shaped = facts.map((fact) => ({ ...fact, ...shapeFact(fact.table, fact.key, fact.columns) }));
  const groups = Map.groupBy(shaped.filter(isRival), quantityOf);
  return shaped.map((row) => {
    const rivals = isRival(row) ? (groups.get(quantityOf(row)) ?? [row]) : [row];
    return {
      ...row,
      rivalCount: rivals.length - 1,
      isContested: rivals.some((rival) => contradicts(rival, row)),
    };
  });
}

/** Relative. Assumption: two banks fix at different hours of a day, which a quarter's mean feels by less than this. */
const RATE_TOLERANCE = 0.005;

function contradicts(rival: StoredFact & ShapedFact, row: StoredFact & ShapedFact): boolean {
  const [a, b] = [rival.amount.point, row.amount.point];
  if (row.table === 'fx_rate' && a !== null && b !== null) return Math.abs(a / b - 1) > RATE_TOLERANCE;
  return !isSameAmount(rival.amount, row.amount);
}

/** Every fact that states the same quantity as `row`, itself included. */
export function rivalsOf(ledger: readonly LedgerRow[], row: LedgerRow): LedgerRow[] {
  if (!isRival(row)) return [row];
  return ledger.filter((other) => isRival(other) && quantityOf(other) === quantityOf(row));
}

/** Counts of a ledger as known on a day. */
export function countLedger(ledger: readonly LedgerRow[], asOf: IsoDate): LedgerCounts {
  const contested = ledger.filter(({ isContested }) => isContested);
  const revised = ledger.filter(({ revisionCount }) => revisionCount > 1);
  const weekAgo = dayBefore(asOf, 6);
  return {
    rows: ledger.length,
    primary: ledger.filter(({ grade }) => grade === 'primary').length,
    contestedRows: contested.length,
    contestedQuantities: new Set(contested.map(quantityOf)).size,
    revised: revised.length,
    revisedLately: revised.filter(({ recordedAt }) => isWithin(dayOf(recordedAt), weekAgo, asOf)).length,
    dated: ledger.filter(({ publishedOn }) => publishedOn !== null).length,
  };
}

/** The day so many days before another. */
export function dayBefore(day: IsoDate, days: number): IsoDate {
  return toIsoDate(toDayNumber(day) - days);
}

function isWithin(day: IsoDate, first: IsoDate, last: IsoDate): boolean {
  return day >= first && day <= last;
}

function isRival({ quantity, amount }: ShapedFact): boolean {
  return quantity !== null && hasNumber(amount);
}

function quantityOf({ table, quantity }: Pick<LedgerRow, 'table' | 'quantity'>): string {
  return `${table}\n${quantity ?? ''}`;
}
