/** The ledger with what each headline comes to and how shares met it, and the events pooled by kind. */
import type { EventItem } from '../../contracts/event-studies.ts';
import type { DeflationItem } from '../../contracts/fleet.ts';
import { EVENT_KIND_WORDS, eventKindWords } from '../../core/event-study/event-kinds.ts';
import { describeDay, describeWindow, type DayWindow } from '../../core/event-study/options.ts';
import type { PooledResult } from '../../core/event-study/pooled.ts';
import { quantityCell, wordsCell, type CatalogueCell, type CatalogueTable } from '../catalogue-table.ts';
import { numberCell, textCell } from '../chart-model.ts';
import { isDeflated } from '../efficiency/deflation-words.ts';
import { formatDate, formatFraction, formatFractionRange } from '../format.ts';
import type { NamedTable } from '../rebound/named-table.ts';
import { formatStatistic, signedFraction } from './event-words.ts';

/** One event as the table needs it. */
export interface EventRow {
  readonly event: EventItem;
  readonly meanCar: number | null;
  readonly meanLatest: { readonly car: number; readonly day: number } | null;
  readonly tickers: readonly {
    readonly ticker: string;
    readonly car: number | null;
    readonly t: number | null;
  }[];
}

interface EventsTableInput {
  readonly rows: readonly EventRow[];
  /** Headlines that name a technique. */
  readonly deflations: readonly DeflationItem[];
  readonly range: DayWindow;
  /** Share with a column of its own. */
  readonly focus: { readonly ticker: string; readonly name: string };
  readonly hrefOf: (event: string) => string;
}

const NONE = '–';

/** Every event of the ledger. */
export function prepareEventsTable({
  rows,
  deflations,
  range,
  focus,
  hrefOf,
}: EventsTableInput): CatalogueTable {
  const byEvent = new Map(deflations.map((item) => [item.event, item]));
  return {
    title: `The ledger of events, with CAR${describeWindow(range)}`,
    noun: 'events',
    columns: [
      { key: 'date', label: 'Date', unit: null, isNumber: false },
      { key: 'event', label: 'Event', unit: null, isNumber: false, isWide: true },
      { key: 'kind', label: 'Kind', unit: null, isNumber: false },
      { key: 'claim', label: 'Headline', unit: 'fraction', isNumber: true },
      { key: 'effective', label: 'Effective saving', unit: 'fraction', isNumber: true },
      { key: 'car', label: 'Mean CAR', unit: 'fraction', isNumber: true },
      { key: 'focus', label: focus.name, unit: 'fraction', isNumber: true },
      { key: 'latest', label: 'Where it stands', unit: 'fraction', isNumber: true },
    ],
    rows: rows.map((row) => ({
      key: row.event.id,
      facets: { kind: row.event.kind },
      search: [row.event.id, ...row.event.actors, ...row.event.techniques, row.event.notes ?? ''].join(' '),
      isOwn: false,
      cells: [
        { value: row.event.occurredOn, text: formatDate(row.event.occurredOn) },
        wordsCell(row.event.title, { href: hrefOf(row.event.id) }),
        wordsCell(eventKindWords(row.event.kind)),
        ...claimCells(byEvent.get(row.event.id)),
        ...reactionCells(row, focus.ticker),
      ],
    })),
    facets: [{ param: 'kind', label: 'Kind', words: EVENT_KIND_WORDS }],
    fileName: 'waterline-events',
  };
}

function claimCells(item: DeflationItem | undefined): CatalogueCell[] {
  if (item === undefined) {
    return [
      { value: null, text: NONE },
      { value: null, text: NONE },
    ];
  }
  const claim = quantityCell(item.steps[0]?.point ?? null, formatFraction, NONE);
  if (!isDeflated(item)) {
    return [claim, { value: null, text: NONE, note: item.absence ?? 'no figure' }];
  }
  const { effective } = item;
  return [
    item.hasClaim ? claim : { ...claim, note: 'not printed' },
    {
      ...quantityCell(effective.point, formatFraction, NONE),
      note: formatFractionRange(effective.low, effective.high),
    },
  ];
}

function reactionCells({ meanCar, meanLatest, tickers }: EventRow, focus: string): CatalogueCell[] {
  const known = tickers.filter(({ car }) => car !== null).length;
  const own = tickers.find(({ ticker }) => ticker === focus);
  return [
    meanCar === null
      ? { value: null, text: NONE, note: 'no figures' }
      : { ...quantityCell(meanCar, signedFraction, NONE), note: `${String(known)} shares` },
    own?.car == null
      ? { value: null, text: NONE }
      : {
          ...quantityCell(own.car, signedFraction, NONE),
          ...(own.t === null ? {} : { note: `t ${formatStatistic(own.t)}` }),
        },
    meanLatest === null
      ? { value: null, text: NONE }
      : { ...quantityCell(meanLatest.car, signedFraction, NONE), note: `day ${describeDay(meanLatest.day)}` },
  ];
}

/** Events pooled by kind. */
export function preparePoolTable(
  pools: readonly (PooledResult & { readonly kind: string; readonly words: string })[],
  range: DayWindow,
): NamedTable {
  const papers = pools.find(({ kind }) => kind === 'efficiency-paper');
  return {
    title: 'By kind of event',
    summary:
      papers?.meanCar == null
        ? `Mean CAR${describeWindow(range)} of the events of each kind.`
        : `${String(papers.events)} efficiency papers moved memory shares by ${signedFraction(papers.meanCar)} on average over ${describeWindow(range)}, median ${signedFraction(papers.medianCar ?? 0)}${papers.t === null ? '' : `, t ${formatStatistic(papers.t)}`}.`,
    notes: [
      'Each event counts once, with the mean of its shares. t: the mean over its standard error from the spread between events, as if they were independent.',
      'Overlapping: events whose window shares sessions with that of another of their kind; they count the same days twice.',
    ],
    table: {
      caption: 'Reactions by kind of event',
      columns: [
        { label: 'Kind', unit: null },
        { label: 'Events', unit: '' },
        { label: 'Mean CAR', unit: 'fraction' },
        { label: 'Median', unit: 'fraction' },
        { label: 'Fell', unit: 'fraction' },
        { label: 't', unit: '' },
        { label: 'Overlapping', unit: '' },
      ],
      rows: pools.map((pool) => [
        textCell(pool.words),
        numberCell(pool.events, String, NONE),
        numberCell(pool.meanCar, signedFraction, 'no figures'),
        numberCell(pool.medianCar, signedFraction, NONE),
        numberCell(pool.shareNegative, formatFraction, NONE),
        numberCell(pool.t, formatStatistic, pool.events === 1 ? 'one event' : NONE),
        numberCell(pool.overlapping, String, NONE),
      ]),
      totals: null,
    },
    fileName: 'waterline-events-by-kind',
  };
}
