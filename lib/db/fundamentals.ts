import type { HeldRowOf } from '#lib/contracts/held-row.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';

import { acceptedInto, withAccepted, type AcceptedValue } from './accepted-rows.ts';
import {
  listNewestRows,
  writeRevised,
  type RevisedRow,
  type RevisedTable,
  type RowOrigin,
  type WriteCounts,
} from './revised-rows.ts';
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

/** Its key and content. */
export const FUNDAMENTAL: RevisedTable = {
  name: 'fundamental',
  key: ['symbol', 'period_end_on', 'source'],
  content: [
    'is_withdrawn',
    'currency',
    'revenue',
    'operating_income',
    'capital_expenditure',
    'diluted_average_shares',
  ],
  isImported: false,
  isAcceptable: true,
};

/** Writes the quarters that are new or revised; a figure accepted by itself goes into the quarter as it stands. */
export async function insertFundamentals(
  tx: DbTransaction,
  quarters: readonly NewFundamental[],
  origin: RowOrigin,
  accepted: readonly AcceptedValue[] = [],
): Promise<WriteCounts> {
  const figures = acceptedInto(accepted, 'fundamental', toFigures);
  const standing = await listNewestRows(
    tx,
    FUNDAMENTAL,
    figures.map(({ row }) => row),
  );
  const rows = withAccepted(FUNDAMENTAL, [...standing, ...quarters.map(toRow)], figures);

  return writeRevised(tx, FUNDAMENTAL, rows, origin);
}

const keyOf = ({
  symbol,
  periodEndOn,
  currency,
}: Pick<NewFundamental, 'symbol' | 'periodEndOn' | 'currency'>) => ({
  symbol,
  period_end_on: periodEndOn,
  source: 'yahoo',
  is_withdrawn: false,
  currency,
});

function toRow(quarter: NewFundamental): RevisedRow {
  return {
    ...keyOf(quarter),
    revenue: quarter.revenue,
    operating_income: quarter.operatingIncome,
    capital_expenditure: quarter.capitalExpenditure,
    diluted_average_shares: quarter.dilutedAverageShares,
  };
}

function toFigures(row: HeldRowOf<'fundamental'>): RevisedRow {
  const { revenue, operatingIncome, capitalExpenditure, dilutedAverageShares } = row;

  return {
    ...keyOf(row),
    ...(revenue !== undefined && { revenue }),
    ...(operatingIncome !== undefined && { operating_income: operatingIncome }),
    ...(capitalExpenditure !== undefined && { capital_expenditure: capitalExpenditure }),
    ...(dilutedAverageShares !== undefined && { diluted_average_shares: dilutedAverageShares }),
  };
}
