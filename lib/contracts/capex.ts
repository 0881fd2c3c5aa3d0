import { z } from 'zod';

import {
  filterTextSchema,
  gradeSchema,
  isoDateSchema,
  queryInteger,
  reducedDateSchema,
  scopeQueryFields,
  versionFields,
} from './scalars.ts';

const usdBn = z.number().describe('USD bn');

export const announcementsQuerySchema = z.strictObject({
  issuer: filterTextSchema.optional().describe('name or ticker of the issuer, any case'),
  year: queryInteger(1900, 2200).optional().describe('calendar year that the period overlaps'),
  ...scopeQueryFields,
  limit: queryInteger(1, 500).optional().describe('rows of a page, default 100'),
  cursor: z
    .string()
    .max(500)
    .optional()
    .describe('`nextCursor` of the page before, sent with the same filters'),
});
export type AnnouncementsQuery = z.output<typeof announcementsQuerySchema>;

const announcementSchema = z.strictObject({
  id: z.string(),
  issuer: z.string(),
  ticker: z.string().nullable(),
  announcedOn: isoDateSchema,
  periodLabel: z.string(),
  periodStart: reducedDateSchema.nullable(),
  periodEnd: reducedDateSchema.nullable(),
  kind: z.string(),
  amountLowUsdBn: usdBn.nullable(),
  amountPointUsdBn: usdBn.nullable(),
  amountHighUsdBn: usdBn.nullable(),
  supersedesId: z.string().nullable().describe('the row that this one replaces'),
  source: z.strictObject({
    title: z.string().nullable(),
    publisher: z.string().nullable(),
    url: z.string().nullable(),
    publishedOn: reducedDateSchema.nullable(),
  }),
  confidence: gradeSchema,
  summary: z.string(),
});
export type Announcement = z.output<typeof announcementSchema>;

/** One page, newest announcement first. */
export const announcementsPageSchema = z.strictObject({
  dataVersion: versionFields.dataVersion,
  asOf: isoDateSchema,
  items: z.array(announcementSchema).readonly(),
  nextCursor: z.string().nullable().describe('null on the last page'),
});
export type AnnouncementsPage = z.output<typeof announcementsPageSchema>;

export const capexTotalsQuerySchema = z.strictObject({
  year: queryInteger(1900, 2200).describe('calendar year'),
  ...scopeQueryFields,
});
export type CapexTotalsQuery = z.output<typeof capexTotalsQuerySchema>;

const capexIssuerSchema = z.strictObject({
  issuer: z.string(),
  ticker: z.string().nullable(),
  actualUsdBn: usdBn
    .nullable()
    .describe('cash already reported for quarters of the year, fiscal ones by days'),
  guidedUsdBn: usdBn
    .nullable()
    .describe("point of the guide for the guide's own period, before calendarising"),
  lowUsdBn: usdBn.nullable(),
  pointUsdBn: usdBn.nullable().describe('reported plus open guidance of the calendar year'),
  highUsdBn: usdBn.nullable(),
  announcementId: z
    .string()
    .nullable()
    .describe('the guide; null where the year is reported or lies past guidance'),
  includedInTotal: z.boolean(),
  exclusionReason: z.string().nullable(),
});
export type CapexIssuer = z.output<typeof capexIssuerSchema>;

/** Capex of a calendar year by the consolidation rule, every issuer listed with what was done with it. */
export const capexTotalsSchema = z.strictObject({
  ...versionFields,
  year: z.int(),
  asOf: isoDateSchema,
  lowUsdBn: usdBn,
  pointUsdBn: usdBn,
  highUsdBn: usdBn,
  issuers: z.array(capexIssuerSchema).readonly(),
});
export type CapexTotals = z.output<typeof capexTotalsSchema>;
