/** What to do about a doubtful value that cannot be accepted, because there is nothing that could be stored. */

const BARS = 'Correct it by an import of daily bars, with the right figures and their source.';
const FACTS = 'Correct it by an import of the right figure, with its source.';

/**
 * A sentence for the one who decides.
 *
 * @param source `yahoo`, `edgar`, `ecb`, `openrouter` or `csv`
 * @param field where in the answer the value stood
 */
export function describeRemedy(source: string, field: string): string {
  if (source === 'csv') return BARS;
  if (source === 'yahoo') return /^(quarterly|quarters\.)/.test(field) ? FACTS : BARS;

  return FACTS;
}
