import { z } from 'zod';

import { REASON_MAX } from '../../core/scenario/own-ranges-codec.ts';

import { nameSchema, noteSchema } from '../accounts/text.ts';
import { exposureBodySchema } from '../exposure.ts';
import { isoDateSchema, versionFields } from '../scalars.ts';

const finite = z.number();
const instant = z.iso.datetime();

export const SCENARIO_NAME_MAX = 80;
export const SCENARIO_NOTE_MAX = 2_000;
/** Of one member. */
export const SAVED_SCENARIOS_MAX = 200;

const scenarioFieldsSchema = exposureBodySchema
  .omit({ asOf: true, dataVersion: true, vendors: true })
  .describe('inputs that differ from their defaults');

const rangeSchema = z.strictObject({
  id: z.string().min(1).max(100).describe('id of an input of the registry'),
  low: finite.describe('P10'),
  high: finite.describe('P90'),
  reason: noteSchema(REASON_MAX).nullable().default(null),
});

const seedSchema = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

const contentFields = {
  name: nameSchema(SCENARIO_NAME_MAX),
  scenario: scenarioFieldsSchema,
  asOf: isoDateSchema.nullable().describe('the day it is held at; null: always the newest knowledge'),
  ranges: z.array(rangeSchema).max(100).describe('ranges of your own in place of the registry’s'),
  seed: seedSchema.describe('of the draws'),
  note: noteSchema(SCENARIO_NOTE_MAX).nullable(),
};

/** POST /api/v1/scenarios. */
export const newScenarioSchema = z.strictObject({
  name: contentFields.name,
  scenario: contentFields.scenario.default({}),
  asOf: contentFields.asOf.default(null),
  ranges: contentFields.ranges.default([]),
  seed: contentFields.seed.optional(),
  note: contentFields.note.default(null),
});

/** PATCH /api/v1/scenarios/{id}: what is absent stays. */
export const scenarioChangeSchema = z
  .strictObject({
    version: z.int().min(1).describe('the version that you changed; refused when there is a newer one'),
    name: contentFields.name.optional(),
    scenario: contentFields.scenario.optional(),
    asOf: contentFields.asOf.optional(),
    ranges: contentFields.ranges.optional(),
    seed: contentFields.seed.optional(),
    note: contentFields.note.optional(),
  })
  .refine((change) => Object.keys(change).length > 1, 'must change something beside version');

export const duplicateScenarioSchema = z.strictObject({
  id: z.uuid(),
  name: contentFields.name.optional().describe('default: the name with “copy”'),
});

export const restoreScenarioSchema = z.strictObject({ id: z.uuid() });

const resultSchema = z
  .strictObject({
    asOf: isoDateSchema,
    hbmUsdBn: finite.describe('HBM revenue over the horizon, USD bn'),
    baselineHbmUsdBn: finite.describe('the same without the saving'),
    changePct: finite,
  })
  .describe('with every input at its point');

const storedRangeSchema = z.strictObject({
  id: z.string(),
  low: finite,
  high: finite,
  reason: z.string().nullable(),
});

const versionContent = {
  name: z.string(),
  link: z.string().describe('query of the pages that show scenarios, such as /exposure?{link}'),
  asOf: isoDateSchema.nullable(),
  ranges: z.array(storedRangeSchema).readonly(),
  seed: z.int(),
  note: z.string().nullable(),
};

const savedFields = {
  ...versionFields,
  version: z.int(),
  author: z.string(),
  recordedAt: instant,
  then: resultSchema.describe('what it gave when this version was saved'),
};

export const savedScenarioSchema = z.strictObject({
  id: z.uuid(),
  ...versionContent,
  ...savedFields,
  scenario: z.record(z.string(), z.union([finite, z.string()])).describe('inputs as of today'),
  now: z
    .strictObject({ ...versionFields, ...resultSchema.shape })
    .nullable()
    .describe('what it gives with today’s model and data; null: see nowAbsence'),
  nowAbsence: z.string().nullable(),
});

export const savedScenariosSchema = z.strictObject({ items: z.array(savedScenarioSchema).readonly() });

const changeSchema = z
  .strictObject({
    field: z.string().describe('such as scenario.memorySaving, ranges.usage_elasticity or name'),
    before: z.union([finite, z.string()]).nullable(),
    after: z.union([finite, z.string()]).nullable(),
  })
  .describe('null: not set');

export const scenarioHistorySchema = z.strictObject({
  ...savedScenarioSchema.shape,
  versions: z
    .array(
      z.strictObject({
        ...versionContent,
        ...savedFields,
        changes: z.array(changeSchema).readonly().describe('against the version before'),
      }),
    )
    .readonly()
    .describe('newest first'),
});

export type NewScenario = z.output<typeof newScenarioSchema>;
export type ScenarioChange = z.output<typeof scenarioChangeSchema>;
export type SavedScenarioItem = z.output<typeof savedScenarioSchema>;
export type ScenarioHistory = z.output<typeof scenarioHistorySchema>;
