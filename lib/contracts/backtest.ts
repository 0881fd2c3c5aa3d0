import { z } from 'zod';

import { BUYER_SETS, MOST_RUN_DATES } from '../core/backtest/capex-backtest.ts';
import { isoDateSchema, scopeQueryFields, versionFields } from './scalars.ts';
import { sourceReferenceSchema } from './reconciliation.ts';

const usdBn = z.number().describe('USD bn');
const percent = z.number().describe('percent; minus = the model was too low');
const quarter = z.string().regex(/^\d{4}Q[1-4]$/);

const DATES = new RegExp(`^\\d{4}-\\d{2}-\\d{2}(,\\d{4}-\\d{2}-\\d{2}){0,${String(MOST_RUN_DATES - 1)}}$`);

export const backtestQuerySchema = z.strictObject({
  ...scopeQueryFields,
  dates: z
    .string()
    .regex(DATES, `must be one to ${String(MOST_RUN_DATES)} dates such as 2025-03-31,2026-01-31`)
    .transform((text) => text.split(','))
    .pipe(z.array(isoDateSchema))
    .optional()
    .describe(
      'past dates to run at, joined by commas; default 2025-03-31, 2025-09-30, 2026-01-31, 2026-05-15',
    ),
});
export type BacktestQuery = z.output<typeof backtestQuerySchema>;

const quarterSchema = z.strictObject({
  quarter,
  lowUsdBn: usdBn,
  pointUsdBn: usdBn,
  highUsdBn: usdBn,
  reportedUsdBn: usdBn,
  guidedUsdBn: usdBn,
  grownUsdBn: usdBn.describe('by the growth assumption, where no guide in money covers the year'),
  isReported: z.boolean(),
});
export type BacktestQuarter = z.output<typeof quarterSchema>;

const capexSchema = z.strictObject({
  buyers: z.enum(BUYER_SETS),
  period: z.string(),
  expectedLowUsdBn: usdBn,
  expectedUsdBn: usdBn,
  expectedHighUsdBn: usdBn,
  reportedThenUsdBn: usdBn,
  guidedUsdBn: usdBn,
  grownUsdBn: usdBn.describe('the part that rests on an assumption'),
  cameUsdBn: usdBn.describe('reported since'),
  errorPct: percent,
  openErrorPct: percent.describe('of the part that was not reported on the date; percent'),
});

const hbmSchema = z.strictObject({
  vendor: z.string().nullable().describe('null = the market'),
  period: z.string(),
  modelLowUsdBn: usdBn,
  modelUsdBn: usdBn,
  modelHighUsdBn: usdBn,
  cameLowUsdBn: usdBn,
  cameUsdBn: usdBn,
  cameHighUsdBn: usdBn,
  kind: z.enum(['disclosed', 'estimate', 'forecast']),
  errorPct: percent.nullable(),
  isInside: z.boolean().nullable().describe("what came lies in the model's range"),
  noTest: z.string().nullable().describe('why the period tests nothing'),
  sources: z.array(sourceReferenceSchema).readonly(),
});

const runSchema = z.strictObject({
  asOf: isoDateSchema,
  bigFour: z.array(quarterSchema).readonly(),
  capex: z.array(capexSchema).readonly(),
  hbm: z.array(hbmSchema).readonly(),
  hindsight: z.strictObject({
    inputs: z.int().describe('assumptions that the HBM figures read'),
    laterThanAsOf: z.int(),
    newestOn: isoDateSchema.nullable(),
    kinds: z.array(z.strictObject({ kind: z.string(), count: z.int() })).readonly(),
  }),
  calibration: z.strictObject({
    year: z.int(),
    low: z.number(),
    factor: z.number(),
    high: z.number(),
    reportedQuarters: z.int().describe('quarters of that year that the big four had reported, of 4'),
    outturnKnownOn: isoDateSchema.nullable(),
    warnings: z.array(z.string()).readonly(),
  }),
});
export type BacktestRunItem = z.output<typeof runSchema>;

/** The model at past dates against what was published since. */
export const backtestSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema.describe('day whose knowledge judges the runs'),
  bigFourReported: z.array(quarterSchema).readonly(),
  runs: z.array(runSchema).readonly(),
});
export type BacktestResponse = z.output<typeof backtestSchema>;
