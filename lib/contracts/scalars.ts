import { z } from 'zod';

/** Calendar date that exists, `YYYY-MM-DD`. */
export const isoDateSchema = z.iso
  .date({ error: 'must be a calendar date written YYYY-MM-DD' })
  .describe('calendar date, YYYY-MM-DD');

/** Date as a source states it: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
export const reducedDateSchema = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
  .describe('YYYY-MM-DD, YYYY-MM or YYYY, as the source states it');

export const gradeSchema = z
  .enum(['primary', 'press', 'estimate', 'derived', 'assumption'])
  .describe('how good the evidence is, best first');

/** Text that is looked up; PostgreSQL cannot hold the character NUL and no name holds a control character. */
const lookupTextSchema = z.string().regex(/^\P{Cc}*$/u, 'must not contain control characters');

/** Text of one filter: never empty, never a page of text. */
export const filterTextSchema = lookupTextSchema.trim().min(1).max(100);

/** Natural key of a fact; the longest are made of a definition and an address. */
export const factKeySchema = lookupTextSchema.min(1).max(2000);

/** What every computed answer carries, so that it can be had again. */
export const versionFields = {
  modelVersion: z.string().describe('version of the model that computed the answer'),
  dataVersion: z.int().min(0).describe('newest import batch that the answer could see'),
};

const AS_OF = 'knowledge cut: nothing that became public later is seen; default today (UTC)';
const DATA_VERSION = 'import batch cut: nothing recorded later is seen; default the newest';

/** `asOf` and `dataVersion` of a query. */
export const scopeQueryFields = {
  asOf: isoDateSchema.optional().describe(AS_OF),
  dataVersion: queryInteger(1, 2_147_483_647).optional().describe(DATA_VERSION),
};

/** `asOf` and `dataVersion` of a JSON body. */
export const scopeBodyFields = {
  asOf: isoDateSchema.optional().describe(AS_OF),
  dataVersion: z.int().min(1).max(2_147_483_647).optional().describe(DATA_VERSION),
};

/** A whole number in a query string: plain digits only, so `1e3`, `0x10` and blanks are refused. */
export function queryInteger(minimum: number, maximum: number) {
  const remedy = `must be a whole number from ${String(minimum)} to ${String(maximum)}`;

  return z
    .string()
    .regex(/^\d{1,16}$/, remedy)
    .transform(Number)
    .pipe(z.int(remedy).min(minimum, remedy).max(maximum, remedy));
}
