import { z } from 'zod';

import type { FrozenPlacebo, FrozenStudy, FrozenWindow } from '../../core/event-study/frozen.ts';
import { RETURN_MODELS } from '../../core/event-study/options.ts';
import { PLACEBO_PROBABILITIES } from '../../core/event-study/placebo.ts';

import type { CsvColumn } from '../csv-text.ts';

/**
 * The files in which frozen studies are shipped. Lists inside a cell are parted by a space; a window is
 * `from:to:car:error:closes` in hundredths of a percent (closes in tenths), a missing value is `x`.
 */

const isoDate = z.iso.date();
const number = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'is not a number')
  .transform(Number)
  .pipe(z.number());
const whole = z
  .string()
  .regex(/^-?\d{1,6}$/, 'is not a whole number')
  .transform(Number)
  .pipe(z.number().int());
const name = z.string().min(1).max(200);

const MISSING = 'x';

const pathCell = z
  .string()
  .regex(/^((-?\d+|x)( (-?\d+|x))*)?$/, 'is not a list of whole numbers and x')
  .transform((text) =>
    text === '' ? [] : text.split(' ').map((part) => (part === MISSING ? null : Number(part))),
  )
  .pipe(z.array(z.number().int().nullable()));

const WINDOW = /^(-?\d+):(-?\d+):(-?\d+(?:\.\d)?):(\d+(?:\.\d)?):(-?\d+|x)$/;

const windowSchema = z.strictObject({
  from: z.number().int(),
  to: z.number().int(),
  car: z.number(),
  stdError: z.number().positive(),
  closeToClose: z.number().nullable(),
});

/** Windows as stored and as shipped. */
export const frozenWindowsSchema = z.array(windowSchema);

const windowsCell = z
  .string()
  .refine(
    (text) => text === '' || text.split(' ').every((part) => WINDOW.test(part)),
    'is not a list of windows',
  )
  .transform((text) => (text === '' ? [] : text.split(' ').map(readWindow)))
  .pipe(frozenWindowsSchema);

function readWindow(part: string): FrozenWindow {
  const [from = NaN, to = NaN, car = NaN, error = NaN] = part.split(':').map(Number);
  const closes = part.slice(part.lastIndexOf(':') + 1);

  return {
    from,
    to,
    car: car / 1e4,
    stdError: error / 1e4,
    closeToClose: closes === MISSING ? null : Number(closes) / 1e3,
  };
}

function writeWindow({ from, to, car, stdError, closeToClose }: FrozenWindow): string {
  const hundredths = (value: number): string => String(Math.round(value * 1e5) / 10);
  const closes = closeToClose === null ? MISSING : String(Math.round(closeToClose * 1e3));
  return [String(from), String(to), hundredths(car), hundredths(stdError), closes].join(':');
}

const quantilesCell = z
  .string()
  .transform((text) => text.split(' ').map(Number))
  .pipe(z.array(z.number()).length(PLACEBO_PROBABILITIES.length));

/** `frozen_studies.csv`. */
export const frozenStudyRow = z.strictObject({
  eventId: name,
  symbol: name,
  model: z.enum(RETURN_MODELS),
  benchmark: name,
  computedOn: isoDate,
  modelVersion: name,
  priceNote: name,
  currency: name,
  firstSessionOn: isoDate,
  alpha: number,
  beta: number,
  days: whole,
  residualStdDev: number,
  estimationFromOn: isoDate,
  estimationToOn: isoDate,
  windows: windowsCell,
  pathFrom: whole,
  pathHundredthsPct: pathCell,
});

/** `frozen_placebos.csv`. */
export const frozenPlaceboRow = z.strictObject({
  symbol: name,
  model: z.enum(RETURN_MODELS),
  benchmark: name,
  length: whole,
  computedOn: isoDate,
  modelVersion: name,
  dates: whole,
  firstOn: isoDate,
  lastOn: isoDate,
  car: quantilesCell,
  t: quantilesCell,
});

/** Names of the shipped files. */
export const FROZEN_FILES = { studies: 'frozen_studies.csv', placebos: 'frozen_placebos.csv' } as const;

/** How a study is written; headings are the fields in snake case. */
export const FROZEN_STUDY_COLUMNS: readonly CsvColumn<FrozenStudy>[] = [
  { heading: 'event_id', cell: (row) => row.eventId },
  { heading: 'symbol', cell: (row) => row.symbol },
  { heading: 'model', cell: (row) => row.model },
  { heading: 'benchmark', cell: (row) => row.benchmark },
  { heading: 'computed_on', cell: (row) => row.computedOn },
  { heading: 'model_version', cell: (row) => row.modelVersion },
  { heading: 'price_note', cell: (row) => row.priceNote },
  { heading: 'currency', cell: (row) => row.currency },
  { heading: 'first_session_on', cell: (row) => row.firstSessionOn },
  { heading: 'alpha', cell: (row) => row.alpha },
  { heading: 'beta', cell: (row) => row.beta },
  { heading: 'days', cell: (row) => row.days },
  { heading: 'residual_std_dev', cell: (row) => row.residualStdDev },
  { heading: 'estimation_from_on', cell: (row) => row.estimationFromOn },
  { heading: 'estimation_to_on', cell: (row) => row.estimationToOn },
  { heading: 'windows', cell: (row) => row.windows.map(writeWindow).join(' ') },
  { heading: 'path_from', cell: (row) => row.pathFrom },
  {
    heading: 'path_hundredths_pct',
    cell: (row) => row.pathHundredthsPct.map((value) => (value === null ? MISSING : String(value))).join(' '),
  },
];

/** How a placebo distribution is written. */
export const FROZEN_PLACEBO_COLUMNS: readonly CsvColumn<FrozenPlacebo>[] = [
  { heading: 'symbol', cell: (row) => row.symbol },
  { heading: 'model', cell: (row) => row.model },
  { heading: 'benchmark', cell: (row) => row.benchmark },
  { heading: 'length', cell: (row) => row.length },
  { heading: 'computed_on', cell: (row) => row.computedOn },
  { heading: 'model_version', cell: (row) => row.modelVersion },
  { heading: 'dates', cell: (row) => row.dates },
  { heading: 'first_on', cell: (row) => row.firstOn },
  { heading: 'last_on', cell: (row) => row.lastOn },
  { heading: 'car', cell: (row) => row.car.map((value) => value.toFixed(5)).join(' ') },
  { heading: 't', cell: (row) => row.t.map((value) => value.toFixed(3)).join(' ') },
];
