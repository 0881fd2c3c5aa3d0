import { z } from 'zod';

import type { HeldRow } from '#lib/contracts/held-row.ts';
import { toIsoDate } from '#lib/core/calendar/day-number.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { describeIssues } from '../describe-issues.ts';
import { parseJson } from '../parse-json.ts';
import { quarantine } from '../quarantine.ts';
import type { QuarantinedValue, SourceAnswer } from '../source.ts';
import { HIGHEST_USD_PER_MILLION_TOKENS, usdPerMillionTokens } from './token-price.ts';

/** What a model costs on the list. 0 is a real price: the model is free of charge. */
export interface ListedModelPrice {
  readonly modelId: string;
  readonly name: string;
  /** Day on which the catalogue took the model up. */
  readonly createdOn: IsoDate;
  readonly contextTokens: number;
  readonly inputUsdPerMillionTokens: number;
  /** Input read from a prompt cache; null when the list states no price for it. */
  readonly cachedInputUsdPerMillionTokens: number | null;
  readonly outputUsdPerMillionTokens: number;
}

const listSchema = z.object({ data: z.array(z.unknown()) });

const modelSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  /** Seconds since the epoch. */
  created: z.number().int().positive(),
  context_length: z.number().int().positive(),
  architecture: z.object({ output_modalities: z.array(z.string()) }).optional(),
  pricing: z.object({
    prompt: z.string(),
    completion: z.string(),
    input_cache_read: z.string().optional(),
  }),
});

type Model = z.infer<typeof modelSchema>;
type Missing = SourceAnswer<ListedModelPrice>['missing'][number];
type Read =
  | { readonly kind: 'price'; readonly price: ListedModelPrice }
  | { readonly kind: 'quarantined'; readonly value: QuarantinedValue }
  | { readonly kind: 'missing'; readonly missing: Missing };

/** How the list writes a price that is only known after the request, as for its own router. */
const VARIES = -1;
const SECONDS_PER_DAY = 86_400;

/**
 * Reads an answer of `/api/v1/models` (https://openrouter.ai/docs/api-reference/list-available-models). A model with
 * a field that is not there, is no number, is negative, absurd or of the future is quarantined as a whole; a
 * model whose price varies, or that puts out no text, is missing with that reason.
 *
 * @param todayOn no model can have been taken up later
 * @returns a sentence when the text is no JSON or has no list `data`
 */
export function parseModelList(
  text: string,
  todayOn: IsoDate,
): Result<Omit<SourceAnswer<ListedModelPrice>, 'payloads'>, string> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const list = listSchema.safeParse(json.value);
  if (!list.success) return err('it has no list "data"');
  const reads = list.data.data.map((row, index) => readModel(row, index, todayOn));
  const { prices, doubled } = settle(reads.flatMap((read) => (read.kind === 'price' ? [read.price] : [])));

  return ok({
    observations: prices,
    quarantined: [...reads.flatMap((read) => (read.kind === 'quarantined' ? [read.value] : [])), ...doubled],
    missing: reads.flatMap((read) => (read.kind === 'missing' ? [read.missing] : [])),
  });
}

function readModel(row: unknown, index: number, todayOn: IsoDate): Read {
  const parsed = modelSchema.safeParse(row);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? 'model';
    const reason = `${describeIssues(parsed.error)}.`;
    return { kind: 'quarantined', value: quarantine(subjectOf(row, index), field, row, reason) };
  }
  const model = parsed.data;
  if (model.architecture?.output_modalities.includes('text') === false) {
    return { kind: 'missing', missing: { subject: model.id, reason: 'The model puts out no text.' } };
  }

  return readPrices(model, todayOn);
}

