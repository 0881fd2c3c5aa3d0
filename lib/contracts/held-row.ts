/**
 * What acceptance of a quarantined value stores: the table and the row. Parsed when the value is kept apart and again
 * when it is accepted, so that nothing is stored that its table could not hold.
 */
import { z } from 'zod';

import { isoDateSchema } from './scalars.ts';

const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'must be a currency code of three letters');
/** A price in the major unit, as wide as its column. */
const priceSchema = z.number().positive().max(99_999_999_999_999);
const amountSchema = z.number().min(-1e25).max(1e25);
const countSchema = z.int().min(0);
const minorUnitFactorSchema = z.int().min(1);

const barRowSchema = z
  .strictObject({
    symbol: z.string().min(1),
    sessionOn: isoDateSchema,
    isFinal: z.boolean(),
    open: priceSchema.nullable(),
    high: priceSchema.nullable(),
    low: priceSchema.nullable(),
    close: priceSchema.nullable().describe('null: an imported file states the adjusted close only'),
    adjustedClose: priceSchema.nullable(),
    volumeShares: countSchema.nullable(),
    currency: currencySchema,
    minorUnitFactor: minorUnitFactorSchema,
  })
  .refine(({ close, adjustedClose }) => close !== null || adjustedClose !== null, 'must have a close');

const quoteRowSchema = z.strictObject({
  symbol: z.string().min(1),
  pricedAt: z.iso.datetime(),
  price: priceSchema,
  previousClose: priceSchema.nullable(),
  currency: currencySchema,
  minorUnitFactor: minorUnitFactorSchema,
});

const fundamentalRowSchema = z
  .strictObject({
    symbol: z.string().min(1),
    periodEndOn: isoDateSchema,
    currency: currencySchema,
    revenue: amountSchema.optional(),
    operatingIncome: amountSchema.optional(),
    capitalExpenditure: amountSchema.min(0).optional(),
    dilutedAverageShares: amountSchema.positive().optional(),
  })
  .describe('figures of a quarter; those that are not named stay as they are');

const filedFactRowSchema = z.strictObject({
  issuer: z.string().min(1),
  cik: z.string().regex(/^\d{10}$/, 'must be ten digits'),
  concept: z.string().min(1),
  unit: z.string().min(1),
  periodStartOn: isoDateSchema,
  periodEndOn: isoDateSchema,
  value: amountSchema,
  form: z.string().min(1),
  accession: z.string().regex(/^\d{10}-\d{2}-\d{6}$/, 'must be an accession number'),
  filedOn: isoDateSchema,
  fiscalYear: z.int().nullable(),
  fiscalPeriod: z.string().nullable(),
});

const rateRowSchema = z.strictObject({
  currency: currencySchema,
  ratedOn: isoDateSchema,
  unitsPerEur: z.number().positive().max(999_999_999_999),
});

const tokenPriceSchema = z.number().min(0).max(999_999_999_999);

const modelPriceRowSchema = z.strictObject({
  modelId: z.string().min(1),
  name: z.string().min(1),
  createdOn: isoDateSchema,
  contextTokens: z.int().positive(),
  inputUsdPerMillionTokens: tokenPriceSchema,
  cachedInputUsdPerMillionTokens: tokenPriceSchema.nullable(),
  outputUsdPerMillionTokens: tokenPriceSchema,
});

export const heldRowSchema = z.discriminatedUnion('table', [
  z.strictObject({ table: z.literal('price_bar'), row: barRowSchema }),
  z.strictObject({ table: z.literal('quote'), row: quoteRowSchema }),
  z.strictObject({ table: z.literal('fundamental'), row: fundamentalRowSchema }),
  z.strictObject({ table: z.literal('filed_fact'), row: filedFactRowSchema }),
  z.strictObject({ table: z.literal('reference_rate'), row: rateRowSchema }),
  z.strictObject({ table: z.literal('model_price'), row: modelPriceRowSchema }),
]);

export type HeldRow = z.output<typeof heldRowSchema>;
export type HeldTable = HeldRow['table'];
export type HeldRowOf<Table extends HeldTable> = Extract<HeldRow, { readonly table: Table }>['row'];
