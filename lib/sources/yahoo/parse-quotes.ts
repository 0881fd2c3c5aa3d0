import { z } from 'zod';

import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import type { QuarantinedValue, RawPayload, SourceAnswer, SourceFailure } from '../source.ts';
import { findBandFault } from './currency-pair-band.ts';
import { toCurrencyUnit } from './currency-unit.ts';
import type { ListedSymbol, Quote } from './observations.ts';
import { parseLooseJson } from './parse-loose-json.ts';
import { findStraySessions } from './price-levels.ts';
import { quarantine } from './quarantine.ts';
import { readNumber, readPrice } from './read-number.ts';
import { sessionDateIn } from './session-date.ts';
import { unreadable } from './unreadable-answer.ts';

/** Leaf values are read one by one, so that one bad field does not fail all quotes. */
const quoteSchema = z.looseObject({
  symbol: z.string(),
  quoteType: z.unknown().optional(),
  currency: z.unknown().optional(),
  regularMarketPrice: z.unknown().optional(),
  regularMarketTime: z.unknown().optional(),
  regularMarketPreviousClose: z.unknown().optional(),
  exchangeTimezoneName: z.unknown().optional(),
});

const quoteAnswerSchema = z.object({
  quoteResponse: z.object({ result: z.array(quoteSchema) }),
});

type QuoteFields = z.infer<typeof quoteSchema>;

/** How far a trade may lie ahead of this server's clock before one of the two clocks is wrong. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/**
 * Quotes of the symbols asked for, in their order. A symbol that Yahoo leaves out or calls delisted is missing; one
 * that was not asked for is quarantined.
 *
 * @returns `malformed` when the text is not a quote answer at all
 */
export function parseQuotes(
  payload: RawPayload,
  listings: readonly ListedSymbol[],
  nowMs: number,
): Result<SourceAnswer<Quote>, SourceFailure> {
  const json = parseLooseJson(payload.text);
  const answer = quoteAnswerSchema.safeParse(json);
  if (!answer.success) return err(unreadable("Yahoo's list of quotes", json));
  const came = answer.data.quoteResponse.result.filter((fields) => fields.quoteType !== 'NONE');
  const asked = new Set(listings.map(({ symbol }) => symbol));
  const parsed = listings.flatMap((listing) => {
    const fields = came.find(({ symbol }) => symbol === listing.symbol);

    return fields === undefined ? [] : [toQuote(fields, listing, nowMs)];
  });
  const strangers = came.filter(({ symbol }) => !asked.has(symbol));

  return ok({
    observations: parsed.flatMap((quote) => ('kind' in quote ? [quote] : [])),
    quarantined: [
      ...parsed.flatMap((quote) => ('kind' in quote ? [] : [quote])),
      ...strangers.map(({ symbol }) => quarantine(symbol, 'symbol', symbol, 'It was not asked for.')),
    ],
    missing: listings
      .filter((listing) => came.every(({ symbol }) => symbol !== listing.symbol))
      .map(({ symbol }) => ({ subject: symbol, reason: 'Yahoo knows no such symbol, or no longer.' })),
    payloads: [payload],
  });
}

function toQuote(fields: QuoteFields, listing: ListedSymbol, nowMs: number): Quote | QuarantinedValue {
  const { symbol } = listing;
  const hold = (field: string, reason: string) => quarantine(symbol, field, fields[field], reason);
  const unit = typeof fields.currency === 'string' ? toCurrencyUnit(fields.currency) : null;
  if (unit?.currency !== listing.currency) {
    return hold('currency', `The listing is in ${listing.currency}, Yahoo says another currency or none.`);
  }
  const price = readPrice(fields.regularMarketPrice);
  if (price.state !== 'present') return hold('regularMarketPrice', describe(price));
  const seconds = readNumber(fields.regularMarketTime);
  if (seconds.state !== 'present') return hold('regularMarketTime', describe(seconds));
  const pricedMs = seconds.value * 1000;
  if (!(Math.abs(pricedMs) < 1e14)) return hold('regularMarketTime', 'It is no point in time.');
  if (pricedMs > nowMs + CLOCK_TOLERANCE_MS) {
    return hold('regularMarketTime', "It is in the future; Yahoo's clock or this server's is wrong.");
  }
  const zone = fields.exchangeTimezoneName;
  if (typeof zone !== 'string' || sessionDateIn(zone) === null) {
    return hold('exchangeTimezoneName', 'This is no known time zone.');
  }
  const previous = readPrice(fields.regularMarketPreviousClose);
  if (previous.state === 'doubtful') return hold('regularMarketPreviousClose', previous.reason);
  const previousClose = previous.state === 'present' ? previous.value : null;
  const row = {
    symbol,
    price: price.value / unit.minorUnitFactor,
    pricedAt: new Date(pricedMs).toISOString(),
    previousClose: previousClose === null ? null : previousClose / unit.minorUnitFactor,
    ...unit,
  };
  const fault = findBandFault(symbol, price.value) ?? findJump(price.value, previousClose);
  if (fault !== null) {
    const { regularMarketPrice } = fields;
    return quarantine(symbol, 'regularMarketPrice', regularMarketPrice, fault, { table: 'quote', row });
  }

  return { kind: 'quote', ...row, exchangeTimeZone: zone };
}

function describe(read: Exclude<ReturnType<typeof readNumber>, { state: 'present' }>): string {
  return read.state === 'doubtful' ? read.reason : 'The field is missing or was renamed.';
}

function findJump(price: number, previousClose: number | null): string | null {
  if (previousClose === null) return null;
  const now = [{ sessionOn: 'now', close: price }];
  const strays = findStraySessions(now, [], { sessionOn: 'before', close: previousClose });

  return strays.size === 0 ? null : 'A hundredfold jump against the close before: another unit, or a split.';
}
