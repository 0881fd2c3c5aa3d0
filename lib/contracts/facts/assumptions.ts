import { z } from 'zod';
import {
  choiceCell,
  dateCell,
  numberCell,
  optionalTextCell,
  optionalUrlCell,
  textCell,
  yesNoCell,
} from './cells.ts';
import { defineFactFile } from './fact.ts';
import { isOrderedRange, RANGE_ORDER_MESSAGE } from './range.ts';

/** `assumptions.csv`: the registry of model inputs, P10/P50/P90 in `low`, `point`, `high`. */
export const assumptionFile = defineFactFile({
  table: 'assumption',
  fileName: 'assumptions.csv',
  keyFields: ['id'],
  row: z
    .strictObject({
      id: textCell().regex(/^[a-z0-9_]+$/, 'is not an id; use lower-case letters, digits and underscores'),
      symbol: textCell(),
      name: textCell(),
      section: textCell(),
      low: numberCell(),
      point: numberCell(),
      high: numberCell(),
      unit: textCell(),
      distribution: choiceCell(['lognormal', 'logit-normal', 'normal', 'fixed']),
      variesInUncertainty: yesNoCell(),
      basis: choiceCell(['sourced', 'derived', 'assumption']),
      derivation: textCell(),
      sourceTitle: optionalTextCell(),
      sourceUrl: optionalUrlCell(),
      asOf: dateCell(),
      notes: optionalTextCell(),
    })
    .refine(isOrderedRange, { path: ['high'], message: RANGE_ORDER_MESSAGE })
    .refine((row) => row.basis !== 'sourced' || row.sourceUrl !== null, {
      path: ['sourceUrl'],
      message: 'is blank although the basis is "sourced"; give the source or call it an assumption',
    })
    .refine((row) => row.distribution !== 'lognormal' || row.low > 0, {
      path: ['low'],
      message: 'is not above 0, which a lognormal range needs',
    })
    .refine((row) => row.distribution !== 'logit-normal' || (row.low > 0 && row.high < 1), {
      path: ['low'],
      message: 'with high lies outside 0 to 1, which a logit-normal range needs',
    }),
});
