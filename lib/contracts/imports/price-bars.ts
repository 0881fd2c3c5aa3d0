import { z } from 'zod';

import { dateCell, optionalNumberCell, optionalTextCell, textCell } from '../facts/cells.ts';
import type { DeskContract } from './desk-contract.ts';

/** Prices of a bar by header of the file and column of the table. */
export const BAR_FIGURES = [
  ['open', 'open'],
  ['high', 'high'],
  ['low', 'low'],
  ['close', 'close'],
  ['adj_close', 'adjusted_close'],
  ['volume', 'volume'],
] as const;

/** `prices_daily.csv`: one line a symbol and session. What a file does not say of a stored bar stays as it stands. */
export const PRICE_BAR_FILE: DeskContract & { readonly fileName: string } = {
  table: 'price_bar',
  fileName: 'prices_daily.csv',
  columns: [
    { field: 'date', header: 'date' },
    { field: 'symbol', header: 'symbol' },
    { field: 'currency', header: 'currency' },
    { field: 'flag', header: 'flag' },
    ...BAR_FIGURES.map(([header]) => ({ field: header, header })),
  ],
  optionalHeaders: [...BAR_FIGURES.map(([header]) => header), 'flag'],
  row: z.strictObject({
    date: dateCell(),
    symbol: textCell(),
    currency: textCell(),
    /** Any word: the bar is doubtful, and held in quarantine. */
    flag: optionalTextCell(),
    ...Object.fromEntries(BAR_FIGURES.map(([header]) => [header, optionalNumberCell()])),
  }),
};
