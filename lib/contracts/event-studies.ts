import { z } from 'zod';

import { CAR_ERRORS, RETURN_KINDS, RETURN_MODELS, VARIANCE_DIVISORS } from '../core/event-study/options.ts';
import { SHOCK_CHOICES, STUDY_PARAMS } from '../core/event-study/study-link.ts';

import {
  filterTextSchema,
  gradeSchema,
  isoDateSchema,
  reducedDateSchema,
  scopeQueryFields,
  versionFields,
} from './scalars.ts';

const eventId = z.string().regex(/^[\w-]{1,40}$/, 'must be the id of an event');
const fraction = z.number().describe('fraction: -0.034 is a fall of 3.4 %');

export const eventsQuerySchema = z.strictObject({
  ...scopeQueryFields,
  kind: filterTextSchema.optional().describe('kind as written in the ledger, such as efficiency-paper'),
  technique: filterTextSchema.optional().describe('id of a technique that the event names'),
});
export type EventsQuery = z.output<typeof eventsQuerySchema>;

const eventSchema = z.strictObject({
  id: eventId,
  occurredOn: isoDateSchema,
  timing: z
    .enum(['us', 'usclose', 'asia', 'asiaeve'])
    .describe('before or during New York hours, after them, before Seoul’s close, after it'),
  firstTradingDayUs: isoDateSchema,
  firstTradingDayKr: isoDateSchema,
  kind: z.string(),
  title: z.string(),
  actors: z.array(z.string()).readonly(),
  techniques: z.array(z.string()).readonly(),
  expectedDirectionForHbm: z.enum(['up', 'down', 'ambiguous']),
  reportedReaction: z.string().nullable(),
  computedFirstDayMoves: z.string().nullable(),
  notes: z.string().nullable(),
  source: z.strictObject({
    title: z.string().nullable(),
    url: z.string().nullable(),
    publishedOn: reducedDateSchema.nullable(),
    seen: z.boolean().describe('the page was read when the row was written'),
  }),
  confidence: gradeSchema,
});
export type EventItem = z.output<typeof eventSchema>;

export const eventsSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  items: z.array(eventSchema).readonly(),
});
export type EventsResponse = z.output<typeof eventsSchema>;

export const eventPathSchema = z.strictObject({ id: eventId });

const text = z.string().max(60).optional();

export const studyQuerySchema = z.strictObject({
  ...scopeQueryFields,
  estimation: text.describe('days of the estimation window, both included; default -250,-30'),
  window: text.describe('days of the event window, both included; default -1,3'),
  benchmark: text.describe(
    'home (broad index of the exchange, default), sector (SOXX) or a symbol with prices',
  ),
  model: text.describe(`${RETURN_MODELS.join(', ')}; default market`),
  returns: text.describe(`${RETURN_KINDS.join(', ')}; default simple`),
  divisor: text.describe(
    `of the squared residuals: ${VARIANCE_DIVISORS.join(', ')}; default n-p (n-2 for the market model)`,
  ),
  error: text.describe(`of a CAR: ${CAR_ERRORS.join(', ')}; default exact`),
  shocks: text.describe(
    `days of market-wide shocks in the estimation window: ${SHOCK_CHOICES.join(', ')}; default keep`,
  ),
});
export type StudyQuery = z.output<typeof studyQuerySchema>;

const tickerSchema = z.strictObject({
  ticker: z.string(),
  name: z.string(),
  currency: z.string(),
  benchmark: z.string().nullable(),
  firstTradingDay: isoDateSchema.nullable(),
  basis: z.enum(['prices', 'record']).nullable().describe('record: a frozen study, for want of prices'),
  absence: z.string().nullable().describe('why there is no figure'),
  alpha: fraction.nullable().describe('fraction a session'),
  beta: z.number().nullable(),
  n: z.int().nullable().describe('usable days of the estimation window'),
  residualStdDev: z.number().nullable().describe('fraction a session'),
  estimationFrom: isoDateSchema.nullable(),
  estimationTo: isoDateSchema.nullable(),
  abnormalReturns: z
    .array(z.strictObject({ day: z.int(), on: isoDateSchema.nullable(), value: fraction.nullable() }))
    .readonly(),
  car: fraction.nullable(),
  carStdError: z.number().nullable(),
  carErrorIsExact: z
    .boolean()
    .nullable()
    .describe('false: the record lacks the benchmark’s own move in the window'),
  t: z.number().nullable(),
  closeToClose: fraction.nullable().describe('change of the share itself over the window'),
  placebo: z
    .strictObject({
      low: fraction.describe('2.5 % quantile'),
      high: fraction.describe('97.5 % quantile'),
      dates: z.int(),
      shareAsLarge: z
        .number()
        .nullable()
        .describe('share of dates without an event with a CAR at least as large'),
    })
    .nullable(),
  recovery: z
    .strictObject({
      day: z.int().nullable().describe('first day with half of the reaction gone; null = not by lastDay'),
      lastDay: z.int(),
    })
    .nullable(),
  latest: z
    .strictObject({ day: z.int(), car: fraction })
    .nullable()
    .describe('where it stands, at most 60 sessions on'),
  record: z
    .strictObject({
      computedOn: isoDateSchema,
      version: z.int(),
      car: fraction,
      difference: fraction.nullable().describe('CAR from prices less CAR of the record'),
    })
    .nullable(),
  warnings: z.array(z.string()).readonly(),
});
export type StudiedTicker = z.output<typeof tickerSchema>;

const statistic = z.number().nullable();

const acrossSchema = z.strictObject({
  tickers: z.int().describe('that cover the window'),
  meanCar: fraction.nullable(),
  crossSectionT: statistic,
  patellZ: statistic,
  bmpZ: statistic,
  adjustedBmpZ: statistic.describe('Kolari and Pynnönen: allows for the correlation of the residuals'),
  residualCorrelation: statistic,
  corradoZ: statistic,
  generalisedSignZ: statistic,
  absence: z.string().nullable().describe('why some are null'),
});
export type AcrossFigures = z.output<typeof acrossSchema>;

const matchSchema = z.strictObject({
  ticker: z.string(),
  printed: z.string(),
  percentPrinted: z.number(),
  window: z
    .string()
    .nullable()
    .describe('the likeliest window whose figure rounds to the printed one; null: none'),
  measure: z.enum(['close to close', 'abnormal']).nullable(),
  value: fraction.nullable(),
  said: z.string(),
});
export type PrintedMatch = z.output<typeof matchSchema>;

export const studySchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  event: eventSchema,
  settings: z.strictObject(
    Object.fromEntries(STUDY_PARAMS.map((param) => [param, z.string()])) as Record<
      (typeof STUDY_PARAMS)[number],
      z.ZodString
    >,
  ),
  tickers: z.array(tickerSchema).readonly(),
  across: acrossSchema,
  printed: z
    .array(matchSchema)
    .readonly()
    .describe('moves that the press printed, and the windows that match them'),
  warnings: z.array(z.string()).readonly(),
});
export type StudyResponse = z.output<typeof studySchema>;
