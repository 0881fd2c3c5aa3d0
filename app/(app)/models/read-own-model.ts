/** From what the reader gave to a model: pasted text is parsed here, a repository is asked of the server. */
import { parseModelConfigText } from '#lib/core/efficiency/config/parse-config-text.ts';
import type { ParsedModel } from '#lib/core/efficiency/config/parse-model-config.ts';
import { ownModelId, type OwnModelProvenance } from '#lib/core/efficiency/own-models.ts';
import type { InputFault } from '#lib/core/input-fault.ts';
import { listOwnModels } from '#lib/client/own-models.ts';

export interface GivenModel {
  readonly text: string;
  /** `owner/name`, in place of the text; `''` = none. */
  readonly repository: string;
  readonly name: string;
  readonly totalParamsB: number | null;
  readonly activeParamsB: number | null;
}

export type ReadModel =
  | { readonly parsed: ParsedModel; readonly provenance: OwnModelProvenance }
  | { readonly faults: readonly InputFault[] };

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function params({ totalParamsB, activeParamsB }: GivenModel): {
  readonly totalParamsB?: number;
  readonly activeParamsB?: number;
} {
  return {
    ...(totalParamsB === null ? {} : { totalParamsB }),
    ...(activeParamsB === null ? {} : { activeParamsB }),
  };
}

/** The model in what was given, with an id of its own, or faults that name fields and remedies. */
export async function readGivenModel(given: GivenModel): Promise<ReadModel> {
  const read = given.repository === '' ? readText(given) : await askServer(given);
  if ('faults' in read) return read;
  const taken = listOwnModels().entries.map(({ model }) => model.id);
  const { model } = read.parsed;
  const parsed = { ...read.parsed, model: { ...model, id: ownModelId(model.name, taken) } };
  return { parsed, provenance: read.provenance };
}

function readText(given: GivenModel): ReadModel {
  const name = given.name.trim() === '' ? 'Pasted model' : given.name.trim();
  const retrievedOn = today();
  const parsed = parseModelConfigText(given.text, {
    id: 'own',
    name,
    sourceUrl: 'pasted',
    retrievedOn,
    ...params(given),
  });
  if (!parsed.ok) return { faults: parsed.error };
  const provenance = { sourceUrl: 'pasted', retrievedOn, basis: 'pasted config' };
  return { parsed: parsed.value, provenance };
}

async function askServer(given: GivenModel): Promise<ReadModel> {
  const name = given.name.trim();
  const response = await fetch('/api/v1/efficiency/model-config', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({
      repository: given.repository.trim(),
      ...(name === '' ? {} : { name }),
      ...params(given),
    }),
  }).catch(() => null);
  if (response === null) {
    return fault('the server did not answer; is Waterline still running? A pasted config needs no server');
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) return { faults: problemFaults(answer, response.status) };
  // The server checks its answer against its contract before it sends it.
  const { model, derivations, ignored, warnings } = answer as ParsedModel;
  const retrievedOn = today();
  return {
    parsed: { model, derivations, ignored, warnings },
    provenance: { sourceUrl: model.sourceUrl, retrievedOn, basis: `config of ${given.repository.trim()}` },
  };
}

function fault(message: string): { readonly faults: readonly InputFault[] } {
  return { faults: [{ pointer: '', message }] };
}

/** Faults of a problem document, each field by name; else its own words. */
function problemFaults(answer: unknown, status: number): readonly InputFault[] {
  const { detail, errors } = (answer ?? {}) as {
    readonly detail?: string;
    readonly errors?: readonly InputFault[];
  };
  if (errors !== undefined && errors.length > 0) return errors;
  return [{ pointer: '', message: detail ?? `The server answered ${String(status)}.` }];
}
