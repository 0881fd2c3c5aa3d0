import { z } from 'zod';

import { WATCH_COLUMNS, WATCH_KINDS, watchKey, type WatchColumn } from '../../core/watchlist/types.ts';
import { nameSchema, noteSchema } from '../accounts/text.ts';
import { feedItemSchema } from '../feed.ts';
import { isoDateSchema, versionFields } from '../scalars.ts';

const instant = z.iso.datetime();
const number = z.number().nullable();

export const WATCHLIST_NAME_MAX = 80;
export const WATCH_NOTE_MAX = 300;
/** Lists of one member. */
export const WATCHLISTS_MAX = 50;
export const WATCH_ITEMS_MAX = 500;
/** 500 things with a note each, and room for what else a change says. */
export const WATCHLIST_BODY_BYTES = 262_144;

export const DEFAULT_WATCH_COLUMNS: readonly WatchColumn[] = [
  'price',
  'change1',
  'trend',
  'exposure',
  'saving',
  'breakEven',
  'dataAge',
];

const kindSchema = z.enum(WATCH_KINDS);
const refSchema = z
  .string()
  .transform((text) => text.trim())
  .pipe(z.string().min(1).max(100))
  .describe('ticker of a listing, id of a technique, model or saved scenario, name of an issuer');

export const watchItemSchema = z.strictObject({
  kind: kindSchema,
  ref: refSchema,
  note: noteSchema(WATCH_NOTE_MAX).nullable().default(null),
});

/** The things of a list in their order. */
const itemsSchema = z
  .array(watchItemSchema)
  .max(WATCH_ITEMS_MAX)
  .superRefine((items, context) => {
    const seen = new Set<string>();
    items.forEach((item, index) => {
      const key = watchKey(item);
      if (seen.has(key)) {
        context.addIssue({ code: 'custom', path: [index, 'ref'], message: 'stands on the list twice' });
      }
      seen.add(key);
    });
  });

const columnsSchema = z
  .array(z.enum(WATCH_COLUMNS))
  .max(WATCH_COLUMNS.length)
  .refine((columns) => new Set(columns).size === columns.length, 'names a column twice');

const versionSchema = z
  .int()
  .min(1)
  .describe('the version that you changed; refused when there is a newer one');

/** POST /api/v1/watchlists. */
export const newWatchlistSchema = z.strictObject({
  name: nameSchema(WATCHLIST_NAME_MAX),
  columns: columnsSchema.default([...DEFAULT_WATCH_COLUMNS]),
  items: itemsSchema.default([]),
});

/** PATCH /api/v1/watchlists/{id}: what is absent stays; `items` are all of them in their order. */
export const watchlistChangeSchema = z
  .strictObject({
    version: versionSchema,
    name: nameSchema(WATCHLIST_NAME_MAX).optional(),
    columns: columnsSchema.optional(),
    items: itemsSchema.optional(),
  })
  .refine((change) => Object.keys(change).length > 1, 'must change something beside version');

/** POST /api/v1/watchlists/items: puts one thing at the end, whatever else was changed meanwhile. */
export const addWatchItemSchema = z.strictObject({ id: z.uuid(), ...watchItemSchema.shape });

export const restoreWatchlistSchema = z.strictObject({ id: z.uuid() });

export const orderWatchlistsSchema = z.strictObject({
  ids: z.array(z.uuid()).max(WATCHLISTS_MAX).describe('all of your lists in their order'),
});

/** POST /api/v1/watchlists/seen: what the list showed when it was read, so that nothing that came since is lost. */
export const seenWatchlistSchema = z.strictObject({
  id: z.uuid(),
  at: instant.describe('`readAt` of the list as it was read, or the mark before to take it back'),
  dataVersion: z.int().min(0).describe('`dataVersion` of the list as it was read'),
});

/** POST /api/v1/watchlists/import: a file as the export writes it; all of it or nothing. */
export const importWatchlistSchema = z.strictObject({
  id: z.uuid(),
  version: versionSchema,
  csv: z.string().min(1).max(200_000).describe('columns kind, id, note'),
});

const summaryFields = {
  id: z.uuid(),
  name: z.string(),
  columns: z.array(z.enum(WATCH_COLUMNS)).readonly(),
  version: z.int(),
  changedAt: instant,
  changedBy: z.string(),
  itemCount: z.int(),
  unread: z.int().describe('changes of the feed that concern it, since it was marked as read'),
  seenAt: instant,
  seenDataVersion: z.int(),
};

export const watchlistSummarySchema = z.strictObject(summaryFields);

export const watchlistsSchema = z.strictObject({
  dataVersion: versionFields.dataVersion,
  asOf: isoDateSchema,
  items: z.array(watchlistSummarySchema).readonly(),
  sharedWithMe: z
    .array(z.strictObject({ id: z.uuid(), name: z.string(), ownerName: z.string() }))
    .readonly()
    .describe('lists of colleagues that you may read'),
});

const cellSchema = z.strictObject({
  value: number,
  low: number,
  high: number,
  unit: z.string(),
  on: isoDateSchema.nullable().describe('session of a price, day of the newest fact'),
  absence: z.string().nullable().describe('why there is no value'),
});

const trendSchema = z.strictObject({
  currency: z.string(),
  sessions: z
    .array(z.strictObject({ sessionOn: isoDateSchema, close: number }))
    .readonly()
    .describe('sessions of the exchange, oldest first; null: no bar of that session'),
});

export const watchRowSchema = z.strictObject({
  kind: kindSchema,
  ref: z.string(),
  title: z.string(),
  detail: z.string().describe('a few words to tell it among others'),
  href: z.string().nullable().describe('path of its page'),
  note: z.string().nullable(),
  absence: z.string().nullable().describe('that it is deleted or no longer on file'),
  cells: z
    .partialRecord(z.enum(WATCH_COLUMNS), cellSchema)
    .describe('chosen columns that say something of its kind'),
  trend: trendSchema.nullable(),
  unread: z.int(),
});

const changeSchema = z.strictObject({
  ...feedItemSchema.omit({ exposureEffect: true }).shape,
  change: z.string().describe('such as guidance raise or restatement'),
  concerns: z.array(z.strictObject({ kind: kindSchema, ref: z.string() })).readonly(),
});

const shownFields = { ...versionFields, asOf: isoDateSchema, rows: z.array(watchRowSchema).readonly() };

/** GET /api/v1/watchlists/{id}. */
export const watchlistSchema = z.strictObject({
  ...summaryFields,
  ...shownFields,
  isOwn: z
    .boolean()
    .describe('false: a colleague lets you read it, without notes and without what is unread'),
  ownerName: z.string(),
  readAt: instant.describe('to mark it as read up to here'),
  changes: z.array(changeSchema).readonly().describe('since the mark, newest first'),
});

/** What a link shows: figures, without notes and without whose they are. */
export const openedWatchlistSchema = z.strictObject({
  name: z.string(),
  columns: summaryFields.columns,
  ...shownFields,
});

export type WatchItemInput = z.output<typeof watchItemSchema>;
export type WatchlistSummary = z.output<typeof watchlistSummarySchema>;
export type Watchlists = z.output<typeof watchlistsSchema>;
export type WatchCell = z.output<typeof cellSchema>;
export type WatchRow = z.output<typeof watchRowSchema>;
export type WatchChange = z.output<typeof changeSchema>;
export type WatchlistBody = z.output<typeof watchlistSchema>;
export type OpenedWatchlist = z.output<typeof openedWatchlistSchema>;
