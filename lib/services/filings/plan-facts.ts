import { capexActualFile } from '#lib/contracts/facts/capex.ts';
import type { FactFile } from '#lib/contracts/facts/fact.ts';
import type { FactValue } from '#lib/contracts/facts/summary.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import { vendorMetricFile } from '#lib/contracts/facts/vendors.ts';
import { CASH_MEASURE } from '#lib/core/demand/capex-basis.ts';
import { planCapex } from '#lib/core/filings/plan-capex.ts';
import { planMetric } from '#lib/core/filings/plan-metric.ts';
import { listQuarterRevisions } from '#lib/core/filings/quarter-revisions.ts';
import { tellQuarters, type ToldQuarter, type ToldValue } from '#lib/core/filings/told-quarters.ts';
import type { Grade } from '#lib/core/facts/types.ts';
import { listFiledFacts } from '#lib/db/filed-facts.ts';
import { listHeldCapex, listHeldMetrics, USD_BILLIONS } from '#lib/db/filing-targets.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';
import { TAXONOMY, type EdgarIssuer, type FiledAs, type FiledConcept } from '#lib/sources/edgar/issuers.ts';

import { keyOf } from '../imports/parse-fact-file.ts';
import { citeSource, hashOfSaid, type PreparedRow } from '../imports/prepare-file.ts';
import { visibleAsReported, visibleOn, type Visibility } from '../imports/visibility.ts';
import { citeFiling } from './cite-filing.ts';

/** A revision to record for one fact; those of the same key in order. */
export type FiledRevision = Omit<PreparedRow, 'line'> & { readonly isNewFact: boolean };

/** What the filings of a company add to one table. */
export interface FactPlan {
  readonly table: FactTable;
  /** By fact, in order of filing. */
  readonly revisions: readonly FiledRevision[];
  /** What is not taken over and why, in sentences for the operator. */
  readonly withheld: readonly string[];
}

/** Filings are in dollars; other currencies are not these facts. */
const FILED_UNIT = 'USD';
/** Fiscal years that end with December are labelled without FY. */
const DECEMBER = 12;

/** What the stored filings of a company say that its facts do not say yet, concept by concept. Writes nothing. */
export async function planFacts(tx: DbTransaction, issuer: EdgarIssuer): Promise<FactPlan[]> {
  const plans: FactPlan[] = [];
  for (const concept of issuer.concepts) {
    if (concept.fact === null) continue;
    const filed = await listFiledFacts(tx, {
      cik: issuer.cik,
      concept: `${TAXONOMY}:${concept.name}`,
      unit: FILED_UNIT,
    });
    const told = tellQuarters(listQuarterRevisions(filed), issuer.fiscalYearEndMonth);
    plans.push(
      concept.fact.table === 'capex_actual'
        ? await planActuals(tx, told, { issuer, concept, fact: concept.fact })
        : await planMetrics(tx, told, { issuer, concept, fact: concept.fact }),
    );
  }

  return plans;
}

interface Target<Table extends FactTable> {
  readonly issuer: EdgarIssuer;
  readonly concept: FiledConcept;
  readonly fact: Extract<FiledAs, { readonly table: Table }>;
}

async function planActuals(
  tx: DbTransaction,
  told: readonly ToldQuarter[],
  { issuer: { issuer, ticker, fiscalYearEndMonth }, concept, fact }: Target<'capex_actual'>,
): Promise<FactPlan> {
  const { planned, withheld } = planCapex(told, await listHeldCapex(tx, ticker, CASH_MEASURE), {
    issuer,
    definition: fact.definition,
    hasCalendarYear: fiscalYearEndMonth === DECEMBER,
    isChecked: concept.isChecked,
  });
  const revisions = planned.flatMap(({ quarter, isNew, values }) =>
    values.map((value, index) => {
      const { fiscalQuarter, periodStartOn, periodEndOn, definition } = quarter;
      const content = {
        issuer,
        ticker,
        fiscalQuarter,
        periodStartOn,
        periodEndOn,
        capexUsdBn: value.valueBn,
      };
      return toRevision(capexActualFile, { ...content, definition }, value, {
        grade: 'primary',
        isNewFact: isNew && index === 0,
      });
    }),
  );

  return { table: 'capex_actual', revisions, withheld };
}

async function planMetrics(
  tx: DbTransaction,
  told: readonly ToldQuarter[],
  { issuer: { issuer, ticker }, concept, fact }: Target<'vendor_metric'>,
): Promise<FactPlan> {
  const { metric, segment } = fact;
  const { planned, withheld } = planMetric(told, await listHeldMetrics(tx, { ticker, metric, segment }), {
    row: { vendor: issuer, ticker, segment, metric, unit: USD_BILLIONS },
    isChecked: concept.isChecked,
    cite: (value) => {
      const { title, ...cited } = citeFiling(value);
      return { ...cited, sourceTitle: title };
    },
  });
  const revisions = planned.map(({ row, isNew, told: value }) => {
    const { vendor, fiscalQuarter, periodStartOn, periodEndOn, calendarQuarter, unit, notes } = row;
    const { reportedOrEstimate } = row;
    const period = { vendor, ticker, fiscalQuarter, periodStartOn, periodEndOn, calendarQuarter };
    const content = { ...period, segment, metric, value: row.value, unit, reportedOrEstimate, notes };
    return toRevision(vendorMetricFile, content, value, { grade: row.grade, isNewFact: isNew });
  });

  return { table: 'vendor_metric', revisions, withheld };
}

function toRevision(
  file: FactFile,
  content: Readonly<Record<string, FactValue>>,
  value: ToldValue,
  { grade, isNewFact }: { readonly grade: Grade; readonly isNewFact: boolean },
): FiledRevision {
  const cited = citeFiling(value);
  const said = {
    content,
    grade,
    source: citeSource(cited),
    visibleFrom: value.knownFrom,
    visibleRule: 'published_on' as const,
  };
  return {
    ...said,
    key: keyOf(file, (field) => String(field === 'sourceUrl' ? cited.url : content[field])),
    // As of the same row in a file of the desk, so that an export that comes back unchanged is no revision.
    contentHash: hashOfSaid({ ...said, ...ordinaryVisibility(content, cited.publishedOn) }),
    isNewFact,
  };
}

function ordinaryVisibility(content: Readonly<Record<string, FactValue>>, publishedOn: string): Visibility {
  return content['reportedOrEstimate'] === 'derived'
    ? visibleOn(publishedOn, 'published_on')
    : visibleAsReported(String(content['periodEndOn']), publishedOn);
}
