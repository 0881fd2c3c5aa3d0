import { z } from 'zod';

import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { describeIssues } from '../describe-issues.ts';
import { parseJson } from '../parse-json.ts';
import { TAXONOMY } from './issuers.ts';

/** Values by unit of measure, each a row as the SEC sends it. */
const unitsSchema = z.record(z.string(), z.array(z.unknown()));

/** Only what is read; every concept is checked by itself, so that a strange one does not hide the others. */
const companyFactsSchema = z.object({
  cik: z.union([z.number().int().positive(), z.string().regex(/^\d{1,10}$/)]),
  entityName: z.string(),
  facts: z.record(z.string(), z.record(z.string(), z.unknown())),
});

const conceptSchema = z.object({ units: unitsSchema });

const companyConceptSchema = companyFactsSchema
  .omit({ facts: true })
  .extend({ taxonomy: z.literal(TAXONOMY), tag: z.string(), units: unitsSchema });

/** Rows of one concept by unit, or what is wrong with them. */
export type ConceptRows = Result<Readonly<Record<string, readonly unknown[]>>, string>;

/** The facts of a company before their rows are looked at. */
export interface CompanyFacts {
  /** Ten digits. */
  readonly cik: string;
  readonly entityName: string;
  /** By name within {@link TAXONOMY}. */
  readonly concepts: ReadonlyMap<string, ConceptRows>;
}

/**
 * Reads an answer of `/api/xbrl/companyfacts/CIK##########.json` (https://www.sec.gov/search-filings/edgar-application-programming-interfaces).
 *
 * @returns a sentence when it is no JSON or lacks `cik`, `entityName` or `facts`
 */
export function parseCompanyFacts(text: string): Result<CompanyFacts, string> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const parsed = companyFactsSchema.safeParse(json.value);
  if (!parsed.success) return err(describeIssues(parsed.error));
  const { cik, entityName, facts } = parsed.data;
  const concepts = Object.entries(facts[TAXONOMY] ?? {}).map(([name, concept]) => {
    const rows = conceptSchema.safeParse(concept);
    return [name, rows.success ? ok(rows.data.units) : err(describeIssues(rows.error))] as const;
  });

  return ok({ cik: padCik(cik), entityName, concepts: new Map(concepts) });
}

/** Reads an answer of `/api/xbrl/companyconcept/CIK##########/us-gaap/{concept}.json` the same way. */
export function parseCompanyConcept(text: string): Result<CompanyFacts, string> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const parsed = companyConceptSchema.safeParse(json.value);
  if (!parsed.success) return err(describeIssues(parsed.error));
  const { cik, entityName, tag, units } = parsed.data;

  return ok({ cik: padCik(cik), entityName, concepts: new Map([[tag, ok(units)]]) });
}

function padCik(cik: number | string): string {
  return String(cik).padStart(10, '0');
}
