import 'server-only';

import type { Readable } from 'node:stream';

import type { Member } from '#lib/auth/viewer.ts';
import { streamBackup } from '#lib/backup/stream-backup.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAuditAlone } from '#lib/db/audit.ts';
import { now } from '#lib/platform/clock.ts';
import { env } from '#lib/platform/env.ts';
import { log } from '#lib/platform/log.ts';

import { toActor } from '../accounts/actor.ts';
import { WATERLINE_VERSION } from '../health/waterline-version.ts';

/** A reader who takes nothing for so long is given up: an archive under way keeps a snapshot open and migrations waiting. */
const PATIENCE_MS = 120_000;

/** One at a time in a process: each reads every row. */
let isUnderWay = false;

/** The archive as it is being made. */
export interface OpenArchive {
  /** With the day and the data version that it holds. */
  readonly fileName: string;
  readonly bytes: Readable;
}

/**
 * Begins the archive of all data without passwords, sessions and tokens: the same bytes as `npm run backup` writes, as
 * of one instant. Who took it is in the audit before the first byte leaves.
 */
export async function openArchive(
  member: Member,
  signal: AbortSignal,
): Promise<Result<OpenArchive, RequestFault>> {
  if (isUnderWay) {
    const detail = 'Another archive is being made. Try again when it is done.';
    return err({ kind: 'busy', detail, retryAfterSeconds: 15 });
  }
  isUnderWay = true;
  const madeAt = now();
  const { dataVersion, bytes } = await streamBackup({
    connectionString: env().databaseUrl ?? '',
    signal,
    withSecrets: false,
    madeAt,
    productVersion: WATERLINE_VERSION,
    patienceMs: PATIENCE_MS,
    onEnd: () => {
      isUnderWay = false;
    },
  });
  bytes.on('error', (error) => {
    log().warn({ err: error }, 'an archive was broken off');
  });
  const fileName = `waterline-${madeAt.toISOString().slice(0, 10)}-v${String(dataVersion)}.backup.gz`;
  await recordTaken(member, { fileName, dataVersion }, bytes);

  return ok({ fileName, bytes });
}

/** Nothing leaves that the audit does not know of. */
async function recordTaken(
  member: Member,
  after: { readonly fileName: string; readonly dataVersion: number },
  bytes: Readable,
): Promise<void> {
  try {
    await recordAuditAlone({
      ...toActor(member),
      action: 'archive.taken',
      entityType: 'archive',
      entityId: after.fileName,
      after,
    });
  } catch (error) {
    bytes.destroy();
    throw error;
  }
}
