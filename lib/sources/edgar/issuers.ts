/** What a filed figure measures; the measures must not be mixed (README-capex, "Four measures"). */
export type FiledMeasure = 'cash-capex' | 'finance-lease-principal' | 'revenue';

/** A concept of the US GAAP taxonomy that an issuer uses for a measure. */
export interface FiledConcept {
  readonly measure: FiledMeasure;
  /** Without the taxonomy: `PaymentsToAcquirePropertyPlantAndEquipment`. */
  readonly name: string;
  /** Seen in the issuer's own facts; otherwise expected from its statement lines or its peers. */
  readonly isChecked: boolean;
  /** The fact that its quarters are, in the words of the tables; null where none is the same measure. */
  readonly fact: FiledAs | null;
}

/** A row of `capex_actuals.csv` or of `vendor_financials.csv`, in billions of dollars. */
export type FiledAs =
  | { readonly table: 'capex_actual'; readonly definition: string }
  | { readonly table: 'vendor_metric'; readonly metric: string; readonly segment: string };

/** A company that files with the SEC. */
export interface EdgarIssuer {
  readonly ticker: string;
  /** As in the capex and vendor facts. */
  readonly issuer: string;
  /** Central index key, ten digits. */
  readonly cik: string;
  /** Word that the register's name of the company must contain, any case: a wrong key is then noticed. */
  readonly registerWord: string;
  /** Month in or near the end of which the fiscal year ends, 1 to 12. */
  readonly fiscalYearEndMonth: number;
  readonly concepts: readonly FiledConcept[];
}

/** Taxonomy of all concepts here. */
export const TAXONOMY = 'us-gaap';

const PPE_PURCHASES = 'PaymentsToAcquirePropertyPlantAndEquipment';
const CONTRACT_REVENUE = 'RevenueFromContractWithCustomerExcludingAssessedTax';

/**
 * Keys and capex concepts of the spenders: prisma/seed/data/README-capex.md, "SEC identifiers" (collected
 * 2026-11-23), which leaves CoreWeave's and SpaceX's concept unchecked. Keys of the memory vendors: public register
 * of the SEC as noted with the same facts; their revenue concept is the one that most registrants use since 2018.
 *
 * Two measures are filed but are no fact here. Meta's lease principal is only a part of its guided measure. Western
 * Digital's revenue before 2025-02 includes Sandisk, while its rows here are disks alone, restated by the company.
 */
export const EDGAR_ISSUERS: readonly EdgarIssuer[] = [
  spender('MSFT', 'Microsoft', '0000789019', 'microsoft', 6, [capex(PPE_PURCHASES)]),
  spender('GOOGL', 'Alphabet', '0001652044', 'alphabet', 12, [capex(PPE_PURCHASES)]),
  spender('AMZN', 'Amazon', '0001018724', 'amazon', 12, [
    capex('PaymentsToAcquireProductiveAssets', 'cash PP&E purchases, gross of proceeds and incentives'),
  ]),
  spender('META', 'Meta Platforms', '0001326801', 'meta', 12, [
    capex(PPE_PURCHASES),
    {
      measure: 'finance-lease-principal',
      name: 'FinanceLeasePrincipalPayments',
      isChecked: true,
      fact: null,
    },
  ]),
  spender('ORCL', 'Oracle', '0001341439', 'oracle', 5, [capex(PPE_PURCHASES)]),
  spender('CRWV', 'CoreWeave', '0001769628', 'coreweave', 12, [unchecked(capex(PPE_PURCHASES))]),
  spender('SPCX', 'SpaceX (incl. xAI)', '0001181412', 'space', 12, [unchecked(capex(PPE_PURCHASES))]),
  vendor('MU', 'Micron', '0000723125', 'micron', 8, 'total'),
  vendor('WDC', 'Western Digital', '0000106040', 'western digital', 6, null),
  vendor('STX', 'Seagate', '0001137789', 'seagate', 6, 'total (HDD)'),
  vendor('SNDK', 'Sandisk', '0002023554', 'sandisk', 6, 'total'),
];

function spender(
  ticker: string,
  issuer: string,
  cik: string,
  registerWord: string,
  fiscalYearEndMonth: number,
  concepts: readonly FiledConcept[],
): EdgarIssuer {
  return { ticker, issuer, cik, registerWord, fiscalYearEndMonth, concepts };
}

/** `segment`: the one that holds the whole company's revenue in its rows; null where none does. */
function vendor(
  ticker: string,
  issuer: string,
  cik: string,
  registerWord: string,
  fiscalYearEndMonth: number,
  segment: string | null,
): EdgarIssuer {
  const fact = segment === null ? null : ({ table: 'vendor_metric', metric: 'revenue', segment } as const);
  const revenue = { measure: 'revenue', name: CONTRACT_REVENUE, isChecked: false, fact } as const;
  return { ticker, issuer, cik, registerWord, fiscalYearEndMonth, concepts: [revenue] };
}

function capex(name: string, words = 'cash PP&E purchases'): FiledConcept {
  const fact = { table: 'capex_actual', definition: `${words} (${TAXONOMY}:${name})` } as const;
  return { measure: 'cash-capex', name, isChecked: true, fact };
}

function unchecked(concept: FiledConcept): FiledConcept {
  return { ...concept, isChecked: false };
}
