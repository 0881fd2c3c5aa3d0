import { z } from 'zod';

/** GET /api/v1/health takes nothing. */
export const healthQuerySchema = z.strictObject({});

/** Whether the parts that Waterline needs are there. Status 503 when `status` is `degraded` by the database. */
export const healthSchema = z.strictObject({
  status: z.enum(['ok', 'degraded']),
  version: z.string().describe('version of Waterline'),
  database: z.strictObject({
    ok: z.boolean(),
    migrations: z
      .enum(['applied', 'pending', 'unknown'])
      .describe('whether the tables are those that this version needs; unknown while the database is away'),
  }),
  dataVersion: z
    .int()
    .nullable()
    .describe('newest import batch; null when there is none or it cannot be read'),
  refresh: z.strictObject({
    lastSuccessAt: z.iso
      .datetime()
      .nullable()
      .describe(
        'when a source was last refreshed as a whole; before that, when the newest import batch was committed',
      ),
    staleSources: z.array(z.string()).readonly().describe('sources whose scheduled refresh is overdue'),
  }),
});

export type Health = z.output<typeof healthSchema>;
