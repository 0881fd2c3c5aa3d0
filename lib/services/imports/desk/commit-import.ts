import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import type { CommitQuery, Imported } from '#lib/contracts/imports/imports.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';

import { currentDataVersion } from '../../scope/current-data-version.ts';
import { toChoices, tooLarge } from './preview-import.ts';
import { runFile } from './run-file.ts';
import { fingerprintOf, type ImportReport } from './run-import.ts';
import { withSpooledBody } from './spool-body.ts';

/** Imports the file that was previewed, all of it or nothing. */
export async function commitImport(
  member: Member,
  query: CommitQuery,
  body: AsyncIterable<Uint8Array>,
): Promise<Result<Imported, RequestFault>> {
  const choices = toChoices(query);
  const dataVersion = Number(query.fingerprint.split('-')[0]);
  const answer = await withSpooledBody(body, async (file): Promise<Result<Imported, RequestFault>> => {
    if (fingerprintOf(file, choices, dataVersion) !== query.fingerprint) {
      const remedy = 'belongs to another file or other choices; preview this file and send its fingerprint';
      return err(invalidField('fingerprint', remedy));
    }
    const report = await runFile(file, choices, { member, reason: query.reason, dataVersion });
    currentDataVersion.forget();
    return toAnswer(query, report, dataVersion);
  });
  return answer ?? err(tooLarge());
}

function toAnswer(
  { table }: CommitQuery,
  { outcome, dataVersion, batchId, counts, faults, faultCount }: ImportReport,
  previewed: number,
): Result<Imported, RequestFault> {
  if (outcome === 'overtaken') {
    const versions = `from version ${String(previewed)} to ${String(dataVersion)}`;
    const detail = `The data changed since the preview, ${versions}. Nothing was written; preview the file again.`;
    return err({ kind: 'conflict', detail });
  }
  if ((outcome === 'committed' || outcome === 'unchanged') && counts !== null) {
    return ok({ status: outcome, table, batchId, dataVersion, counts });
  }
  const shown = faults.map(({ line, column, value, what, remedy }) => ({
    pointer: `/line/${String(line)}${column === null ? '' : `/${column}`}`,
    message: `line ${String(line)}${column === null ? '' : `, ${column}`}: ${value === null ? '' : `"${value}" `}${what}; ${remedy}`,
  }));
  const rest = faultCount - faults.length;
  const more = rest > 0 ? [{ pointer: '/line', message: `and ${String(rest)} more` }] : [];
  return err(invalidInput([...shown, ...more]));
}
