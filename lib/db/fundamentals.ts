import type { IsoDate } from '#lib/core/facts/types.ts';

import { writeRevised, type RevisedTable, type RowOrigin, type WriteCounts } from './revised-rows.ts';
import type { DbTransaction } from './transaction.ts';

/** Figures of one fiscal quarter in whole units of `currency`. */
export interface NewFundamental {
  readonly symbol: string;
  readonly periodEndOn: IsoDate;
  readonly currency: string;
  readonly revenue: number | null;
  readonly operatingIncome: number | null;
  readonly capitalExpenditure: number | null;
  readonly dilutedAverageShares: number | null;
}

const FUNDAMENTAL: RevisedTable = {
  name: 'fundamental',
  key: ['symbol', 'period_end_on', 'source'],
  content: ['currency', 'revenue', 'operating_income', 'capital_expenditure', 'diluted_average_shares'],
  isImported: false,
};

/** Writes the quarters that are new or revised. */
export async function insertFundamentals(
  tx: DbTransaction,
  quarters: readonly NewFundamental[],
  origin: RowOrigin,
): Promise<WriteCounts> {
  const rows = quarters.map((quarter) => ({
    symbol: quarter.symbol,
    period_end_on: quarter.periodEndOn,
    source: 'yahoo',
    currency: quarter.currency,
    revenue: quarter.revenue,
    operating_income: quarter.operatingIncome,
    capital_expenditure: quarter.capitalExpenditure,
    diluted_average_shares: quarter.dilutedAverageShares,
  }));

  return writeRevised(tx, FUNDAMENTAL, rows, origin);
}
