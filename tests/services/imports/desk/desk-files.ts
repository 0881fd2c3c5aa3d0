import type { Member } from '#lib/auth/viewer.ts';
import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import type { Imported, ImportTable, Preview, PreviewQuery } from '#lib/contracts/imports/imports.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { Result } from '#lib/core/result.ts';
import { commitImport } from '#lib/services/imports/desk/commit-import.ts';
import { previewImport } from '#lib/services/imports/desk/preview-import.ts';
import { fileOf, type Cells } from '../fact-file-builder.ts';

/** Hand-made files and the desk that they are brought to. */

export const EDITOR: Member = {
  kind: 'member',
  userId: '00000000-0000-4000-8000-00000000000e',
  name: 'Edda Editor',
  email: 'edda@firm.example',
  role: 'editor',
  via: { kind: 'session', sessionId: '00000000-0000-4000-8000-00000000000f' },
};

export type Choices = Partial<Omit<PreviewQuery, 'table'>>;

/** The text of a complete-looking CSV file. */
export function textOf(table: FactTable, rows: readonly Cells[]): string {
  return new TextDecoder().decode(fileOf(table, rows).bytes);
}

/** The same table as Excel writes it where commas are decimal: semicolons, CR LF and a byte order mark. */
export function excelTextOf(table: FactTable, rows: readonly Cells[]): string {
  const headers = FACT_FILES[table].columns.map(({ header }) => header);
  const lines = [headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))];
  const quoted = lines.map((cells) =>
    cells.map((cell) => (/[;"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(';'),
  );
  return `\uFEFF${quoted.join('\r\n')}\r\n`;
}

export async function* bodyOf(file: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  for (let at = 0; at < bytes.length; at += 1000) yield await Promise.resolve(bytes.subarray(at, at + 1000));
}

export async function preview(
  table: ImportTable,
  file: string | Uint8Array,
  choices: Choices = {},
): Promise<Preview> {
  const answer = await previewImport({ table, complete: 'no', newNames: 'refuse', ...choices }, bodyOf(file));
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

export function commit(
  table: ImportTable,
  file: string | Uint8Array,
  { fingerprint = '', ...choices }: Choices & { readonly fingerprint?: string | null },
): Promise<Result<Imported, RequestFault>> {
  return commitImport(
    EDITOR,
    {
      ...{ table, complete: 'no', newNames: 'refuse', reason: 'as the company says' },
      ...choices,
      fingerprint: fingerprint ?? '',
    },
    bodyOf(file),
  );
}

/** Previews and commits; the file must be good. */
export async function bring(
  table: ImportTable,
  file: string | Uint8Array,
  choices: Choices = {},
): Promise<Imported> {
  const { fingerprint, faults } = await preview(table, file, choices);
  if (fingerprint === null) throw new Error(JSON.stringify(faults));
  const answer = await commit(table, file, { ...choices, fingerprint });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

/** Refusals as one line each, for comparing. */
export function linesOf({ faults }: Preview): string[] {
  return faults.map(
    ({ line, column, value, what, remedy }) =>
      `${String(line)} ${column ?? '-'} ${value === null ? '-' : JSON.stringify(value)}: ${what}; ${remedy}`,
  );
}
