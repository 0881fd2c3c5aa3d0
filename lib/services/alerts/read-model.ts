import 'server-only';

import type { AlertKind, ExposureMetric, SpecOf } from '#lib/contracts/alerts/alert-spec.ts';
import type { Bounds } from '#lib/core/alerts/condition.ts';
import type { Observation } from '#lib/core/alerts/run-level.ts';
import type { ExposureAnswer } from '#lib/core/exposure/types.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { readElasticityEvidence } from '#lib/core/rebound/elasticity-evidence.ts';

import { listElasticityRows } from '../rebound/list-elasticity-rows.ts';
import { toPageLink } from '../saved-scenarios/saved-content.ts';
import { createAnswerCache } from '../scope/answer-cache.ts';
import { scopeKey, type Scope } from '../scope/resolve-scope.ts';
import type { AlertWorld, LevelReader, LevelSubject, Reading, RuleScenario } from './alert-readers.ts';
import { answerScenario, inputsKey } from './answer-scenarios.ts';
import { listSampleDays, SAMPLED_WORDS } from './sample-days.ts';

/** What a rule that was not evaluated for long goes through again at most: an answer for each import since. */
const MOST_VERSIONS = 16;

/** A value of the model, and the range that it is held against. */
interface Measured {
  readonly value: number | null;
  readonly absence: string | null;
  readonly bounds: Bounds | null;
}

type ModelKind = Extract<AlertKind, 'exposure-level' | 'net-sign' | 'break-even-range'>;

interface ModelValue<Kind extends ModelKind> {
  readonly unitOf: (spec: SpecOf<Kind>) => string;
  /** What of the spec decides the value, beside the scenario. */
  readonly metricOf: (spec: SpecOf<Kind>) => string;
  readonly measure: (answer: ExposureAnswer, spec: SpecOf<Kind>, scope: Scope) => Promise<Measured>;
  readonly page: string;
  readonly condition: LevelReader<Kind>['condition'];
}

/** Change of revenue or value against a level. */
export const EXPOSURE_READER = createModelReader<'exposure-level'>({
  unitOf: ({ metric }) => (metric === 'total-change' || metric === 'vendor-hbm-change' ? '%' : 'USD bn'),
  metricOf: ({ metric, ticker }) => `${metric} ${ticker ?? ''}`,
  measure: (answer, spec) => Promise.resolve(measureExposure(answer, spec)),
  page: '/exposure',
  condition: ({ direction, level, band }) => ({ kind: direction, level, band }),
});

/** Whether demand or revenue gains or loses. */
export const NET_SIGN_READER = createModelReader<'net-sign'>({
  unitOf: () => '%',
  metricOf: ({ measure }) => measure,
  measure: (answer, { measure }) => {
    const last = answer.quarters.at(-1);
    const value =
      measure === 'revenue'
        ? answer.total.changePct
        : last === undefined
          ? null
          : (last.demandIndex - 1) * 100;
    return Promise.resolve({
      value,
      absence: value === null ? 'no quarter is modelled' : null,
      bounds: null,
    });
  },
  page: '/',
  condition: ({ band }) => ({ kind: 'sign', band }),
});

/** The break-even elasticity against every published elasticity of use. */
export const BREAK_EVEN_READER = createModelReader<'break-even-range'>({
  unitOf: () => 'elasticity',
  metricOf: () => '',
  measure: async ({ breakEvenElasticity }, _spec, scope) => {
    const bounds = await loadEvidenceRange(scope);
    if (bounds === null) return absent('no published elasticity of use is on file');
    if (breakEvenElasticity === null) return absent('no elasticity offsets its saving');

    return { value: breakEvenElasticity, absence: null, bounds };
  },
  page: '/rebound',
  condition: ({ band }) => ({ kind: 'outside', band }),
});

function measureExposure(
  { total, vendors }: ExposureAnswer,
  { metric, ticker }: SpecOf<'exposure-level'>,
): Measured {
  if (metric === 'total-change') return { value: total.changePct, absence: null, bounds: null };
  if (metric === 'total-change-usd') {
    return { value: total.hbmUsdBn - total.baselineHbmUsdBn, absence: null, bounds: null };
  }
  const vendor = vendors.find((each) => each.ticker === ticker);
  if (vendor === undefined) return absent(`${ticker ?? 'the vendor'} is not among the vendors of the model`);
  const valueOf: Readonly<
    Record<Exclude<ExposureMetric, 'total-change' | 'total-change-usd'>, number | null>
  > = {
    'vendor-hbm-change': vendor.changePct,
    'vendor-value-change': vendor.valueChangeUsdBn,
  };
  const value = valueOf[metric];

  return value === null
    ? absent(`${vendor.name} has no HBM revenue in the model`)
    : { value, absence: null, bounds: null };
}

