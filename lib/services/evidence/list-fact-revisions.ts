import 'server-only';

import type { Revisions, RevisionsQuery } from '#lib/contracts/evidence.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listRevisions } from '#lib/db/revisions.ts';

import { resolveScope } from '../scope/resolve-scope.ts';

/** Every revision of one fact that was recorded up to a data version, newest first. */
export async function listFactRevisions(query: RevisionsQuery): Promise<Result<Revisions, RequestFault>> {
  const scope = await resolveScope({ dataVersion: query.dataVersion });
  if (!scope.ok) return scope;

  const { dataVersion } = scope.value;
  const revisions = await listRevisions(query.table, query.key, { dataVersion });
  if (revisions.length === 0) {
    return err({
      kind: 'not-found',
      detail: `The table ${query.table} has no fact with the key "${query.key}".`,
    });
  }

  return ok({
    dataVersion,
    table: query.table,
    key: query.key,
    items: revisions.map((revision) => ({
      recordedInBatch: revision.recordedInBatch,
      committedAt: revision.committedAt,
      isWithdrawn: revision.isWithdrawn,
      visibleFrom: revision.visibleFrom,
      visibleRule: revision.visibleRule,
      sourceTitle: revision.sourceTitle,
      publisher: revision.publisher,
      url: revision.url,
      publishedOn: revision.publishedOn,
      grade: revision.grade,
      content: revision.content,
    })),
  });
}
