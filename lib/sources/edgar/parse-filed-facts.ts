import { z } from 'zod';

import type { HeldRow } from '#lib/contracts/held-row.ts';
import { parseDayNumber, toDayNumber } from '#lib/core/calendar/day-number.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import type { FiledFact } from '#lib/core/filings/types.ts';

import { describeIssues } from '../describe-issues.ts';
import { quarantine } from '../quarantine.ts';
import type { QuarantinedValue, SourceAnswer } from '../source.ts';
import type { CompanyFacts } from './company-facts.ts';
import { TAXONOMY, type EdgarIssuer } from './issuers.ts';

const dateSchema = z.string().refine((text) => parseDayNumber(text) !== null, 'is not a calendar date');

const rowSchema = z.object({
  start: dateSchema,
  end: dateSchema,
  val: z.number(),
  accn: z.string().regex(/^\d{10}-\d{2}-\d{6}$/, 'is not an accession number'),
  fy: z.number().int().nullish(),
  fp: z.string().nullish(),
  form: z.string().min(1),
  filed: dateSchema,
});

/** A year of 53 weeks and a little. */
const LONGEST_PERIOD_DAYS = 380;

type Parsed = Omit<SourceAnswer<FiledFact>, 'payloads'>;

/**
 * Facts of the concepts that `issuer` is asked for. Rows that repeat one another become one; what cannot be believed
 * (another company, a field that is not there or is no number, a period that ends before it starts or lasts longer
 * than 380 days, a filing of the future or from before the period's end, one filing with two values) is quarantined;
 * a concept that the company does not have is missing.
 *
 * @param todayOn nothing can have been filed after it
 */
export function parseFiledFacts(company: CompanyFacts, issuer: EdgarIssuer, todayOn: IsoDate): Parsed {
  const stranger = findStranger(company, issuer);
  if (stranger !== null) return { observations: [], quarantined: [stranger], missing: [] };
  const observations: FiledFact[] = [];
  const quarantined: QuarantinedValue[] = [];
  const missing: { subject: string; reason: string }[] = [];
  for (const { name } of issuer.concepts) {
    const rows = company.concepts.get(name);
    if (rows === undefined) {
      const reason = `${company.entityName} has filed no ${TAXONOMY}:${name}.`;
      missing.push({ subject: `${issuer.ticker} ${name}`, reason });
    } else if (!rows.ok) {
      quarantined.push(quarantine(issuer.ticker, name, rows.error, 'The concept has no list of values.'));
    } else {
      for (const [unit, ofUnit] of Object.entries(rows.value)) {
        const parsed = parseRows(ofUnit, { issuer, concept: name, unit, todayOn });
        observations.push(...parsed.facts);
        quarantined.push(...parsed.quarantined);
      }
    }
  }

  return { observations, quarantined, missing };
}

function findStranger({ cik, entityName }: CompanyFacts, issuer: EdgarIssuer): QuarantinedValue | null {
  if (cik === issuer.cik && entityName.toLowerCase().includes(issuer.registerWord)) return null;
  const reason = `Asked for ${issuer.issuer} (${issuer.cik}), the register answers for another company (${cik}).`;

  return quarantine(issuer.ticker, 'entityName', entityName, reason);
}

interface Series {
  readonly issuer: EdgarIssuer;
  readonly concept: string;
  readonly unit: string;
  readonly todayOn: IsoDate;
}

function parseRows(
  rows: readonly unknown[],
  series: Series,
): { readonly facts: readonly FiledFact[]; readonly quarantined: readonly QuarantinedValue[] } {
  const subject = series.issuer.ticker;
  const field = `${series.concept}.${series.unit}`;
  const facts = new Map<string, FiledFact[]>();
  const shapeless = new Map<string, { readonly first: unknown; count: number }>();
  const quarantined: QuarantinedValue[] = [];
  for (const row of rows) {
    const parsed = rowSchema.safeParse(row);
    if (!parsed.success) {
      const reason = describeIssues(parsed.error);
      const known = shapeless.get(reason);
      if (known === undefined) shapeless.set(reason, { first: row, count: 1 });
      else known.count += 1;
      continue;
    }
    const fact = toFact(parsed.data, series);
    const fault = findFault(fact, series.todayOn);
    if (fault !== null) {
      // The filing and the period name the row: its place in the list moves with every filing that is added.
      const place = `${field}.${fact.accession}.${fact.periodStartOn}`;
      quarantined.push(quarantine(subject, place, row, fault.reason, fault.mayBe ? toHeld(fact) : undefined));
    } else addTo(facts, `${fact.accession} ${fact.periodStartOn} ${fact.periodEndOn}`, fact);
  }
  // A renamed field spoils every row alike: one entry says so, not a thousand.
  for (const [reason, { first, count }] of shapeless) {
    quarantined.push(quarantine(subject, field, first, `${reason} (${count} of ${rows.length} rows).`));
  }
  const settled = [...facts.values()].map((same) => settle(same));
  for (const rival of settled.flatMap((entry) => ('rivals' in entry ? entry.rivals : []))) {
    const place = `${field}.${rival.accession}.${rival.periodStartOn}.${rival.periodEndOn}`;
    quarantined.push(quarantine(subject, place, rival.value, contradictionOf(rival), toHeld(rival)));
  }

  return { facts: settled.flatMap((entry) => ('rivals' in entry ? [] : [entry])), quarantined };
}

function toFact(row: z.infer<typeof rowSchema>, { issuer, concept, unit }: Series): FiledFact {
  return {
    issuer: issuer.issuer,
    cik: issuer.cik,
    concept: `${TAXONOMY}:${concept}`,
    unit,
    periodStartOn: row.start,
    periodEndOn: row.end,
    value: row.val,
    form: row.form,
    accession: row.accn,
    filedOn: row.filed,
    fiscalYear: row.fy ?? null,
    fiscalPeriod: row.fp ?? null,
  };
}

interface Fault {
  readonly reason: string;
  /** Unusual, but it could be so: an analyst may accept it. */
  readonly mayBe: boolean;
}

function findFault(fact: FiledFact, todayOn: IsoDate): Fault | null {
  const days = toDayNumber(fact.periodEndOn) - toDayNumber(fact.periodStartOn) + 1;
  if (days < 1) return { reason: 'The period ends before it starts.', mayBe: false };
  if (fact.filedOn > todayOn) {
    return { reason: `The filing is dated ${fact.filedOn}, in the future.`, mayBe: false };
  }
  if (days > LONGEST_PERIOD_DAYS) {
    return { reason: `The period lasts ${days} days, longer than any fiscal year.`, mayBe: true };
  }
  if (fact.filedOn < fact.periodEndOn) {
    return { reason: `It was filed on ${fact.filedOn}, before the period ended.`, mayBe: true };
  }

  return null;
}

function toHeld(fact: FiledFact): HeldRow {
  return { table: 'filed_fact', row: fact };
}

function addTo(groups: Map<string, FiledFact[]>, key: string, fact: FiledFact): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [fact]);
  else group.push(fact);
}

/** One fact, or, where a filing contradicts itself, one for each of its values: one may be accepted. */
function settle(same: readonly FiledFact[]): FiledFact | { readonly rivals: readonly FiledFact[] } {
  const [first] = same;
  if (first === undefined) throw new RangeError('a group of facts has at least one');
  const distinct = new Map(same.map((fact) => [fact.value, fact]));

  return distinct.size === 1 ? first : { rivals: [...distinct.values()] };
}

function contradictionOf(fact: FiledFact): string {
  return `Filing ${fact.accession} states several values for ${fact.periodStartOn} to ${fact.periodEndOn}.`;
}
