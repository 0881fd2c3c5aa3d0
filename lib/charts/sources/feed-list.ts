/** What changed since a day, as a list and as a file. */
import type { FeedEffect, QuarantinedDayItem } from '../../contracts/feed.ts';
import { FEED_KINDS, type FeedItem, type FeedKind } from '../../core/ledger/feed.ts';
import type { Grade } from '../../core/facts/types.ts';
import { textCell, type ChartTableModel } from '../chart-model.ts';
import { formatDate } from '../format.ts';
import { nameTable } from '../table-names.ts';
import { amountWords } from './amount-words.ts';
import { describeEffect } from './effect-words.ts';
import { nameSource } from './ledger-grid.ts';
import { countWords } from './sources-headline.ts';

/** Shown at most; the API has all. */
export const MOST_SHOWN = 60;

export interface FeedLine {
  readonly key: string;
  readonly day: string;
  readonly on: string;
  readonly kind: string;
  readonly title: string;
  /** "185 USD bn → 200 USD bn (from 195)". */
  readonly change: string;
  /** How far it moved exposure; null where that was not measured. */
  readonly effect: string | null;
  readonly source: string;
  readonly url: string | null;
  readonly grade: Grade;
}

export interface FeedList {
  /** "12 changes: 9 guides, 2 restatements, 1 revision". */
  readonly summary: string;
  readonly lines: readonly FeedLine[];
  /** How many are older than those shown. */
  readonly hidden: number;
  readonly table: ChartTableModel;
}

const KIND_WORDS: Readonly<Record<FeedKind, readonly [one: string, many: string]>> = {
  guidance: ['new guide', 'new guides'],
  report: ['reported quarter', 'reported quarters'],
  restatement: ['restatement', 'restatements'],
  revision: ['revision', 'revisions'],
  withdrawal: ['withdrawal', 'withdrawals'],
};

/** An item with how far it moved exposure, where that was measured. */
type MeasuredItem = FeedItem & { readonly exposureEffect?: FeedEffect | null };

/** The feed, newest first as it comes. */
export function prepareFeedList(items: readonly MeasuredItem[]): FeedList {
  const lines = items.map(toLine);
  return {
    summary: summaryOf(items),
    lines: lines.slice(0, MOST_SHOWN),
    hidden: Math.max(0, lines.length - MOST_SHOWN),
    table: {
      caption: 'What changed',
      columns: ['Day', 'Kind', 'What', 'Change', 'Exposure', 'Source', 'Address', 'Grade'].map((label) => ({
        label,
        unit: null,
      })),
      rows: lines.map((line) =>
        [
          ...[line.on, line.kind, line.title, line.change, line.effect ?? '', line.source],
          ...[line.url ?? '', line.grade],
        ].map(textCell),
      ),
      totals: null,
    },
  };
}

/** Values that were kept apart on one day, in words. */
export interface QuarantinedLine {
  readonly key: string;
  readonly day: string;
  readonly on: string;
  readonly title: string;
  readonly reason: string;
  /** "2 wait for a decision", or that all are decided. */
  readonly state: string;
}

/** What was kept apart, newest first as it comes. */
export function prepareQuarantinedLines(days: readonly QuarantinedDayItem[]): readonly QuarantinedLine[] {
  return days.slice(0, MOST_SHOWN).map(({ on, source, subject, count, openCount, reason }) => ({
    key: `${on} ${source} ${subject}`,
    day: formatDate(on),
    on,
    title: `${subject}: ${countWords(count, 'value', 'values')} from ${source} kept apart`,
    reason,
    state: openCount === 0 ? 'decided' : countWords(openCount, 'waits for a decision', 'wait for a decision'),
  }));
}

function summaryOf(items: readonly FeedItem[]): string {
  if (items.length === 0) return 'Nothing changed.';
  const parts = FEED_KINDS.flatMap((kind) => {
    const count = items.filter((item) => item.kind === kind).length;
    return count === 0 ? [] : [countWords(count, ...KIND_WORDS[kind])];
  });
  return `${countWords(items.length, 'change', 'changes')}: ${parts.join(', ')}.`;
}

function toLine(item: MeasuredItem): FeedLine {
  const after = amountWords(item.after, item.unit, item.kind === 'withdrawal' ? 'withdrawn' : 'no number');
  const before = amountWords(item.before, item.unit, 'no number');
  const subject = [...item.who, item.period].filter((part) => part !== null).join(', ');
  return {
    key: `${item.kind} ${item.table} ${item.key} ${String(item.recordedInBatch)}`,
    day: formatDate(item.on),
    on: item.on,
    kind: KIND_WORDS[item.kind][0],
    title: `${subject === '' ? nameTable(item.table) : subject}: ${item.what}`,
    change: item.before === null ? after : `${before} → ${after}`,
    effect: describeEffect(item.exposureEffect ?? null),
    source: nameSource(item),
    url: item.url,
    grade: item.grade,
  };
}
