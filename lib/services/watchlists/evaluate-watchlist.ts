import 'server-only';

import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { CapexIssuer } from '#lib/contracts/capex.ts';
import type { TechniqueItem } from '#lib/contracts/catalogue.ts';
import type { ModelItem } from '#lib/contracts/efficiency.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { ImpliedListingItem } from '#lib/contracts/implied-saving.ts';
import type { VendorItem } from '#lib/contracts/vendors.ts';
import type { WatchCell, WatchRow } from '#lib/contracts/watchlists/watchlists.ts';
import { toDayNumber } from '#lib/core/calendar/day-number.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { COLUMN_KINDS, watchKey, type WatchColumn } from '#lib/core/watchlist/types.ts';
import { listConcerned } from '#lib/core/watchlist/unread.ts';
import type { StoredWatchItem, StoredWatchlist } from '#lib/db/watchlists.ts';
import { now } from '#lib/platform/clock.ts';

import { computeCapexTotals } from '../capex/compute-totals.ts';
import { getDefaultImplied } from '../implied-saving/get-default-implied.ts';
import { listModels } from '../efficiency/list-models.ts';
import { listTechniqueItems } from '../efficiency/list-techniques.ts';
import { loadLedger } from '../sources/get-ledger.ts';
import { listVendors } from '../vendors/list-vendors.ts';
import { absent, present, type Cells } from './cells.ts';
import { findThing, loadKnownThings, type KnownThing, type KnownThings } from './known-things.ts';
import { breakEvenCell, guideCell, kvBytesCell, savingCell } from './other-cells.ts';
import {
  impliedCell,
  loadStockPrices,
  newestCloseOn,
  PRICE_COLUMNS,
  priceCells,
  stockTrend,
  vendorCells,
  type StockPrices,
} from './stock-cells.ts';

/** A list's figures as of today. */
export interface EvaluatedWatchlist {
  readonly modelVersion: string;
  readonly known: KnownThings;
  readonly rows: readonly Omit<WatchRow, 'unread'>[];
}

/** What the cells are read from; loaded only as far as the list asks. */
interface Figures {
  readonly known: KnownThings;
  readonly prices: StockPrices;
  readonly vendors: ReadonlyMap<string, VendorItem>;
  readonly implied: ReadonlyMap<string, ImpliedListingItem>;
  readonly techniques: ReadonlyMap<string, TechniqueItem>;
  readonly models: ReadonlyMap<string, ModelItem>;
  readonly issuers: ReadonlyMap<string, CapexIssuer>;
  readonly newestFactOn: ReadonlyMap<string, IsoDate>;
}

/** Every row of a list with the cells of its columns; the owner's scenarios are those that it can name. */
export async function evaluateWatchlist({
  ownerId,
  columns,
  items,
}: Pick<StoredWatchlist, 'ownerId' | 'columns' | 'items'>): Promise<
  Result<EvaluatedWatchlist, RequestFault>
> {
  const loaded = await loadKnownThings(ownerId);
  if (!loaded.ok) return loaded;
  const known = loaded.value;
  const figures = await loadFigures(known, columns, items);
  if (!figures.ok) return figures;
  const rows = await Promise.all(items.map((item) => toRow(item, columns, figures.value)));

  return ok({ modelVersion: MODEL_VERSION, known, rows });
}

async function loadFigures(
  known: KnownThings,
  columns: readonly WatchColumn[],
  items: readonly StoredWatchItem[],
): Promise<Result<Figures, RequestFault>> {
  const wants = (...asked: readonly WatchColumn[]): boolean =>
    asked.some(
      (column) => columns.includes(column) && items.some(({ kind }) => COLUMN_KINDS[column].includes(kind)),
    );
  const tickers = items.flatMap(({ kind, ref }) => (kind === 'stock' ? [ref] : []));
  const scope = { asOf: known.asOf, dataVersion: known.dataVersion };
  const none = ok({ items: [] });
  const [prices, vendors, implied, techniques, models, totals, newestFactOn] = await Promise.all([
    loadStockPrices(wants(...PRICE_COLUMNS) ? tickers : [], { asOf: known.asOf, nowMs: now().getTime() }),
    wants('exposure', 'hbmShare') ? listVendors(scope) : none,
    wants('implied') ? getDefaultImplied() : ok(new Map<string, ImpliedListingItem>()),
    wants('saving') ? listTechniqueItems(scope) : none,
    wants('kvBytes') ? listModels(scope) : none,
    wants('guide') ? computeCapexTotals({ ...scope, year: yearOf(known) }) : ok({ issuers: [] }),
    wants('dataAge') ? readNewestFacts(known, items) : new Map<string, IsoDate>(),
  ]);
  if (!vendors.ok) return vendors;
  if (!implied.ok) return implied;
  if (!techniques.ok) return techniques;
  if (!models.ok) return models;
  if (!totals.ok) return totals;

  return ok({
    known,
    prices,
    vendors: new Map(vendors.value.items.map((item) => [item.ticker, item])),
    implied: implied.value,
    techniques: new Map(techniques.value.items.map((item) => [item.id, item])),
    models: new Map(models.value.items.map((item) => [item.id, item])),
    issuers: new Map(totals.value.issuers.map((item) => [item.issuer, item])),
    newestFactOn,
  });
}