function readPrices(model: Model, todayOn: IsoDate): Read {
  const { prompt, completion, input_cache_read: cached } = model.pricing;
  const input = usdPerMillionTokens(prompt);
  const output = usdPerMillionTokens(completion);
  const cachedInput = cached === undefined ? null : usdPerMillionTokens(cached);
  if ([prompt, completion].some((text) => Number(text) === VARIES)) {
    const reason = 'The price varies: it is settled after each request.';
    return { kind: 'missing', missing: { subject: model.id, reason } };
  }
  const createdOn = toIsoDate(Math.floor(model.created / SECONDS_PER_DAY));
  const others = { modelId: model.id, name: model.name, createdOn, contextTokens: model.context_length };
  const hasCached = cached === undefined || isPrice(cachedInput);
  const refuse = (field: string, value: unknown, reason: string, held?: HeldRow): Read => ({
    kind: 'quarantined',
    value: quarantine(model.id, field, value, reason, held),
  });
  // One price that is too high may be right; of two, the second would come in unseen.
  const alone = (isAlone: boolean): HeldRow | undefined =>
    isAlone && createdOn <= todayOn && input !== null && output !== null
      ? { table: 'model_price', row: toPrice(others, { input, cachedInput, output }) }
      : undefined;
  if (!isPrice(input)) {
    return refuse('pricing.prompt', prompt, PRICE_REASON, alone(isPrice(output) && hasCached));
  }
  if (!isPrice(output)) return refuse('pricing.completion', completion, PRICE_REASON, alone(hasCached));
  if (!hasCached) return refuse('pricing.input_cache_read', cached, PRICE_REASON, alone(true));
  if (createdOn > todayOn)
    return refuse('created', model.created, `Taken up on ${createdOn}, in the future.`);

  return { kind: 'price', price: toPrice(others, { input, cachedInput, output }) };
}

function toPrice(
  others: Pick<ListedModelPrice, 'modelId' | 'name' | 'createdOn' | 'contextTokens'>,
  prices: { readonly input: number; readonly cachedInput: number | null; readonly output: number },
): ListedModelPrice {
  return {
    ...others,
    inputUsdPerMillionTokens: prices.input,
    cachedInputUsdPerMillionTokens: prices.cachedInput,
    outputUsdPerMillionTokens: prices.output,
  };
}

/** One of several statements about a model, by itself: one may be accepted. What differs most often comes first. */
function holdRival(row: ListedModelPrice): QuarantinedValue {
  const { modelId, name, createdOn, contextTokens, ...prices } = row;
  const said = { ...prices, contextTokens, createdOn, name };

  return quarantine(modelId, 'data', said, 'The list states this model more than once, differently.', {
    table: 'model_price',
    row,
  });
}

const PRICE_REASON = `The price is no decimal number from 0 to ${HIGHEST_USD_PER_MILLION_TOKENS} US dollars per million tokens.`;

function isPrice(price: number | null): price is number {
  return price !== null && price >= 0 && price <= HIGHEST_USD_PER_MILLION_TOKENS;
}

function subjectOf(row: unknown, index: number): string {
  const id = typeof row === 'object' && row !== null && 'id' in row ? row.id : undefined;

  return typeof id === 'string' ? id : `model ${index}`;
}

function settle(prices: readonly ListedModelPrice[]): {
  readonly prices: readonly ListedModelPrice[];
  readonly doubled: readonly QuarantinedValue[];
} {
  const byId = new Map<string, Set<string>>();
  for (const price of prices) {
    byId.set(price.modelId, (byId.get(price.modelId) ?? new Set()).add(JSON.stringify(price)));
  }
  const first = new Map(prices.toReversed().map((price) => [price.modelId, price]));

  return {
    prices: [...byId].flatMap(([id, texts]) => {
      const price = first.get(id);
      return price === undefined || texts.size > 1 ? [] : [price];
    }),
    doubled: [...byId]
      .filter(([, texts]) => texts.size > 1)
      .flatMap(([, texts]) => [...texts].map((text) => holdRival(JSON.parse(text) as ListedModelPrice))),
  };
}