function absent(absence: string): Measured {
  return { value: null, absence, bounds: null };
}

const ranges = createAnswerCache<Bounds | null>(64);

function loadEvidenceRange(scope: Scope): Promise<Bounds | null> {
  return ranges.get(
    scopeKey(scope),
    async () => readElasticityEvidence(await listElasticityRows(scope)).useRange,
  );
}

function createModelReader<Kind extends ModelKind>(model: ModelValue<Kind>): LevelReader<Kind> {
  return {
    family: 'level',
    condition: model.condition,
    subjectOf: (spec, scenario) =>
      `${model.metricOf(spec)}\n${scenario === null ? 'base' : `${scenario.id} ${inputsKey(scenario.head)}`}`,
    read: async (subjects, world) => {
      const readings = new Map<string, Reading>();
      // One after the other: each is some milliseconds of arithmetic, and the second time none.
      for (const [key, subject] of subjects) readings.set(key, await readSubject(model, subject, world));

      return readings;
    },
    history: async (subject, fromOn, world) => {
      const { days, absence } = await listSampleDays(fromOn, {
        asOf: world.on,
        dataVersion: world.dataVersion,
      });
      const observations: Observation[] = [];
      for (const day of days) {
        observations.push(await observe(model, subject, { asOf: day, dataVersion: world.dataVersion }));
      }
      const held = subject.scenario?.head?.asOf ?? null;

      return {
        unit: model.unitOf(subject.spec),
        observations,
        lapse: null,
        fromOn: days[0] ?? fromOn,
        sampled: SAMPLED_WORDS,
        absence: held === null ? absence : `the scenario is held at ${held}, so that no later day moves it`,
      };
    },
    pathOf: (_spec, scenario) => pathOf(model.page, scenario),
  };
}

async function readSubject<Kind extends ModelKind>(
  model: ModelValue<Kind>,
  subject: LevelSubject<Kind>,
  { on: asOf, dataVersion }: AlertWorld,
): Promise<Reading> {
  if (subject.scenario !== null && subject.scenario.head === null) {
    const lapse = 'its scenario was deleted; restore it or choose another';
    return { unit: model.unitOf(subject.spec), observations: [], lapse, breaks: [] };
  }
  const first = subject.after === null ? dataVersion : versionOf(subject.after) + 1;
  const versions = [dataVersion];
  for (let version = dataVersion - 1; version >= first && versions.length < MOST_VERSIONS; version -= 1) {
    versions.unshift(version);
  }
  const observations: Observation[] = [];
  for (const version of versions)
    observations.push(await observe(model, subject, { asOf, dataVersion: version }));

  return { unit: model.unitOf(subject.spec), observations, lapse: null, breaks: [] };
}

async function observe<Kind extends ModelKind>(
  model: ModelValue<Kind>,
  { spec, scenario }: LevelSubject<Kind>,
  scope: Scope,
): Promise<Observation> {
  const at = nameObservation(scope, scenario);
  const answered = await answerScenario(scenario?.head ?? null, scope);
  const measured =
    'absence' in answered ? absent(answered.absence) : await model.measure(answered.answer, spec, scope);

  return { at, on: scope.asOf, ...measured };
}

/** Data version, day and version of the scenario: none of them ever goes back. */
function nameObservation({ dataVersion, asOf }: Scope, scenario: RuleScenario): string {
  const version = scenario?.head?.version ?? 0;
  return `${String(dataVersion).padStart(10, '0')} ${asOf} ${String(version).padStart(6, '0')}`;
}

function versionOf(at: string): number {
  return Number(at.slice(0, 10));
}

function pathOf(page: string, scenario: RuleScenario): string {
  const head = scenario?.head ?? null;
  if (head === null) return page;
  const link = toPageLink(head, todayOf(head.recordedAt));
  return link === '' ? page : `${page}?${link}`;
}

function todayOf(instant: string): IsoDate {
  return instant.slice(0, 10);
}
