import 'server-only';

import { MOST_SHOWN } from '#lib/charts/sources/feed-list.ts';
import type { FactsSummary } from '#lib/contracts/facts-summary.ts';
import type { Revisions } from '#lib/contracts/evidence.ts';
import { FACT_TABLES } from '#lib/contracts/facts/tables.ts';
import type { Feed } from '#lib/contracts/feed.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { refuseUnknown, type DecodedSourcesLink } from '#lib/core/catalogue/sources-link.ts';
import { changeStart, type ChangeStart } from '#lib/core/ledger/change-start.ts';
import type { LedgerRow } from '#lib/core/ledger/ledger.ts';
import { scopeOfLink } from '#lib/core/link/pin.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { listFactRevisions } from '#lib/services/evidence/list-fact-revisions.ts';
import { summariseFactTables } from '#lib/services/facts/summarise-facts.ts';
import { getLedger, type Ledger } from '#lib/services/sources/get-ledger.ts';
import type { Scope } from '#lib/services/scope/resolve-scope.ts';
import { listFeed } from '#lib/services/sources/list-feed.ts';

/** Everything of the page; what the ledger of the date does not hold is refused in `decoded`. */
export interface LoadedSources {
  readonly ledger: Ledger;
  readonly decoded: DecodedSourcesLink;
  readonly tables: FactsSummary['tables'];
  readonly feed: Feed;
  readonly open: { readonly row: LedgerRow; readonly revisions: Revisions } | null;
}

/** Loads the page of an address; `usualStart` says from when changes are told where the address does not. Throws when the database is away. */
export async function loadSources(
  asked: DecodedSourcesLink,
  usualStart: ChangeStart,
): Promise<Result<LoadedSources, RequestFault>> {
  const ledger = await getLedger(scopeOfLink(asked.link));
  if (!ledger.ok) return ledger;
  const { rows } = ledger.value;
  const scope = { asOf: ledger.value.asOf, dataVersion: ledger.value.dataVersion };
  const decoded = refuseUnknown(asked, {
    tables: FACT_TABLES,
    who: [...new Set(rows.flatMap(({ who }) => who))],
    ids: rows.map(({ id }) => id),
    asOf: scope.asOf,
  });
  const [summary, feed, open] = await Promise.all([
    summariseFactTables(scope),
    listFeed(
      { ...scope, since: decoded.link.since ?? changeStart(scope.asOf, usualStart) },
      { measured: MOST_SHOWN },
    ),
    loadOpen(rows, decoded.link.open, scope),
  ]);
  if (!summary.ok) return summary;
  if (!feed.ok) return feed;
  if (!open.ok) return open;

  return ok({
    ledger: ledger.value,
    decoded,
    tables: summary.value.tables,
    feed: feed.value,
    open: open.value,
  });
}

/** The open value with the revisions that were known on the day. */
async function loadOpen(
  rows: readonly LedgerRow[],
  id: string | null,
  { asOf, dataVersion }: Scope,
): Promise<Result<LoadedSources['open'], RequestFault>> {
  const row = id === null ? undefined : rows.find((one) => one.id === id);
  const table = FACT_TABLES.find((name) => name === row?.table);
  if (row === undefined || table === undefined) return ok(null);
  const revisions = await listFactRevisions({ table, key: row.key, dataVersion });

  if (!revisions.ok) return revisions;
  const known = revisions.value.items.filter(({ visibleFrom }) => visibleFrom <= asOf);

  return ok({ row, revisions: { ...revisions.value, items: known } });
}
