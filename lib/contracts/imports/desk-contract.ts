import type { z } from 'zod';
import type { FactColumn } from '../facts/fact.ts';

/** What a hand-made file must look like: every contract of a fact file is one. */
export interface DeskContract {
  /** Name of the table, for messages. */
  readonly table: string;
  readonly columns: readonly FactColumn[];
  readonly row: z.ZodObject;
  /** Columns that a file may lack; by default none, since what is missing would read as blank. */
  readonly optionalHeaders?: readonly string[];
}
