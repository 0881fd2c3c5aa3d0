import { z } from 'zod';

import { secretTokenSchema } from '../accounts/text.ts';

const instant = z.iso.datetime();

export const SHARE_DEFAULT_DAYS = 30;
export const SHARE_MAX_DAYS = 365;
/** Open shares of one list. */
export const SHARES_MAX = 50;

/** POST /api/v1/watchlists/share: a link, or a colleague who may read. */
export const shareWatchlistSchema = z
  .strictObject({
    id: z.uuid(),
    readerId: z.uuid().nullable().default(null).describe('a colleague; null: a link'),
    days: z.int().min(1).max(SHARE_MAX_DAYS).optional().describe('a link works so long, default 30'),
  })
  .refine(
    ({ readerId, days }) => readerId === null || days === undefined,
    'takes days for a link only; a colleague reads until you end it',
  );

export const unshareWatchlistSchema = z.strictObject({ shareId: z.uuid() });

export const watchlistShareSchema = z.strictObject({
  id: z.uuid(),
  watchlistId: z.uuid(),
  watchlistName: z.string(),
  reader: z
    .strictObject({ id: z.uuid(), name: z.string() })
    .nullable()
    .describe('null: whoever holds the link'),
  createdAt: instant,
  expiresAt: instant.nullable(),
});

/** GET /api/v1/watchlists/share. */
export const watchlistSharesSchema = z.strictObject({ items: z.array(watchlistShareSchema).readonly() });

export const madeWatchlistShareSchema = z.strictObject({
  ...watchlistShareSchema.shape,
  url: z.string().nullable().describe('of a link: shown once and not kept'),
});

/** POST /api/v1/watchlists/open: the end of a link. */
export const openWatchlistSchema = z.strictObject({ token: secretTokenSchema });

/** GET /api/v1/colleagues. */
export const colleaguesSchema = z.strictObject({
  items: z.array(z.strictObject({ id: z.uuid(), name: z.string() })).readonly(),
});

export type WatchlistShareItem = z.output<typeof watchlistShareSchema>;
export type MadeWatchlistShare = z.output<typeof madeWatchlistShareSchema>;
export type Colleagues = z.output<typeof colleaguesSchema>;
