import 'server-only';

import type { Preview, PreviewQuery } from '#lib/contracts/imports/imports.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';

import { runFile } from './run-file.ts';
import { fingerprintOf, type ImportChoices } from './run-import.ts';
import { MAX_FILE_BYTES, withSpooledBody } from './spool-body.ts';

/** What an import of the file would do, and the fingerprint to do it with; nothing is written. */
export async function previewImport(
  query: PreviewQuery,
  body: AsyncIterable<Uint8Array>,
): Promise<Result<Preview, RequestFault>> {
  const choices = toChoices(query);
  const preview = await withSpooledBody(body, async (file): Promise<Preview> => {
    const { dataVersion, notes, counts, changes, faults, faultCount } = await runFile(file, choices, null);
    const accepted = faultCount === 0;
    const fingerprint = accepted ? fingerprintOf(file, choices, dataVersion) : null;
    return {
      ...{ table: query.table, dataVersion, accepted, fingerprint, notes },
      ...{ counts, changes, faults, faultCount },
    };
  });
  return preview === null ? err(tooLarge()) : ok(preview);
}

export function toChoices({ table, complete, newNames }: PreviewQuery): ImportChoices {
  return { table, isComplete: complete === 'yes', mayHaveNewNames: newNames === 'accept' };
}

export function tooLarge(): RequestFault {
  const limit = `${String(MAX_FILE_BYTES / 1024 / 1024)} MiB`;
  return { kind: 'too-large', detail: `The file is larger than ${limit}. Split it into smaller files.` };
}
