/** What changed since a day: revisions as recorded, new guidance and restatements as they became known. */
import type { Grade, IsoDate } from '../facts/types.ts';
import { shapeFact } from './fact-shapes.ts';
import type { LedgerRow } from './ledger.ts';
import { listKnownChanges, type KnownChange, type RecordedRevision } from './reported-quarters.ts';
import { dayOf, hasNumber, isSameAmount, type Amount, type StoredRevision } from './stored-fact.ts';

/**
 * `revision`: a stored fact was recorded anew; `withdrawal`: it was taken back; `guidance`: a company's own outlook
 * became known; `report`: a company's quarter became known; `restatement`: a period that a company had reported was
 * reported with another number.
 */
export const FEED_KINDS = ['guidance', 'report', 'restatement', 'revision', 'withdrawal'] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

export interface FeedItem {
  readonly kind: FeedKind;
  /** Day on which it was recorded (revisions, withdrawals) or became known (the others). */
  readonly on: IsoDate;
  readonly table: string;
  readonly key: string;
  readonly what: string;
  readonly who: readonly string[];
  readonly period: string | null;
  readonly unit: string | null;
  /** The number that it replaced; null when it replaced none. */
  readonly before: Amount | null;
  /** The number now; null when there is none. */
  readonly after: Amount | null;
  readonly grade: Grade;
  readonly sourceTitle: string | null;
  readonly publisher: string | null;
  readonly url: string | null;
  readonly publishedOn: string | null;
  readonly recordedInBatch: number;
}

interface FeedInput {
  readonly ledger: readonly LedgerRow[];
  /** Recorded since the day, each with what it replaced. */
  readonly revisions: readonly StoredRevision[];
  /** Every revision of the facts of quarters that are recorded under one key however often they are restated. */
  readonly quarters: readonly RecordedRevision[];
  readonly since: IsoDate;
}

/** Everything that changed on or after `since`, newest first. */
export function makeFeed({ ledger, revisions, quarters, since }: FeedInput): FeedItem[] {
  const known = [...listKnownChanges(quarters).map(ofKnownChange), ...listReports(ledger)].filter(
    ({ on }) => on >= since,
  );
  // What a revision made known is told once, on the day it became known.
  const told = new Set(known.map(revisionOf));
  const items = [
    ...revisions
      .filter(({ recordedAt }) => dayOf(recordedAt) >= since)
      .filter((revision) => revision.isWithdrawn || !told.has(revisionOf(revision)))
      .map(ofRevision),
    ...ledger.filter(isGuidance).filter(isKnownSince(since)).map(ofGuidance(ledger)),
    ...known,
  ];
  return items.toSorted(
    (a, b) =>
      b.on.localeCompare(a.on) ||
      FEED_KINDS.indexOf(a.kind) - FEED_KINDS.indexOf(b.kind) ||
      a.key.localeCompare(b.key),
  );
}

function ofRevision(revision: StoredRevision): FeedItem {
  const { table, key, columns, previousColumns } = revision;
  const now = shapeFact(table, key, columns);
  const before = shapeFact(table, key, previousColumns);
  return {
    ...itemOf({ ...revision, ...now }),
    kind: revision.isWithdrawn ? 'withdrawal' : 'revision',
    on: dayOf(revision.recordedAt),
    before: amountOf(before),
    after: revision.isWithdrawn ? null : amountOf(now),
  };
}

function revisionOf({
  table,
  key,
  recordedInBatch,
}: Pick<FeedItem, 'table' | 'key' | 'recordedInBatch'>): string {
  return [table, key, String(recordedInBatch)].join('\n');
}

function ofKnownChange({ revision, on, before, after }: KnownChange): FeedItem {
  return {
    ...itemOf({ ...revision, ...shapeFact(revision.table, revision.key, revision.columns) }),
    kind: before === null ? 'report' : 'restatement',
    on,
    before,
    after,
  };
}

function isGuidance({ table, columns }: LedgerRow): boolean {
  if (table === 'capex_announcement') return columns['kind'] === 'guidance';
  return table === 'vendor_metric' && columns['reported_or_estimate'] === 'guidance';
}

const isKnownSince =
  (since: IsoDate) =>
  ({ visibleFrom }: LedgerRow): boolean =>
    visibleFrom >= since;

/** A guide with the one that it replaced, where the ledger names it. */
const ofGuidance =
  (ledger: readonly LedgerRow[]) =>
  (row: LedgerRow): FeedItem => {
    const replaced = row.columns['supersedes_id'];
    const before =
      typeof replaced === 'string' && row.table === 'capex_announcement'
        ? ledger.find(({ table, columns }) => table === row.table && columns['id'] === replaced)
        : undefined;
    return {
      ...itemOf(row),
      kind: 'guidance',
      on: row.visibleFrom,
      before: before === undefined ? null : amountOf(before),
      after: amountOf(row),
    };
  };

/** Revenue that vendors reported, and reported figures of a period that had been reported with another number. */
function listReports(ledger: readonly LedgerRow[]): FeedItem[] {
  const reported = ledger.filter(
    ({ table, columns }) => table === 'vendor_metric' && columns['reported_or_estimate'] === 'reported',
  );
  return [...Map.groupBy(reported, ({ quantity }) => quantity).values()].flatMap((rows) => {
    const inOrder = rows.toSorted((a, b) => a.visibleFrom.localeCompare(b.visibleFrom));
    return inOrder.flatMap((row, index) => {
      const earlier = inOrder
        .slice(0, index)
        .filter(({ visibleFrom }) => visibleFrom < row.visibleFrom)
        .at(-1);
      const before = earlier?.amount ?? null;
      if (before === null ? index > 0 || !isRevenue(row) : isSameAmount(before, row.amount)) return [];
      const kind = before === null ? ('report' as const) : ('restatement' as const);
      return [{ ...itemOf(row), kind, on: row.visibleFrom, before, after: row.amount }];
    });
  });
}

/** The whole company's revenue: one figure that says that a quarter was reported. */
function isRevenue({ columns }: LedgerRow): boolean {
  const { metric, segment } = columns;
  return metric === 'revenue' && typeof segment === 'string' && segment.startsWith('total');
}

type Described = Pick<
  LedgerRow,
  | 'table'
  | 'key'
  | 'what'
  | 'who'
  | 'period'
  | 'unit'
  | 'grade'
  | 'sourceTitle'
  | 'publisher'
  | 'url'
  | 'publishedOn'
  | 'recordedInBatch'
>;

function itemOf(row: Described): Omit<FeedItem, 'kind' | 'on' | 'before' | 'after'> {
  return {
    table: row.table,
    key: row.key,
    what: row.what,
    who: row.who,
    period: row.period,
    unit: row.unit,
    grade: row.grade,
    sourceTitle: row.sourceTitle,
    publisher: row.publisher,
    url: row.url,
    publishedOn: row.publishedOn,
    recordedInBatch: row.recordedInBatch,
  };
}

function amountOf({ amount }: { readonly amount: Amount }): Amount | null {
  return hasNumber(amount) ? amount : null;
}