/** The calendar year whose guides a list shows. */
function yearOf({ asOf }: KnownThings): number {
  return Number(asOf.slice(0, 4));
}

async function toRow(
  item: StoredWatchItem,
  columns: readonly WatchColumn[],
  figures: Figures,
): Promise<Omit<WatchRow, 'unread'>> {
  const { kind, ref, note } = item;
  const thing = findThing(figures.known, item);
  if (thing === null) {
    const absence = kind === 'scenario' ? 'deleted scenario' : 'no longer on file';
    return {
      ...{ kind, ref, note, absence, href: null, cells: {}, trend: null, detail: absence },
      title: kind === 'scenario' ? 'Deleted scenario' : ref,
    };
  }
  const shown = columns.filter((column) => COLUMN_KINDS[column].includes(kind));
  const all = await cellsOf(thing, shown, figures);
  const trend = kind === 'stock' && shown.includes('trend') ? stockTrend(ref, figures.prices) : null;

  return {
    ...{ kind, ref, note, trend, absence: null },
    ...{ title: thing.title, detail: thing.detail, href: thing.href },
    cells: Object.fromEntries(
      shown.flatMap((column) => {
        const cell = all[column];
        return cell === undefined ? [] : [[column, cell]];
      }),
    ),
  };
}

async function cellsOf(thing: KnownThing, shown: readonly WatchColumn[], figures: Figures): Promise<Cells> {
  const { ref } = thing;
  const dataAge = ageCell(thing, figures);
  switch (thing.kind) {
    case 'stock':
      return {
        ...priceCells(ref, figures.prices),
        ...vendorCells(figures.vendors.get(ref) ?? null),
        implied: impliedCell(figures.implied.get(ref) ?? null),
        dataAge,
      };
    case 'technique':
      return { saving: savingCell(figures.techniques.get(ref)), dataAge };
    case 'model':
      return { kvBytes: kvBytesCell(figures.models.get(ref)), dataAge };
    case 'issuer':
      return { guide: guideCell(figures.issuers.get(ref), yearOf(figures.known)), dataAge };
    case 'scenario': {
      const scenario = figures.known.scenarios.get(ref);
      const isWanted = scenario !== undefined && shown.includes('breakEven');
      return isWanted ? { breakEven: await breakEvenCell(scenario, figures.known), dataAge } : { dataAge };
    }
  }
}

/** Days since the newest close of a stock, else since the newest fact about it became known; of a scenario, since it was saved. */
function ageCell({ kind, ref, factName }: KnownThing, figures: Figures): WatchCell {
  const { known, prices, newestFactOn } = figures;
  const closeOn = kind === 'stock' ? newestCloseOn(ref, prices) : null;
  const savedOn = kind === 'scenario' ? known.scenarios.get(ref)?.head.recordedAt.slice(0, 10) : undefined;
  const on = closeOn ?? savedOn ?? newestFactOn.get(watchKey({ kind, ref }));
  if (on === undefined) return absent('days', `no fact about ${factName ?? ref} is on file`);

  return present(toDayNumber(known.asOf) - toDayNumber(on), 'days', { on });
}

/** Day on which the newest fact about each thing became known. */
async function readNewestFacts(
  known: KnownThings,
  items: readonly StoredWatchItem[],
): Promise<ReadonlyMap<string, IsoDate>> {
  const things = items.flatMap((item) => findThing(known, item) ?? []);
  const { rows } = await loadLedger({ asOf: known.asOf, dataVersion: known.dataVersion });
  const newest = new Map<string, IsoDate>();
  for (const { item, concerns } of listConcerned(rows, things)) {
    for (const key of concerns.map(watchKey)) {
      if (item.visibleFrom > (newest.get(key) ?? '')) newest.set(key, item.visibleFrom);
    }
  }

  return newest;
}
