/** A study's settings as text: in the address of the page and in the query of the API, the same words. */
import type { LinkFault } from '../link/link-fault.ts';
import { NAMED_BENCHMARKS } from './benchmarks.ts';
import {
  CAR_ERRORS,
  DEFAULT_EVENT_WINDOW,
  DEFAULT_STUDY_OPTIONS,
  findWindowFault,
  RETURN_KINDS,
  RETURN_MODELS,
  VARIANCE_DIVISORS,
  describeStudyFault,
  type CarError,
  type DayWindow,
  type ReturnKind,
  type ReturnModel,
  type VarianceDivisor,
} from './options.ts';

/** What days of market-wide shocks do in the estimation window. */
export const SHOCK_CHOICES = ['keep', 'leave-out'] as const;
export type ShockChoice = (typeof SHOCK_CHOICES)[number];

/** Every setting of a study. */
export interface StudySettings {
  readonly range: DayWindow;
  readonly estimation: DayWindow;
  readonly benchmark: string;
  readonly model: ReturnModel;
  readonly returns: ReturnKind;
  readonly divisor: VarianceDivisor;
  readonly error: CarError;
  readonly shocks: ShockChoice;
}

/** Names of the settings in address and query. */
export const STUDY_PARAMS = [
  'window',
  'estimation',
  'benchmark',
  'model',
  'returns',
  'divisor',
  'error',
  'shocks',
] as const;
export type StudyParam = (typeof STUDY_PARAMS)[number];

/** What counts where nothing is asked for. */
export const DEFAULT_SETTINGS: StudySettings = {
  range: DEFAULT_EVENT_WINDOW,
  estimation: DEFAULT_STUDY_OPTIONS.estimation,
  benchmark: 'home',
  model: DEFAULT_STUDY_OPTIONS.model,
  returns: DEFAULT_STUDY_OPTIONS.returns,
  divisor: DEFAULT_STUDY_OPTIONS.varianceDivisor,
  error: DEFAULT_STUDY_OPTIONS.carError,
  shocks: 'keep',
};

const WINDOW = /^\(?\s*([+\-−]?\d{1,4})\s*(?:,|\.\.)\s*([+\-−]?\d{1,4})\s*\)?$/;

/** Reads "-1,3", "(−1, +3)" or "-1..3"; null for anything else. */
export function parseDayWindow(text: string): DayWindow | null {
  const match = WINDOW.exec(text.trim());
  if (match === null) return null;
  const [from, to] = [match[1], match[2]].map((day) => Number(day?.replace('−', '-')));
  return from === undefined || to === undefined
    ? null
    : { from: from === 0 ? 0 : from, to: to === 0 ? 0 : to };
}

/** "-1,3". */
export function writeDayWindow({ from, to }: DayWindow): string {
  return `${String(from)},${String(to)}`;
}

const SYMBOL = /^\^?[A-Z0-9][A-Z0-9.-]{0,15}$/;

/** Settings of an address or query: each bad one is named, and its default stands in. */
export function readStudySettings(pairs: Iterable<readonly [string, string]>): {
  readonly settings: StudySettings;
  readonly faults: readonly LinkFault[];
} {
  const given = new Map<string, string>();
  for (const [name, value] of pairs) if (value.trim() !== '') given.set(name, value.trim());
  const faults: LinkFault[] = [];
  const refuse = (param: StudyParam, message: string): void => {
    faults.push({ param, raw: given.get(param) ?? '', message });
  };
  const days = (param: 'window' | 'estimation', usual: DayWindow): DayWindow => {
    const text = given.get(param);
    if (text === undefined) return usual;
    const read = parseDayWindow(text);
    if (read === null) refuse(param, 'must be two whole days, such as -1,3');
    return read ?? usual;
  };
  const oneOf = <Choice extends string>(
    param: StudyParam,
    choices: readonly Choice[],
    usual: Choice,
  ): Choice => {
    const text = given.get(param);
    if (text === undefined) return usual;
    const found = choices.find((choice) => choice === text);
    if (found === undefined) refuse(param, `must be one of ${choices.join(', ')}`);
    return found ?? usual;
  };
  const read: StudySettings = {
    range: days('window', DEFAULT_SETTINGS.range),
    estimation: days('estimation', DEFAULT_SETTINGS.estimation),
    benchmark: given.get('benchmark') ?? DEFAULT_SETTINGS.benchmark,
    model: oneOf('model', RETURN_MODELS, DEFAULT_SETTINGS.model),
    returns: oneOf('returns', RETURN_KINDS, DEFAULT_SETTINGS.returns),
    divisor: oneOf('divisor', VARIANCE_DIVISORS, DEFAULT_SETTINGS.divisor),
    error: oneOf('error', CAR_ERRORS, DEFAULT_SETTINGS.error),
    shocks: oneOf('shocks', SHOCK_CHOICES, DEFAULT_SETTINGS.shocks),
  };
  const isNamed = NAMED_BENCHMARKS.some((name) => name === read.benchmark);
  const benchmark = isNamed || SYMBOL.test(read.benchmark) ? read.benchmark : DEFAULT_SETTINGS.benchmark;
  if (benchmark !== read.benchmark) refuse('benchmark', 'must be home, sector or a symbol');
  const bad = findWindowFault(read.estimation, read.range, DEFAULT_STUDY_OPTIONS.minimumDays);
  if (bad === null) return { settings: { ...read, benchmark }, faults };
  refuse(given.has('estimation') ? 'estimation' : 'window', describeStudyFault(bad).replace(/\.$/, ''));
  const { range, estimation } = DEFAULT_SETTINGS;
  return { settings: { ...read, benchmark, range, estimation }, faults };
}

/** The settings that differ from the defaults, as pairs of an address. */
export function studyPairs(settings: StudySettings): (readonly [StudyParam, string])[] {
  const write = ({ range, estimation, ...words }: StudySettings): Record<StudyParam, string> => ({
    window: writeDayWindow(range),
    estimation: writeDayWindow(estimation),
    ...words,
  });
  const [own, usual] = [write(settings), write(DEFAULT_SETTINGS)];
  return STUDY_PARAMS.filter((param) => own[param] !== usual[param]).map((param) => [param, own[param]]);
}

/** Whether the kept records were made this way, but for window, model and benchmark. */
export function isKeptWay({ estimation, returns, divisor, error, shocks }: StudySettings): boolean {
  const usual = DEFAULT_SETTINGS;
  return (
    writeDayWindow(estimation) === writeDayWindow(usual.estimation) &&
    returns === usual.returns &&
    divisor === usual.divisor &&
    error === usual.error &&
    shocks === usual.shocks
  );
}
