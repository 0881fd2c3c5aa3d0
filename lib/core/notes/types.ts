/** What a note can stand on. */

export const NOTE_KINDS = [
  'company',
  'issuer',
  'lab',
  'technique',
  'model',
  'event',
  'metric',
  'ledger',
  'scenario',
  'page',
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/**
 * One thing: ticker of a company, name of an issuer, id of a lab, technique, model, event or saved scenario, short name
 * of a value of the ledger, `path#figure` of a metric, path of a page.
 */
export interface NoteRef {
  readonly kind: NoteKind;
  readonly ref: string;
}
