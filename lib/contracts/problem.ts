import { z } from 'zod';

/** RFC 9457 problem details, the body of every error. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z
    .array(
      z.strictObject({
        pointer: z
          .string()
          .describe('JSON pointer to the field; a query parameter counts as a field of one object'),
        message: z.string(),
      }),
    )
    .optional()
    .describe('every bad field at once'),
  id: z.string().optional().describe('finds a fault of the server in its log'),
});

export type ProblemBody = z.output<typeof problemSchema>;
