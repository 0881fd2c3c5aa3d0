/** One value opened: what it was recorded as, who disagrees, what is used and why. */
import type { Revisions } from '../../contracts/evidence.ts';
import { toSnakeCase } from '../../contracts/facts/fact.ts';
import { chooseRival } from '../../core/ledger/choose-rival.ts';
import { shapeFact } from '../../core/ledger/fact-shapes.ts';
import { rivalsOf, type LedgerRow } from '../../core/ledger/ledger.ts';
import { dayOf, hasNumber, type Amount } from '../../core/ledger/stored-fact.ts';
import type { Grade } from '../../core/facts/types.ts';
import { formatDate } from '../format.ts';
import { amountWords } from './amount-words.ts';
import { nameSource, toGridRow, type GridRow } from './ledger-grid.ts';

export interface RevisionLine {
  readonly batch: number;
  readonly recorded: string;
  readonly value: string;
  readonly source: string;
  readonly url: string | null;
  readonly grade: Grade;
  readonly knownFrom: string;
}

export interface RivalLine {
  readonly key: string;
  readonly id: string;
  readonly value: string;
  readonly definition: string;
  readonly source: string;
  readonly url: string | null;
  readonly published: string;
  readonly grade: Grade;
  readonly isUsed: boolean;
  readonly isOpen: boolean;
  /** Its place on the scale that all rivals share. */
  readonly mark: SpreadMark;
}

/** Where a range and its point stand, in percent of the scale; `point` null for a range alone. */
export interface SpreadMark {
  readonly from: number;
  readonly to: number;
  readonly point: number | null;
}

export interface OpenedValue {
  readonly row: GridRow;
  readonly value: string;
  /** As the store calls the table. */
  readonly table: string;
  readonly key: string;
  readonly revisions: readonly RevisionLine[];
  /** All that state the quantity, this one included; empty without a rival. */
  readonly rivals: readonly RivalLine[];
  /** "from 25 to 40 USD bn"; null without a rival. */
  readonly spread: string | null;
  readonly used: { readonly value: string; readonly reason: string; readonly mark: SpreadMark | null } | null;
}

/** A value of the ledger with its revisions and rivals. */
export function prepareOpenedValue(
  row: LedgerRow,
  ledger: readonly LedgerRow[],
  revisions: Revisions,
): OpenedValue {
  const rivals = rivalsOf(ledger, row);
  const choice = rivals.length > 1 ? chooseRival(rivals) : null;
  const ends = endsOf(rivals.map(({ amount }) => amount));
  return {
    row: toGridRow(row),
    value: amountWords(row.amount, row.unit, row.words ?? 'no number stated'),
    table: row.table,
    key: row.key,
    revisions: revisions.items.map((revision) => {
      const shaped = shapeFact(row.table, row.key, snakeCased(revision.content));
      const value = amountWords(shaped.amount, shaped.unit, shaped.words ?? 'no number stated');
      return {
        batch: revision.recordedInBatch,
        recorded: formatDate(dayOf(revision.committedAt)),
        value: revision.isWithdrawn ? 'withdrawn' : value,
        source: nameSource(revision),
        url: revision.url,
        grade: revision.grade,
        knownFrom:
          revision.visibleRule === 'always'
            ? 'always, as part of the method'
            : formatDate(revision.visibleFrom),
      };
    }),
    rivals: choice === null ? [] : rivals.map((rival) => rivalLine(rival, row, choice.chosenKey, ends)),
    spread:
      choice === null
        ? null
        : `from ${amountWords({ low: null, point: ends.low, high: null }, null, '')} to ${amountWords({ low: null, point: ends.high, high: null }, row.unit, '')}`,
    used:
      choice === null
        ? null
        : {
            value: amountWords(choice.amount, row.unit, 'none of them'),
            reason: choice.reason,
            mark: choice.amount === null ? null : markOf(choice.amount, ends),
          },
  };
}

interface Ends {
  readonly low: number;
  readonly high: number;
}

function rivalLine(rival: LedgerRow, open: LedgerRow, chosenKey: string | null, ends: Ends): RivalLine {
  const { id, what, source, url, published, grade } = toGridRow(rival);
  return {
    key: rival.key,
    id,
    value: amountWords(rival.amount, rival.unit, ''),
    definition: what,
    source,
    url,
    published,
    grade,
    isUsed: rival.key === chosenKey,
    isOpen: rival.key === open.key,
    mark: markOf(rival.amount, ends),
  };
}

function numbersOf({ low, point, high }: Amount): number[] {
  return [low, point, high].filter((value) => value !== null);
}

function endsOf(amounts: readonly Amount[]): Ends {
  const numbers = amounts.filter(hasNumber).flatMap(numbersOf);
  return { low: Math.min(...numbers), high: Math.max(...numbers) };
}

/** On a scale from the lowest to the highest of all rivals; one place when they all agree. */
function markOf(amount: Amount, ends: Ends): SpreadMark {
  const span = ends.high - ends.low;
  const place = (value: number): number => (span === 0 ? 50 : ((value - ends.low) / span) * 100);
  const places = numbersOf(amount).map(place);
  return {
    from: Math.min(...places),
    to: Math.max(...places),
    point: amount.point === null ? null : place(amount.point),
  };
}

function snakeCased(content: Revisions['items'][number]['content']) {
  return Object.fromEntries(Object.entries(content).map(([field, value]) => [toSnakeCase(field), value]));
}
