/**
 * Models that a reader added: their stored text is as little to be trusted as any input, so it is read field by field and
 * validated like the catalogue. What cannot be read is named; nothing throws.
 */
import type { InputFault } from '../input-fault.ts';
import { ATTENTION_KINDS, type ModelArchitecture } from './architecture.ts';
import { validateArchitecture } from './validate-architecture.ts';

/** Where an own model came from. */
export interface OwnModelProvenance {
  /** Address of the config, or `pasted`. */
  readonly sourceUrl: string;
  readonly retrievedOn: string;
  /** How the shape is known, in words. */
  readonly basis: string;
}

/** `model.id` begins with {@link OWN_MODEL_PREFIX}, so that it can stand wherever an id of the catalogue can. */
export interface OwnModel {
  readonly model: ModelArchitecture;
  readonly provenance: OwnModelProvenance;
  /** Instant at which it was added, ISO with zone. */
  readonly addedAt: string;
}

export const OWN_MODEL_PREFIX = 'own:';
export const MAX_OWN_MODELS = 50;

export interface ReadOwnModels {
  readonly entries: readonly OwnModel[];
  /** Why entries are missing; null when none is. */
  readonly fault: string | null;
}

const TEXT_FIELDS = [
  'id',
  'name',
  'lab',
  'country',
  'releasedOn',
  'weightDtypeNative',
  'sourceUrl',
  'configEvidence',
] as const satisfies readonly (keyof ModelArchitecture)[];

const NUMBER_FIELDS = [
  'totalParamsB',
  'layers',
  'qHeads',
  'kvHeads',
  'headDim',
  'vHeadDim',
  'fullAttentionLayers',
  'windowLayers',
  'linearLayers',
  'sharedKvFactor',
  'kvVectorsPerToken',
] as const satisfies readonly (keyof ModelArchitecture)[];

const MAYBE_NUMBER_FIELDS = [
  'activeParamsB',
  'hiddenSize',
  'kvLoraRank',
  'qkRopeHeadDim',
  'windowSize',
  'linearStateBytesPerSeq',
  'indexerHeadDim',
  'indexerBytesPerToken',
  'maxContext',
  'experts',
  'expertsActive',
  'windowKvHeads',
  'windowHeadDim',
  'windowVHeadDim',
  'csaLayers',
  'csaRatio',
  'hcaLayers',
  'hcaRatio',
  'indexerLayers',
  'sparseTopkTokens',
  'draftLayers',
] as const satisfies readonly (keyof ModelArchitecture)[];

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFinite(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Whether every field of a model is there in its type; `notes` is words or nothing. */
function isArchitecture(value: unknown): value is ModelArchitecture {
  return (
    isFields(value) &&
    TEXT_FIELDS.every((field) => typeof value[field] === 'string') &&
    NUMBER_FIELDS.every((field) => isFinite(value[field])) &&
    MAYBE_NUMBER_FIELDS.every((field) => value[field] === null || isFinite(value[field])) &&
    (value['notes'] === null || typeof value['notes'] === 'string') &&
    ATTENTION_KINDS.some((kind) => kind === value['attention'])
  );
}

function isProvenance(value: unknown): value is OwnModelProvenance {
  return (
    isFields(value) &&
    ['sourceUrl', 'retrievedOn', 'basis'].every((field) => typeof value[field] === 'string')
  );
}

function isOwnModel(value: unknown): value is OwnModel {
  return (
    isFields(value) &&
    isArchitecture(value['model']) &&
    value['model'].id.startsWith(OWN_MODEL_PREFIX) &&
    isProvenance(value['provenance']) &&
    typeof value['addedAt'] === 'string' &&
    validateArchitecture(value['model']).length === 0
  );
}

/** Entries of the stored text; null text = nothing stored. */
export function readOwnModels(text: string | null): ReadOwnModels {
  if (text === null) return { entries: [], fault: null };
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return { entries: [], fault: 'your own models cannot be read: what this browser keeps is not JSON' };
  }
  if (!Array.isArray(stored)) {
    return { entries: [], fault: 'your own models cannot be read: what this browser keeps is not a list' };
  }
  const entries = stored.filter(isOwnModel);
  const lost = stored.length - entries.length;
  const fault =
    lost === 0
      ? null
      : `${String(lost)} of ${String(stored.length)} own models cannot be read: a field is missing or contradicts another`;
  return { entries, fault };
}

/** An id for a model of this name that none of `taken` has. */
export function ownModelId(name: string, taken: readonly string[]): string {
  const slug =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9.]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 40) || 'model';
  const first = `${OWN_MODEL_PREFIX}${slug}`;
  let id = first;
  for (let count = 2; taken.includes(id); count += 1) id = `${first}-${String(count)}`;
  return id;
}

/** `entries` with one more, or why it cannot be kept. */
export function addOwnModel(
  entries: readonly OwnModel[],
  entry: OwnModel,
): { readonly entries: readonly OwnModel[] } | { readonly faults: readonly InputFault[] } {
  const faults = validateArchitecture(entry.model);
  if (faults.length > 0) return { faults };
  if (entries.length >= MAX_OWN_MODELS) {
    const message = `this browser keeps at most ${String(MAX_OWN_MODELS)} own models; remove one first`;
    return { faults: [{ pointer: '', message }] };
  }
  return { entries: [...entries.filter(({ model }) => model.id !== entry.model.id), entry] };
}
