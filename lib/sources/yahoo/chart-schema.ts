import { z } from 'zod';

/**
 * The chart answer as far as it is used. Prices are left unknown here: a single bad one is quarantined by itself and
 * must not fail the whole answer.
 */
export const chartAnswerSchema = z.object({
  chart: z.object({
    result: z.array(z.unknown()).nullish(),
    error: z.object({ code: z.string(), description: z.string() }).nullish(),
  }),
});

const dividendsSchema = z.record(
  z.string(),
  z.object({ date: z.unknown(), amount: z.unknown(), currency: z.unknown() }).partial(),
);
const splitsSchema = z.record(
  z.string(),
  z.object({ date: z.unknown(), numerator: z.unknown(), denominator: z.unknown() }).partial(),
);

/** The one chart of an answer: its head, time stamps, corporate actions and columns of prices. */
export const chartResultSchema = z.object({
  meta: z.object({
    symbol: z.string(),
    currency: z.string(),
    exchangeTimezoneName: z.string(),
    currentTradingPeriod: z
      .object({ regular: z.object({ start: z.number(), end: z.number() }) })
      .optional()
      .catch(undefined),
  }),
  timestamp: z.array(z.unknown()).optional(),
  events: z.object({ dividends: dividendsSchema.optional(), splits: splitsSchema.optional() }).optional(),
  indicators: z.object({
    quote: z.array(z.record(z.string(), z.unknown())),
    adjclose: z.array(z.object({ adjclose: z.unknown() }).partial()).optional(),
  }),
});

export type ChartResult = z.infer<typeof chartResultSchema>;
type Events = NonNullable<ChartResult['events']>;
/** Fields of a dividend or a split as they came. */
export type DividendFields = NonNullable<Events['dividends']>[string];
export type SplitFields = NonNullable<Events['splits']>[string];
