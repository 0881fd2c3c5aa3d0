import { z } from 'zod';
import { ATTENTION_KINDS, type ModelArchitecture } from '../../core/efficiency/architecture.ts';
import type { KvOracle } from '../../core/efficiency/oracle.ts';
import type { Provenance } from '../../core/facts/types.ts';
import {
  choiceCell,
  dateCell,
  integerCell,
  numberCell,
  optionalIntegerCell,
  optionalNumberCell,
  optionalTextCell,
  textCell,
  urlCell,
} from './cells.ts';
import { defineFactFile } from './fact.ts';

const COUNT = { min: 0 };
const POSITIVE_COUNT = { min: 1 };

/** `model_architectures.csv`: every dimension that the memory arithmetic needs; blank = not published. */
export const modelArchitectureFile = defineFactFile({
  table: 'model_architecture',
  fileName: 'model_architectures.csv',
  keyFields: ['id'],
  row: z.strictObject({
    id: textCell(),
    name: textCell(),
    lab: textCell(),
    country: textCell(),
    releasedOn: dateCell(),
    totalParamsB: numberCell(COUNT),
    activeParamsB: optionalNumberCell(COUNT),
    layers: integerCell(POSITIVE_COUNT),
    hiddenSize: optionalIntegerCell(POSITIVE_COUNT),
    attention: choiceCell(ATTENTION_KINDS),
    qHeads: integerCell(POSITIVE_COUNT),
    kvHeads: integerCell(POSITIVE_COUNT),
    headDim: integerCell(POSITIVE_COUNT),
    vHeadDim: integerCell(COUNT),
    kvLoraRank: optionalIntegerCell(COUNT),
    qkRopeHeadDim: optionalIntegerCell(COUNT),
    fullAttentionLayers: integerCell(COUNT),
    windowLayers: integerCell(COUNT),
    windowSize: optionalIntegerCell(POSITIVE_COUNT),
    linearLayers: integerCell(COUNT),
    linearStateBytesPerSeq: optionalNumberCell(COUNT),
    indexerHeadDim: optionalIntegerCell(COUNT),
    indexerBytesPerToken: optionalNumberCell(COUNT),
    sharedKvFactor: numberCell({ min: 1 }),
    maxContext: optionalIntegerCell(POSITIVE_COUNT),
    weightDtypeNative: textCell(),
    experts: optionalIntegerCell(POSITIVE_COUNT),
    expertsActive: optionalIntegerCell(POSITIVE_COUNT),
    notes: optionalTextCell(),
    sourceUrl: urlCell(),
    kvVectorsPerToken: integerCell({ min: 1, max: 2 }),
    windowKvHeads: optionalIntegerCell(COUNT),
    windowHeadDim: optionalIntegerCell(COUNT),
    windowVHeadDim: optionalIntegerCell(COUNT),
    csaLayers: optionalIntegerCell(COUNT),
    csaRatio: optionalIntegerCell(POSITIVE_COUNT),
    hcaLayers: optionalIntegerCell(COUNT),
    hcaRatio: optionalIntegerCell(POSITIVE_COUNT),
    indexerLayers: optionalIntegerCell(COUNT),
    sparseTopkTokens: optionalIntegerCell(POSITIVE_COUNT),
    draftLayers: optionalIntegerCell(COUNT),
    configEvidence: textCell(),
  }),
});

/** `kv_oracles.csv`: published figures that the model must reproduce; read `unit` on every row. */
export const kvOracleFile = defineFactFile({
  table: 'kv_oracle',
  fileName: 'kv_oracles.csv',
  keyFields: ['id'],
  row: z.strictObject({
    id: textCell(),
    /** Id of a model, or `technique:` and words where the claim is about no single model. */
    modelId: textCell(),
    quantity: textCell(),
    contextTokens: optionalIntegerCell(POSITIVE_COUNT),
    /** A number, or words where parts differ. */
    dtypeBytes: optionalTextCell(),
    expectedValue: numberCell(),
    unit: textCell(),
    tolerancePct: optionalNumberCell(COUNT),
    referenceModelId: optionalTextCell(),
    whereInSource: textCell(),
    kvFormat: textCell(),
    computedValue: optionalNumberCell(),
    deviationPct: optionalNumberCell(),
    reproduces: choiceCell(['yes', 'no', 'not_computable']),
    notes: optionalTextCell(),
    sourceTitle: textCell(),
    sourceUrl: urlCell(),
  }),
});

type KvOracleRow = z.output<typeof kvOracleFile.row>;

export type ModelArchitectureFact = ModelArchitecture & Provenance & { readonly key: string };
export type KvOracleFact = KvOracle & Readonly<KvOracleRow> & Provenance & { readonly key: string };
