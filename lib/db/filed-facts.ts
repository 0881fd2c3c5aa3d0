import type { FiledFact } from '#lib/core/filings/types.ts';

import { acceptedInto, withAccepted, type AcceptedValue } from './accepted-rows.ts';
import {
  writeRevised,
  type RevisedRow,
  type RevisedTable,
  type RowOrigin,
  type WriteCounts,
} from './revised-rows.ts';
import { toIsoDate } from './standing-facts.ts';
import type { DbTransaction } from './transaction.ts';

/** Its key and content. */
export const FILED_FACT: RevisedTable = {
  name: 'filed_fact',
  key: ['cik', 'concept', 'unit', 'period_start_on', 'period_end_on', 'accession'],
  content: ['is_withdrawn', 'issuer', 'value', 'form', 'filed_on', 'fiscal_year', 'fiscal_period'],
  isImported: false,
  isAcceptable: true,
};

/** Writes the facts that are new; a restatement is another filing, so a revision means that the register changed. */
export async function insertFiledFacts(
  tx: DbTransaction,
  facts: readonly FiledFact[],
  origin: RowOrigin,
  accepted: readonly AcceptedValue[] = [],
): Promise<WriteCounts> {
  const rows = withAccepted(FILED_FACT, facts.map(toRow), acceptedInto(accepted, 'filed_fact', toRow));

  return writeRevised(tx, FILED_FACT, rows, origin);
}

function toRow(fact: FiledFact): RevisedRow {
  return {
    cik: fact.cik,
    concept: fact.concept,
    unit: fact.unit,
    period_start_on: fact.periodStartOn,
    period_end_on: fact.periodEndOn,
    accession: fact.accession,
    issuer: fact.issuer,
    value: fact.value,
    form: fact.form,
    filed_on: fact.filedOn,
    fiscal_year: fact.fiscalYear,
    fiscal_period: fact.fiscalPeriod,
    is_withdrawn: false,
  };
}

/** Which series of filed facts: one company, concept and unit. */
export type FiledSeries = Pick<FiledFact, 'cik' | 'concept' | 'unit'>;

/** The standing revision of every fact of a series. */
export async function listFiledFacts(tx: DbTransaction, series: FiledSeries): Promise<FiledFact[]> {
  const { cik, concept, unit } = series;
  const rows = await tx.filedFact.findMany({
    where: { cik, concept, unit },
    distinct: ['periodStartOn', 'periodEndOn', 'accession'],
    orderBy: [{ periodStartOn: 'asc' }, { periodEndOn: 'asc' }, { accession: 'asc' }, { revision: 'desc' }],
  });
  return rows
    .filter(({ isWithdrawn }) => !isWithdrawn)
    .map((row) => ({
      ...series,
      issuer: row.issuer,
      periodStartOn: toIsoDate(row.periodStartOn),
      periodEndOn: toIsoDate(row.periodEndOn),
      value: row.value.toNumber(),
      form: row.form,
      accession: row.accession,
      filedOn: toIsoDate(row.filedOn),
      fiscalYear: row.fiscalYear,
      fiscalPeriod: row.fiscalPeriod,
    }));
}
