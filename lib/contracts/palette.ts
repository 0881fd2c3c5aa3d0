import { z } from 'zod';

import { versionFields } from './scalars.ts';

export const PALETTE_KINDS = ['company', 'technique', 'model', 'event'] as const;

/** What the command palette can open beside pages. */
export const paletteEntrySchema = z.strictObject({
  kind: z.enum(PALETTE_KINDS),
  /** What it is called: ticker or id, searched like the title. */
  code: z.string(),
  title: z.string(),
  detail: z.string().describe('a few words to tell it among others'),
  href: z.string().describe('path of its page'),
});

export const paletteSchema = z.strictObject({
  dataVersion: versionFields.dataVersion,
  items: z.array(paletteEntrySchema).readonly(),
});

export const paletteQuerySchema = z.strictObject({});

export type PaletteEntry = z.output<typeof paletteEntrySchema>;
export type PaletteBody = z.output<typeof paletteSchema>;
