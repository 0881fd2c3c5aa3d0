import { runBarImport } from './prices/run-bar-import.ts';
import { runImport, type Commitment, type ImportChoices, type ImportReport } from './run-import.ts';
import type { SpooledFile } from './spool-body.ts';

/** Imports or rehearses a file of any table that the desk may bring: facts, or daily bars in bulk. */
export async function runFile(
  file: SpooledFile,
  choices: ImportChoices,
  commitment: Commitment | null,
): Promise<ImportReport> {
  const { table } = choices;
  return table === 'price_bar'
    ? runBarImport(file, choices, commitment)
    : runImport(file, { ...choices, table }, commitment);
}
