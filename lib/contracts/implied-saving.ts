import { z } from 'zod';

import type { CsvColumn } from './csv-text.ts';
import { get, post, type Endpoint } from './endpoint.ts';
import { exposureBodySchema } from './exposure.ts';
import { isoDateSchema, scopeQueryFields, versionFields } from './scalars.ts';

const finite = z.number();
const usdBn = finite.describe('USD bn');
const pct = finite.describe('percent of the market value on file');
const fraction = finite.describe('fraction, 0..1');
const eventId = z.string().regex(/^[\w-]{1,40}$/, 'must be the id of an event');
const whole = finite.describe('whole number');

export const impliedBodySchema = z.strictObject({
  scenario: exposureBodySchema
    .optional()
    .describe('other inputs are held at it; its own saving is what the gap is to'),
  since: isoDateSchema.optional().describe('each listing starts at its last close on or before this day'),
  event: eventId
    .optional()
    .describe('starts before the first session in which it could trade; default the newest efficiency paper'),
  tickers: z.array(z.string().min(1).max(40)).min(1).max(20).optional().describe('default every listing'),
  draws: whole.optional().describe('draws behind a range, 16 to 4096; default 256'),
  seed: whole.optional().describe('whole number from 0 to 2^53 - 1'),
});
export type ImpliedBody = z.output<typeof impliedBodySchema>;

const boundSchema = z
  .union([
    z.strictObject({ side: z.literal('inside'), saving: fraction }),
    z.strictObject({ side: z.enum(['below', 'beyond']), saving: z.null() }),
  ])
  .describe('a saving inside [0, 0.99]; below: on the side of no saving; beyond: more than 0.99');

const rangeSchema = z
  .strictObject({
    low: boundSchema,
    mid: boundSchema,
    high: boundSchema,
    shareBelow: fraction,
    shareInside: fraction,
    shareBeyond: fraction,
  })
  .describe('P10, P50 and P90 of the smallest solution over draws of inputs and expected return');

const verdictSchema = z
  .enum(['implied', 'not-separable', 'none', 'rise', 'fall', 'no-exposure'])
  .describe(
    'implied: some saving gives the change; not-separable: 80 % of the expected return spans all that a saving can do; none: even 0.99 does not reach it; rise, fall: a saving leads the other way; no-exposure: no saving moves the value',
  );

const sessionSchema = z.strictObject({
  sessionOn: isoDateSchema,
  changePct: pct.describe('abnormal change since d0, percent of the market value on file'),
  changeLowPct: pct,
  changeHighPct: pct,
  verdict: verdictSchema,
  roots: z
    .array(z.strictObject({ from: fraction, to: fraction }))
    .readonly()
    .describe('every saving that solves it, smallest first; a stretch where nothing moves has two ends'),
  range: rangeSchema.nullable(),
});

export const impliedListingSchema = z.strictObject({
  ticker: z.string(),
  name: z.string(),
  marketCapUsdBn: usdBn.nullable(),
  marketCapAsOn: isoDateSchema.nullable(),
  d0On: isoDateSchema.nullable().describe('the close that it is followed from'),
  benchmark: z.string().nullable(),
  alpha: finite.nullable().describe('daily, fraction'),
  beta: finite.nullable(),
  residualStdDev: finite.nullable().describe('daily, fraction'),
  estimationFromOn: isoDateSchema.nullable(),
  estimationToOn: isoDateSchema.nullable(),
  estimationSessions: z.int().nullable(),
  reachLowUsdBn: usdBn.nullable().describe('smallest value change that any saving gives'),
  reachHighUsdBn: usdBn.nullable(),
  changeUsdBn: usdBn.nullable(),
  modelUsdBn: usdBn.nullable().describe('value change that the scenario’s own saving gives'),
  gapUsdBn: usdBn.nullable(),
  gapPct: pct.nullable(),
  newest: sessionSchema.nullable(),
  history: z.array(sessionSchema).readonly(),
  absence: z.string().nullable().describe('why there is no reading'),
});
export type ImpliedListingItem = z.output<typeof impliedListingSchema>;

const jointSchema = z.strictObject({
  saving: fraction,
  low: fraction,
  high: fraction,
  isAtEnd: z.boolean().describe('no saving inside [0, 0.99] does better'),
  distance: finite.describe('sum of squared residuals in standard errors'),
  degreesOfFreedom: z.int(),
  disagreement: fraction.nullable().describe('chance of a larger distance if one saving held for all'),
  residuals: z
    .array(
      z.strictObject({
        ticker: z.string(),
        modelUsdBn: usdBn,
        residualUsdBn: usdBn,
        residualStdErrors: finite,
      }),
    )
    .readonly(),
});

export const impliedSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  seed: z.int(),
  draws: z.int(),
  sinceOn: isoDateSchema,
  event: z.string().nullable(),
  eventTitle: z.string().nullable(),
  source: z.enum(['prices', 'frozen']),
  frozenOn: isoDateSchema.nullable(),
  frozenDifference: z
    .strictObject({
      ticker: z.string(),
      sessionOn: isoDateSchema,
      points: finite.describe('percentage points'),
      frozenOn: isoDateSchema,
      sessions: z.int(),
    })
    .nullable()
    .describe('largest distance between frozen records and prices at hand'),
  scenarioSaving: fraction,
  items: z.array(impliedListingSchema).readonly(),
  joint: jointSchema.nullable().describe('one saving for all makers of HBM, weighted by inverse variance'),
});
export type ImpliedResponse = z.output<typeof impliedSchema>;

