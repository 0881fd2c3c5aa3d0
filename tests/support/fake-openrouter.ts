import { startFakeSource, type FakeSource } from './fake-source.ts';

/** A model as the list has it, with the fields that Waterline reads and some that it does not. */
export interface OpenRouterModel {
  readonly id: string;
  readonly name: string;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly context_length: number;
  readonly architecture: { readonly modality: string; readonly output_modalities: readonly string[] };
  /** US dollars per token (per request, per image) as text. */
  readonly pricing: Readonly<Record<string, string>> & {
    readonly prompt: string;
    readonly completion: string;
  };
}

/** A model of text at these prices per token. */
export function openRouterModel(
  id: string,
  pricing: OpenRouterModel['pricing'],
  changes: Partial<OpenRouterModel> = {},
): OpenRouterModel {
  return {
    id,
    name: `Example: ${id}`,
    created: Date.UTC(2026, 9, 1) / 1000,
    context_length: 131_072,
    architecture: { modality: 'text->text', output_modalities: ['text'] },
    pricing: { ...pricing, request: '0', image: '0' },
    ...changes,
  };
}

/** Text of `/api/v1/models`. */
export function modelListText(models: readonly OpenRouterModel[]): string {
  return JSON.stringify({ data: models });
}

/** The catalogue with these models. */
export function startFakeOpenRouter(models: readonly OpenRouterModel[]): Promise<FakeSource> {
  return startFakeSource((path) =>
    path === '/api/v1/models'
      ? { status: 200, mediaType: 'application/json', body: modelListText(models) }
      : { status: 404, mediaType: 'application/json', body: '{"error":{"code":404}}' },
  );
}
