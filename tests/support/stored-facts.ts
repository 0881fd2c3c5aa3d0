import type { StoredFact } from '#lib/core/ledger/stored-fact.ts';

/** A stored fact of the HBM market as a test needs it. */
export function storedFact(given: Partial<StoredFact> & Pick<StoredFact, 'key'>): StoredFact {
  return {
    id: given.key.padEnd(12, '0').slice(0, 12),
    table: 'hbm_market',
    visibleRule: 'published_on',
    revisionCount: 1,
    recordedAt: '2026-11-01T08:00:00.000Z',
    sourceTitle: 'A report',
    publisher: 'A house',
    url: 'https://example.com/report',
    publishedOn: '2026-10-01',
    grade: 'estimate',
    visibleFrom: '2026-10-01',
    recordedInBatch: 1,
    columns: {},
    ...given,
  };
}

/** Columns of a market size of one year. */
export function marketSize(point: number | null, more: StoredFact['columns'] = {}): StoredFact['columns'] {
  return {
    quantity: 'hbm_market_size',
    vendor_or_industry: 'industry',
    period: '2026',
    low: null,
    point,
    high: null,
    unit: 'USD_bn',
    definition: 'HBM market',
    ...more,
  };
}
