/** What a filed figure measures; the measures must not be mixed (README-capex, "Four measures"). */
export type FiledMeasure = 'cash-capex' | 'finance-lease-principal' | 'revenue';

/** A concept of the US GAAP taxonomy that an issuer uses for a measure. */
export interface FiledConcept {
  readonly measure: FiledMeasure;
  /** Without the taxonomy: `PaymentsToAcquirePropertyPlantAndEquipment`. */
  readonly name: string;
  /** Seen in the issuer's own facts; otherwise expected from its statement lines or its peers. */
  readonly isChecked: boolean;
}

/** A company that files with the SEC. */
export interface EdgarIssuer {
  readonly ticker: string;
  /** As in the capex and vendor facts. */
  readonly issuer: string;
  /** Central index key, ten digits. */
  readonly cik: string;
  /** Word that the register's name of the company must contain, any case: a wrong key is then noticed. */
  readonly registerWord: string;
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
 */
export const EDGAR_ISSUERS: readonly EdgarIssuer[] = [
  spender('MSFT', 'Microsoft', '0000789019', 'microsoft', [capex(PPE_PURCHASES)]),
  spender('GOOGL', 'Alphabet', '0001652044', 'alphabet', [capex(PPE_PURCHASES)]),
  spender('AMZN', 'Amazon', '0001018724', 'amazon', [capex('PaymentsToAcquireProductiveAssets')]),
  spender('META', 'Meta Platforms', '0001326801', 'meta', [
    capex(PPE_PURCHASES),
    { measure: 'finance-lease-principal', name: 'FinanceLeasePrincipalPayments', isChecked: true },
  ]),
  spender('ORCL', 'Oracle', '0001341439', 'oracle', [capex(PPE_PURCHASES)]),
  spender('CRWV', 'CoreWeave', '0001769628', 'coreweave', [{ ...capex(PPE_PURCHASES), isChecked: false }]),
  spender('SPACEX', 'SpaceX (incl. xAI)', '0001181412', 'space', [
    { ...capex(PPE_PURCHASES), isChecked: false },
  ]),
  vendor('MU', 'Micron', '0000723125', 'micron'),
  vendor('WDC', 'Western Digital', '0000106040', 'western digital'),
  vendor('STX', 'Seagate', '0001137789', 'seagate'),
  vendor('SNDK', 'Sandisk', '0002023554', 'sandisk'),
];

function spender(
  ticker: string,
  issuer: string,
  cik: string,
  registerWord: string,
  concepts: readonly FiledConcept[],
): EdgarIssuer {
  return { ticker, issuer, cik, registerWord, concepts };
}

function vendor(ticker: string, issuer: string, cik: string, registerWord: string): EdgarIssuer {
  return {
    ticker,
    issuer,
    cik,
    registerWord,
    concepts: [{ measure: 'revenue', name: CONTRACT_REVENUE, isChecked: false }],
  };
}

function capex(name: string): FiledConcept {
  return { measure: 'cash-capex', name, isChecked: true };
}
