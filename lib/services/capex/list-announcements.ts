import 'server-only';

import type { Announcement, AnnouncementsPage, AnnouncementsQuery } from '#lib/contracts/capex.ts';
import { invalidField } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { CapexAnnouncement } from '#lib/core/facts/types.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listCapexAnnouncements } from '#lib/db/capex.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';
import type { Scope } from '../scope/resolve-scope.ts';
import { readCursor, writeCursor } from './announcement-cursor.ts';

const DEFAULT_PAGE_ROWS = 100;

const pages = createAnswerCache<Result<AnnouncementsPage, RequestFault>>(64);

/** One page of capex announcements, newest first, then by id; amounts in USD bn. */
export async function listAnnouncements(
  query: AnnouncementsQuery,
): Promise<Result<AnnouncementsPage, RequestFault>> {
  const cursor = readCursor(query);
  if (!cursor.ok) return cursor;
  const scope = await resolveScope(cursor.value?.scope ?? query);
  if (!scope.ok) return scope;

  const { issuer, year, limit } = query;
  const key = JSON.stringify([scopeKey(scope.value), issuer, year, limit, cursor.value?.afterId]);

  return pages.get(key, () => loadPage(query, scope.value, cursor.value?.afterId ?? null));
}

async function loadPage(
  query: AnnouncementsQuery,
  scope: Scope,
  afterId: string | null,
): Promise<Result<AnnouncementsPage, RequestFault>> {
  const rows = await listCapexAnnouncements(scope, {
    ...(query.issuer !== undefined && { issuer: query.issuer }),
    ...(query.year !== undefined && { year: query.year }),
  });
  const start = afterId === null ? 0 : rows.findIndex((row) => row.id === afterId) + 1;
  if (afterId !== null && start === 0) {
    return err(invalidField('cursor', 'points at no announcement; leave it out to begin at the first page'));
  }

  const end = start + (query.limit ?? DEFAULT_PAGE_ROWS);
  const last = rows[end - 1];
  const { issuer = null, year = null } = query;
  const nextCursor =
    end < rows.length && last !== undefined ? writeCursor({ scope, issuer, year, afterId: last.id }) : null;

  return ok({ ...scope, items: rows.slice(start, end).map(toAnnouncement), nextCursor });
}

function toAnnouncement(row: CapexAnnouncement): Announcement {
  return {
    id: row.id,
    issuer: row.issuer,
    ticker: row.ticker,
    announcedOn: row.announcedOn,
    periodLabel: row.periodLabel,
    periodStart: row.periodStartOn,
    periodEnd: row.periodEndOn,
    kind: row.kind,
    amountLowUsdBn: row.lowUsdBn,
    amountPointUsdBn: row.pointUsdBn,
    amountHighUsdBn: row.highUsdBn,
    supersedesId: row.supersedesId,
    source: {
      title: row.sourceTitle,
      publisher: row.publisher,
      url: row.url,
      publishedOn: row.publishedOn,
    },
    confidence: row.grade,
    summary: row.summary,
  };
}
