import { z } from 'zod';

import { NOTE_KINDS } from '../../core/notes/types.ts';
import { nameSchema, noteSchema } from '../accounts/text.ts';
import { isoDateSchema, queryInteger } from '../scalars.ts';

const instant = z.iso.datetime();

export const NOTE_WORDS_MAX = 2000;
/** Notes of one member. */
export const NOTES_MAX = 5000;
const REF_MAX = 200;
const CHART_TEXT_MAX = 100;

const kindSchema = z.enum(NOTE_KINDS);
const refSchema = nameSchema(REF_MAX).describe(
  'ticker of a company, name of an issuer, id of a lab, technique, model, event or saved scenario, short name of a value of the ledger, path#figure of a metric, path of a page',
);
const wordsSchema = noteSchema(NOTE_WORDS_MAX)
  .pipe(z.string('must hold words'))
  .describe('plain text of several lines');
const dayFields = {
  from: isoDateSchema.nullable().default(null).describe('first day that it speaks of; null: no day'),
  to: isoDateSchema.nullable().default(null).describe('last day; left out: the first'),
};

const chartFields = {
  id: nameSchema(CHART_TEXT_MAX).describe('the chart, by its name'),
  series: nameSchema(CHART_TEXT_MAX).nullable().describe('null: the whole point of the axis'),
  x: nameSchema(CHART_TEXT_MAX).describe('place on the x axis, as the chart writes it'),
};

const DAYS_RULE = 'must come with `from` and not lie before it';

/** Whether the days of a note go together: none, one, or two in order. */
export function areDaysInOrder({ from, to }: { readonly from: string | null; readonly to: string | null }) {
  return from === null ? to === null : to === null || from <= to;
}

/** POST /api/v1/notes. */
export const newNoteSchema = z
  .strictObject({
    kind: kindSchema,
    ref: refSchema,
    chart: z.strictObject(chartFields).nullable().default(null),
    ...dayFields,
    words: wordsSchema,
    isShared: z.boolean().default(false).describe('whether every member reads it; your own eyes only else'),
  })
  .refine(areDaysInOrder, { path: ['to'], error: DAYS_RULE });

/** PATCH /api/v1/notes/{id}: what is absent stays; what it stands on stays always. */
export const noteChangeSchema = z
  .strictObject({
    version: z.int().min(1).describe('the version that you changed; refused when there is a newer one'),
    words: wordsSchema.optional(),
    isShared: z.boolean().optional(),
    from: isoDateSchema.nullable().optional(),
    to: isoDateSchema.nullable().optional(),
  })
  .refine((change) => Object.keys(change).length > 1, 'must change something beside version');

export const restoreNoteSchema = z.strictObject({ id: z.uuid() });

/** GET /api/v1/notes: your own and those that others share, newest first. */
export const notesQuerySchema = z
  .strictObject({
    kind: kindSchema.optional().describe('with `ref`: notes on one thing'),
    ref: refSchema.optional(),
    path: refSchema.optional().describe('notes on a page and on the figures of it; without kind'),
    chart: nameSchema(CHART_TEXT_MAX).optional().describe('notes on points of one chart'),
    from: isoDateSchema.optional().describe('notes that speak of this day or a later one'),
    to: isoDateSchema.optional().describe('notes that speak of this day or an earlier one'),
    limit: queryInteger(1, 500).optional().describe('notes of a page, default 100'),
    cursor: z.string().max(100).optional().describe('`nextCursor` of the page before, with the same filters'),
  })
  .refine(({ kind, ref }) => ref === undefined || kind !== undefined, {
    path: ['kind'],
    error: 'is required with ref',
  })
  .refine(({ kind, path }) => kind === undefined || path === undefined, {
    path: ['path'],
    error: 'does not go with kind',
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    error: 'must not lie before from',
  });

export const noteBodySchema = z.strictObject({
  id: z.uuid(),
  kind: kindSchema,
  ref: z.string(),
  title: z.string().describe('what the thing was called when the note was written'),
  href: z.string().nullable().describe('path of its page'),
  chart: z.strictObject({ id: z.string(), series: z.string().nullable(), x: z.string() }).nullable(),
  from: isoDateSchema.nullable(),
  to: isoDateSchema.nullable(),
  words: z.string(),
  isShared: z.boolean(),
  isOwn: z.boolean().describe('whether you may change it'),
  author: z.string().describe('name of the member'),
  version: z.int(),
  createdAt: instant,
  changedAt: instant,
});

export const notesPageSchema = z.strictObject({
  items: z.array(noteBodySchema).readonly(),
  nextCursor: z.string().nullable().describe('null on the last page'),
});

export type NotesQuery = z.output<typeof notesQuerySchema>;
export type NoteBody = z.output<typeof noteBodySchema>;
export type NotesPage = z.output<typeof notesPageSchema>;
