import type { FactsSummary } from '#lib/contracts/facts-summary.ts';
import { exportQuerySchema } from '#lib/contracts/imports/export.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { summariseFactTables } from '#lib/services/facts/summarise-facts.ts';

/** What stands in each table, and why not what was asked for, if so. */
interface LoadedExport {
  readonly summary: FactsSummary;
  /** Empty where the summary is of what was asked for; else it is of now. */
  readonly faults: readonly string[];
}

/** Reads what stands at the scope that the address asks for, or now where that cannot be had. */
export async function loadExport(
  asked: Readonly<Record<string, string>>,
): Promise<Result<LoadedExport, RequestFault>> {
  const summary = await summariseAsked(asked);
  if (summary.ok) return ok({ summary: summary.value, faults: [] });
  const now = await summariseFactTables({});

  return now.ok ? ok({ summary: now.value, faults: wordsOf(summary.error) }) : now;
}

async function summariseAsked(
  asked: Readonly<Record<string, string>>,
): Promise<Result<FactsSummary, RequestFault>> {
  const query = parseInput(exportQuerySchema, asked);

  return query.ok ? summariseFactTables(query.value) : err(invalidInput(query.error));
}

function wordsOf(fault: RequestFault): readonly string[] {
  return fault.kind === 'invalid-input' ? fault.faults.map(({ message }) => message) : [fault.detail];
}
