/** What was read from a reader's config, in words. */
import type { ModelArchitecture } from '../../core/efficiency/architecture.ts';
import type { ParsedModel } from '../../core/efficiency/config/parse-model-config.ts';
import {
  formatBytes,
  formatKilobytesBoth,
  formatParams,
  formatPrinted,
  formatTokens,
} from '../byte-words.ts';
import { ATTENTION_WORDS } from './attention-words.ts';
import { computeModelFigures, type CacheChoice } from './model-figures.ts';

export interface ParsedModelWords {
  readonly figures: readonly { readonly label: string; readonly text: string }[];
  readonly shape: readonly { readonly field: string; readonly value: string; readonly from: string }[];
  readonly state: { readonly canAdd: true } | { readonly canAdd: false; readonly reason: string };
}

/** Fields that say where a model is from, not what it is. */
const NOT_SHAPE: readonly (keyof ModelArchitecture)[] = [
  'id',
  'name',
  'lab',
  'country',
  'releasedOn',
  'notes',
  'sourceUrl',
  'configEvidence',
];

/** Figures and fields of a parsed model; blank fields are left out, derived ones say from what. */
export function prepareParsedModel(parsed: ParsedModel, choice: CacheChoice): ParsedModelWords {
  const { model, derivations } = parsed;
  const computed = computeModelFigures(model, choice);
  const { bytesPerToken, storedBytes, readBytes, absence } = computed;
  const context = formatTokens(choice.contextTokens);
  const missing = absence ?? 'cannot be computed';
  const written = (bytes: number | null): string => (bytes === null ? missing : formatBytes(bytes));
  const shape = Object.entries(model).flatMap(([field, value]) => {
    if (NOT_SHAPE.some((name) => name === field) || value === null || value === '') return [];
    const from = derivations.find((derivation) => derivation.field === field)?.from ?? 'the config';
    return [{ field, value: typeof value === 'number' ? formatPrinted(value) : String(value), from }];
  });
  return {
    figures: [
      { label: 'Attention', text: ATTENTION_WORDS[model.attention] },
      { label: 'Parameters', text: formatParams(model.totalParamsB) },
      {
        label: 'Active per token',
        text: model.activeParamsB === null ? 'not stated' : formatParams(model.activeParamsB),
      },
      {
        label: 'One more token, BF16',
        text: bytesPerToken === null ? missing : formatKilobytesBoth(bytesPerToken),
      },
      { label: `Sequence of ${context} in ${choice.kvDtype.toUpperCase()}`, text: written(storedBytes) },
      { label: 'Read per decoded token', text: written(readBytes) },
    ],
    shape,
    state: absence === null ? { canAdd: true } : { canAdd: false, reason: absence },
  };
}