export const windowsQuerySchema = z.strictObject({
  ...scopeQueryFields,
  threshold: z
    .string()
    .regex(/^(0\.\d{1,4}|1(\.0+)?)$/, 'must be a fraction from 0.0001 to 1, such as 0.5')
    .transform(Number)
    .pipe(z.number().min(0.0001).max(1))
    .optional()
    .describe('share of the model’s value change at which a window counts as closed; default 0.5'),
});
export type WindowsQuery = z.output<typeof windowsQuerySchema>;

export const windowItemSchema = z.strictObject({
  event: z.string(),
  occurredOn: isoDateSchema,
  title: z.string(),
  kind: z.string(),
  ticker: z.string(),
  name: z.string(),
  effectiveSaving: fraction.nullable().describe('of the event’s techniques, by the deflator'),
  modelChangePct: pct.nullable(),
  changePct: pct.nullable().describe('abnormal change so far'),
  stdErrorPct: pct.nullable(),
  pricedInShare: finite.nullable().describe('change so far over the model’s change; below 0: the other way'),
  sessions: z.int().nullable(),
  lastSessionOn: isoDateSchema.nullable(),
  closedAfterSessions: z.int().nullable(),
  isOpen: z.boolean().nullable(),
  absence: z.string().nullable(),
});
export type WindowItem = z.output<typeof windowItemSchema>;

const survivalSchema = z.strictObject({
  kind: z.string().describe('kind of event; "all" for every kind'),
  windows: z.int(),
  closed: z.int(),
  medianSessions: z.strictObject({
    low: z.int().nullable(),
    mid: z.int().nullable(),
    high: z.int().nullable(),
  }),
  steps: z
    .array(
      z.strictObject({
        session: z.int(),
        atRisk: z.int(),
        closed: z.int(),
        open: fraction,
        low: fraction,
        high: fraction,
      }),
    )
    .readonly(),
});
export type SurvivalItem = z.output<typeof survivalSchema>;

export const windowsSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  source: z.enum(['prices', 'frozen', 'none']),
  threshold: fraction,
  items: z.array(windowItemSchema).readonly(),
  survival: z.array(survivalSchema).readonly(),
  mirror: survivalSchema
    .nullable()
    .describe('the same windows against the change with its sign turned: what noise alone closes'),
});
export type WindowsResponse = z.output<typeof windowsSchema>;

export const IMPLIED_ENDPOINTS: readonly Endpoint[] = [
  post(
    '/api/v1/implied-saving',
    'solveImpliedSaving',
    'Memory saving at which the model gives the market’s abnormal change of each listing; {} takes every default',
    'ImpliedSaving',
    { body: impliedBodySchema, response: impliedSchema, isList: true, problems: [404] },
  ),
  get(
    '/api/v1/windows',
    'listWindows',
    'How far the market has moved to what the model gives each efficiency event, and how long windows stay open',
    'Windows',
    { query: windowsQuerySchema, response: windowsSchema, isList: true },
  ),
];

type Bound = z.output<typeof boundSchema>;
const boundText = (bound: Bound | undefined): string | number | null =>
  bound === undefined ? null : (bound.saving ?? bound.side);

interface ImpliedLine {
  readonly listing: ImpliedListingItem;
  /** Null where the listing has no reading. */
  readonly session: z.output<typeof sessionSchema> | null;
}

/** One line a listing and session; a listing without any has one that says why. */
export function listImpliedLines({ items }: ImpliedResponse): ImpliedLine[] {
  return items.flatMap((listing): ImpliedLine[] =>
    listing.history.length === 0
      ? [{ listing, session: null }]
      : listing.history.map((session) => ({ listing, session })),
  );
}

export const IMPLIED_COLUMNS: readonly CsvColumn<ImpliedLine>[] = [
  { heading: 'ticker', cell: ({ listing }) => listing.ticker },
  { heading: 'name', cell: ({ listing }) => listing.name },
  { heading: 'd0On', cell: ({ listing }) => listing.d0On },
  { heading: 'sessionOn', cell: ({ session }) => session?.sessionOn ?? null },
  { heading: 'changePct (% of market value)', cell: ({ session }) => session?.changePct ?? null },
  { heading: 'changeLowPct', cell: ({ session }) => session?.changeLowPct ?? null },
  { heading: 'changeHighPct', cell: ({ session }) => session?.changeHighPct ?? null },
  { heading: 'verdict', cell: ({ session, listing }) => session?.verdict ?? listing.absence },
  { heading: 'implied saving, point (fraction)', cell: ({ session }) => session?.roots[0]?.from ?? null },
  { heading: 'implied saving, P10', cell: ({ session }) => boundText(session?.range?.low) },
  { heading: 'implied saving, P50', cell: ({ session }) => boundText(session?.range?.mid) },
  { heading: 'implied saving, P90', cell: ({ session }) => boundText(session?.range?.high) },
  { heading: 'marketCapUsdBn', cell: ({ listing }) => listing.marketCapUsdBn },
  { heading: 'benchmark', cell: ({ listing }) => listing.benchmark },
];

export const WINDOW_COLUMNS: readonly CsvColumn<WindowItem>[] = [
  { heading: 'event', cell: (row) => row.event },
  { heading: 'occurredOn', cell: (row) => row.occurredOn },
  { heading: 'title', cell: (row) => row.title },
  { heading: 'kind', cell: (row) => row.kind },
  { heading: 'ticker', cell: (row) => row.ticker },
  { heading: 'effectiveSaving (fraction)', cell: (row) => row.effectiveSaving },
  { heading: 'modelChangePct (% of market value)', cell: (row) => row.modelChangePct },
  { heading: 'changePct (% of market value)', cell: (row) => row.changePct },
  { heading: 'pricedInShare', cell: (row) => row.pricedInShare },
  { heading: 'sessions', cell: (row) => row.sessions },
  { heading: 'closedAfterSessions', cell: (row) => row.closedAfterSessions },
  { heading: 'absence', cell: (row) => row.absence },
];
