import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import { withoutApostrophe } from '#lib/contracts/csv-text.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { WATCHLIST_COLUMNS } from '#lib/contracts/watchlists/watchlist-csv.ts';
import {
  importWatchlistSchema,
  watchItemSchema,
  type WatchItemInput,
  type WatchlistBody,
} from '#lib/contracts/watchlists/watchlists.ts';
import type { InputFault } from '#lib/core/input-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { watchKey } from '#lib/core/watchlist/types.ts';

import { readCsv, type CsvRecord } from '../imports/read-csv.ts';
import { findItem } from './check-items.ts';
import { loadKnownThings, type KnownThings } from './known-things.ts';
import { changeWatchlist } from './revise-watchlist.ts';

/** A refusal of more is read by nobody. */
const MOST_FAULTS = 50;
const HEADINGS = WATCHLIST_COLUMNS.map(({ heading }) => heading).join(',');

/**
 * Puts the things of a file on a list: new ones at the end in the order of the file; of those that stand there, the note
 * of the file counts. All of it or nothing; a second time changes nothing.
 */
export async function importWatchlist(
  member: Member,
  input: unknown,
): Promise<Result<WatchlistBody, RequestFault>> {
  const parsed = parseInput(importWatchlistSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { id, version, csv } = parsed.value;
  const known = await loadKnownThings(member.userId);
  if (!known.ok) return known;
  const read = readItems(csv, known.value);
  if (!read.ok) return err(invalidInput(read.error));
  const imported = new Map(read.value.map((item) => [watchKey(item), item]));

  return changeWatchlist(member, id, version, ({ name, columns, items }) => {
    const standing = new Set(items.map(watchKey));
    return {
      ...{ name, columns },
      items: [
        ...items.map((item) => imported.get(watchKey(item)) ?? item),
        ...read.value.filter((item) => !standing.has(watchKey(item))),
      ],
    };
  });
}

function readItems(
  csv: string,
  known: KnownThings,
): Result<readonly WatchItemInput[], readonly InputFault[]> {
  const records = readCsv(new TextEncoder().encode(csv));
  if (!records.ok) return err([faultAt(records.error.line, records.error.reason)]);
  const [heading, ...rows] = records.value;
  if (heading?.cells.join(',').toLowerCase() !== HEADINGS) {
    return err([faultAt(heading?.line ?? 1, `must be the header ${HEADINGS}`)]);
  }
  const firstLines = new Map<string, number>();
  const read = rows.map((row) => {
    const item = readItem(row, known);
    if (!item.ok) return item;
    const first = firstLines.get(watchKey(item.value));
    firstLines.set(watchKey(item.value), first ?? row.line);
    if (first === undefined) return item;
    return err([faultAt(row.line, `“${item.value.ref}” stands on line ${String(first)} already`)]);
  });
  const faults = read.flatMap((each) => (each.ok ? [] : each.error));

  return faults.length === 0
    ? ok(read.flatMap((each) => (each.ok ? [each.value] : [])))
    : err(faults.slice(0, MOST_FAULTS));
}

function readItem(
  { line, cells }: CsvRecord,
  known: KnownThings,
): Result<WatchItemInput, readonly InputFault[]> {
  if (cells.length > 3)
    return err([faultAt(line, `has ${String(cells.length)} cells; known are ${HEADINGS}`)]);
  const [kind = '', ref = '', note = ''] = cells.map(withoutApostrophe);
  const parsed = parseInput(watchItemSchema, { kind, ref, note });
  if (!parsed.ok) return err(parsed.error.map(({ message }) => faultAt(line, message)));
  const found = findItem(parsed.value, known, new Set());

  return 'item' in found ? ok(found.item) : err([faultAt(line, found.fault)]);
}

function faultAt(line: number, reason: string): InputFault {
  return { pointer: '/csv', message: `line ${String(line)}: ${reason}` };
}
