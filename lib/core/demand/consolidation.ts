/**
 * Consolidation rule (model 4): which capex flows enter K, so that no dollar counts twice. A tenant's commitment
 * comes back as its host's capex, a supplier's plant is paid by the buyers, a net measure hides spending.
 */

/** Buyers with a complete cash series, in the order in which they are shown. */
export const INCLUDED_ISSUERS = [
  { ticker: 'MSFT', issuer: 'Microsoft' },
  { ticker: 'GOOGL', issuer: 'Alphabet' },
  { ticker: 'AMZN', issuer: 'Amazon' },
  { ticker: 'META', issuer: 'Meta Platforms' },
  { ticker: 'ORCL', issuer: 'Oracle' },
  { ticker: 'CRWV', issuer: 'CoreWeave' },
] as const;

/** The four buyers behind the quoted "$700 billion". */
export const BIG_FOUR_TICKERS = ['MSFT', 'GOOGL', 'AMZN', 'META'] as const;

/** Suppliers guide capex too, but theirs is paid out of the buyers' orders. */
const SUPPLIER_TICKERS: readonly string[] = ['TSM'];

/** Why flows stay out, by kind of reason. */
export type ExclusionKind = 'commitment' | 'plan' | 'supplier' | 'noSeries' | 'otherKind';

const REASON_BY_KIND: Readonly<Record<'commitment' | 'plan', string>> = {
  commitment: "a commitment to a supplier or host comes back as that company's own capex",
  plan: 'a plan, a part of a guided year or a net measure; the guide of the year is what enters',
};

export interface Exclusion {
  readonly kind: ExclusionKind;
  /** In words. */
  readonly reason: string;
}

interface Announced {
  readonly ticker: string | null;
  readonly issuer: string;
  readonly kind: string;
}

/** Why an announcement stays out of the capex total; null when it enters (a `guidance` row of an included issuer). */
export function findExclusion({ ticker, issuer, kind }: Announced): Exclusion | null {
  if (kind === 'commitment' || kind === 'plan') return { kind, reason: REASON_BY_KIND[kind] };
  if (kind !== 'guidance') {
    return { kind: 'otherKind', reason: `kind "${kind}" is no guide to a year's capex` };
  }
  if (ticker !== null && SUPPLIER_TICKERS.includes(ticker)) {
    return { kind: 'supplier', reason: "a supplier's capex, paid by its buyers' orders" };
  }
  if (INCLUDED_ISSUERS.some((included) => included.ticker === ticker)) return null;
  const reason = `no complete cash series for ${issuer}; it stands in the share that the issuers cover`;
  return { kind: 'noSeries', reason };
}

/** {@link findExclusion} in words alone. */
export function findExclusionReason(announcement: Announced): string | null {
  return findExclusion(announcement)?.reason ?? null;
}
