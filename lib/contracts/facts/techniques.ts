import { z } from 'zod';
import {
  choiceCell,
  dateCell,
  listCell,
  numberCell,
  optionalDateCell,
  optionalNumberCell,
  optionalTextCell,
  textCell,
  urlCell,
} from './cells.ts';
import { defineFactFile, sourceCells, type Fact } from './fact.ts';
import { isOrderedRange, RANGE_ORDER_MESSAGE } from './range.ts';

/** What a technique's saving multiplies by one minus itself (model.md 2). */
export const ACTS_ON = [
  'kv_capacity',
  'kv_bandwidth',
  'weight_capacity',
  'weight_bandwidth',
  'compute',
  'utilisation',
] as const;

/** A saving is a fraction; above 1 is impossible, below 0 is a cost. */
const SAVING = { min: -10, max: 1 };

/** `techniques.csv`: fraction saved against the stated baseline; blank = nobody published a fraction. */
export const techniqueFile = defineFactFile({
  table: 'technique',
  fileName: 'techniques.csv',
  keyFields: ['id'],
  row: z
    .strictObject({
      id: textCell(),
      name: textCell(),
      family: textCell(),
      actsOn: listCell('|').pipe(
        z
          .array(z.enum(ACTS_ON, { error: `has a word that is not one of ${ACTS_ON.join(', ')}` }))
          .min(1, 'is blank but required'),
      ),
      savingLow: optionalNumberCell(SAVING),
      savingPoint: optionalNumberCell(SAVING),
      savingHigh: optionalNumberCell(SAVING),
      qualityCost: textCell(),
      maturity: choiceCell(['production', 'open-weights', 'paper']),
      firstPublishedOn: optionalDateCell(),
      originCountry: textCell(),
      originLab: textCell(),
      stacksWith: listCell('|'),
      conflictsWith: listCell('|'),
      shiftsDemandTo: optionalTextCell(),
      whereInSource: textCell(),
      baseline: textCell(),
      evidence: choiceCell(['published', 'derived']),
      notes: optionalTextCell(),
      sourceTitle: textCell(),
      sourceUrl: urlCell(),
    })
    .refine((row) => isOrderedRange({ low: row.savingLow, point: row.savingPoint, high: row.savingHigh }), {
      path: ['savingHigh'],
      message: RANGE_ORDER_MESSAGE,
    }),
});

/** `adoption.csv`: volumes, hit rates, shares and demand with the day they describe. */
export const adoptionFile = defineFactFile({
  table: 'adoption',
  fileName: 'adoption.csv',
  keyFields: ['quantity', 'subject', 'observedOn', 'unit', 'definition', 'sourceUrl'],
  headers: { observedOn: 'as_of' },
  row: z.strictObject({
    quantity: textCell(),
    subject: textCell(),
    observedOn: dateCell(),
    value: numberCell(),
    unit: textCell(),
    definition: textCell(),
    notes: optionalTextCell(),
    ...sourceCells(),
  }),
});

export type TechniqueFact = Fact<z.output<typeof techniqueFile.row>>;
export type AdoptionFact = Fact<z.output<typeof adoptionFile.row>>;
