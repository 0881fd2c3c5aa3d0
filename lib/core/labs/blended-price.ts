/** One price for a mix of requests: list prices weighed by uncached input, cached input and output. */
import type { ListPrice } from './list-price.ts';
import type { RequestMix } from './request-mix.ts';

/** What a price needs to be blended; any list price has it. */
export type BlendablePrice = Pick<
  ListPrice,
  'inputUsdPerMtok' | 'cachedInputUsdPerMtok' | 'outputUsdPerMtok'
>;
/** What a mix is weighed by. */
export type TokenShares = Pick<RequestMix, 'inputTokens' | 'outputTokens' | 'cacheHitRate'>;

export type BlendedPrice =
  | {
      readonly usdPerMtok: number;
      /** True when the list names no price for cached input, so that all input is billed alike. */
      readonly isCachedAtInputPrice: boolean;
    }
  | { readonly absence: string };

/**
 * (uncached input * price + cached input * cached price + output * price) / (input + output), USD per million tokens,
 * cached input counted. Without a listed cached price cached input is billed as input.
 */
export function computeBlendedPrice(price: BlendablePrice, mix: TokenShares): BlendedPrice {
  const { inputUsdPerMtok: input, cachedInputUsdPerMtok: cached, outputUsdPerMtok: output } = price;
  const missing = [input === null ? 'input' : null, output === null ? 'output' : null].filter(
    (name) => name !== null,
  );
  if (input === null || output === null) {
    return { absence: `the source states no ${missing.join(' and no ')} price` };
  }
  const hits = mix.inputTokens * mix.cacheHitRate;
  const revenue = (mix.inputTokens - hits) * input + hits * (cached ?? input) + mix.outputTokens * output;
  return {
    usdPerMtok: revenue / (mix.inputTokens + mix.outputTokens),
    isCachedAtInputPrice: cached === null,
  };
}
