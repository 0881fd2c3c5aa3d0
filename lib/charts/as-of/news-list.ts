/** What became known between two days, by kind, newest first. */
import type { CapexActualFact, CapexAnnouncementFact } from '../../contracts/facts/capex.ts';
import type { EventFact } from '../../contracts/facts/events.ts';
import type { HbmMarketFact } from '../../contracts/facts/hbm-market.ts';
import type { VendorMetricFact } from '../../contracts/facts/vendors.ts';
import type { Grade, Provenance } from '../../core/facts/types.ts';
import { textCell, type ChartTableModel } from '../chart-model.ts';
import { formatDate, formatUsdBn, formatUsdBnRange } from '../format.ts';

/** One piece of news: what, since when, by whose word. */
export interface NewsItem {
  readonly key: string;
  /** Day from which it counts as known. */
  readonly on: string;
  readonly title: string;
  readonly detail: string;
  readonly sourceTitle: string;
  readonly url: string | null;
  readonly grade: Grade;
  /** False where the source shows no date: it then counts from 45 days after its period, or from its collection. */
  readonly isDated: boolean;
}

export interface NewsGroup {
  readonly id: 'announcements' | 'reports' | 'disclosures' | 'market' | 'events';
  readonly title: string;
  readonly items: readonly NewsItem[];
}

/** Facts that became known after a day, as the service lists them. */
export interface NewsFacts {
  readonly announcements: readonly CapexAnnouncementFact[];
  readonly actuals: readonly CapexActualFact[];
  readonly vendorMetrics: readonly VendorMetricFact[];
  readonly market: readonly HbmMarketFact[];
  readonly events: readonly EventFact[];
}

/** Groups in the order of the page; an empty one stays, so that its absence is said. */
export function groupNews(facts: NewsFacts): NewsGroup[] {
  return [
    {
      id: 'announcements',
      title: 'Capex announcements',
      items: newestFirst(facts.announcements.map(toAnnouncement)),
    },
    { id: 'reports', title: 'Reported quarters of capex', items: newestFirst(facts.actuals.map(toReport)) },
    {
      id: 'disclosures',
      title: 'Figures and outlooks of memory vendors',
      items: newestFirst(toDisclosures(facts.vendorMetrics)),
    },
    {
      id: 'market',
      title: 'Figures of the HBM and memory market',
      items: newestFirst(toMarketNews(facts.market)),
    },
    { id: 'events', title: 'Events', items: newestFirst(facts.events.map(toEvent)) },
  ];
}

/** Newest first; undated ones, whose day is a convention, after all others. */
function newestFirst(items: readonly NewsItem[]): NewsItem[] {
  return items.toSorted(
    (a, b) => Number(b.isDated) - Number(a.isDated) || compare(b.on, a.on) || compare(a.key, b.key),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function sourceOf(row: Provenance): Pick<NewsItem, 'sourceTitle' | 'url' | 'grade' | 'isDated'> {
  return {
    sourceTitle: row.sourceTitle ?? 'source not named',
    url: row.url,
    grade: row.grade,
    isDated: row.publishedOn !== null && row.publishedOn !== '',
  };
}

function toAnnouncement(row: CapexAnnouncementFact): NewsItem {
  return {
    ...sourceOf(row),
    isDated: true,
    key: row.id,
    on: row.announcedOn,
    title: `${row.issuer}, ${row.kind} for ${row.periodLabel}: ${amountWords(row)}`,
    detail: withoutStop(row.summary),
  };
}

function amountWords({ lowUsdBn: low, pointUsdBn: point, highUsdBn: high }: CapexAnnouncementFact): string {
  if (point !== null) return formatUsdBn(point);
  if (low !== null && high !== null) return formatUsdBnRange(low, high);
  if (low !== null) return `above ${formatUsdBn(low)}`;
  return high === null ? 'no amount given' : `below ${formatUsdBn(high)}`;
}

function toReport(row: CapexActualFact): NewsItem {
  return {
    ...sourceOf(row),
    key: `${row.ticker} ${row.fiscalQuarter} ${row.definition}`,
    on: row.visibleFrom,
    title: `${row.issuer}, ${row.fiscalQuarter}: ${formatUsdBn(row.capexUsdBn)}`,
    detail: row.definition,
  };
}

/** Figures of a vendor's period from one source are one piece of news. */
function toDisclosures(rows: readonly VendorMetricFact[]): NewsItem[] {
  const own = rows.filter(({ reportedOrEstimate }) => reportedOrEstimate !== 'estimate');
  return [...Map.groupBy(own, (row) => `${row.vendor} ${row.fiscalQuarter} ${row.url ?? ''}`)].flatMap(
    ([key, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const figures = group
        .toSorted((a, b) => Number(b.segment.startsWith('HBM')) - Number(a.segment.startsWith('HBM')))
        .map(metricWords);
      return [
        {
          ...sourceOf(first),
          key,
          on: earliest(group),
          title: `${first.vendor}, ${first.fiscalQuarter}: ${countWords(group.length)}`,
          detail: listWords(figures),
        },
      ];
    },
  );
}

function metricWords({ segment, metric, value, unit, reportedOrEstimate }: VendorMetricFact): string {
  const kind = reportedOrEstimate === 'guidance' ? ' (outlook)' : '';
  return `${segment} ${metric.replaceAll('_', ' ')} ${quantityWords([value], unit)}${kind}`;
}

function toMarketNews(rows: readonly HbmMarketFact[]): NewsItem[] {
  return [...Map.groupBy(rows, (row) => row.url ?? row.key)].flatMap(([key, group]) => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      {
        ...sourceOf(first),
        key,
        on: earliest(group),
        title: `${first.publisher ?? 'Source not named'}: ${countWords(group.length)}`,
        detail: listWords(group.map(marketWords)),
      },
    ];
  });
}

function marketWords({
  vendorOrIndustry,
  period,
  low,
  point,
  high,
  unit,
  definition,
}: HbmMarketFact): string {
  const values = point === null ? [low, high].filter((end) => end !== null) : [point];
  const figure = values.length === 0 ? 'in words only' : quantityWords(values, unit);
  return `${vendorOrIndustry} ${period}, ${definition}: ${figure}`;
}

/** "107.4 KRW tn", "50–55 %": as many digits as the source gives, five at most. */
function quantityWords(values: readonly number[], unit: string): string {
  const written = values.map((value) => String(Number(value.toPrecision(5))).replace('-', '\u2212'));
  return `${written.join('–')}\u00a0${unit === 'pct' ? '%' : unit.replaceAll('_', ' ')}`;
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}

function toEvent(row: EventFact): NewsItem {
  return {
    ...sourceOf(row),
    isDated: true,
    key: row.id,
    on: row.occurredOn,
    title: row.title,
    detail: [
      row.kind.replaceAll('_', ' '),
      ...(row.sourceSeen ? [] : ['page of the source not opened yet']),
    ].join('; '),
  };
}

const SHOWN_FIGURES = 3;

/** The first few, and how many more there are. */
function listWords(words: readonly string[]): string {
  const rest = words.length - SHOWN_FIGURES;
  const shown = words.slice(0, SHOWN_FIGURES).join('; ');
  return rest > 0 ? `${shown}; and ${String(rest)} more` : shown;
}

function countWords(count: number): string {
  return count === 1 ? '1 figure' : `${String(count)} figures`;
}

function earliest(rows: readonly Provenance[]): string {
  return rows.map(({ visibleFrom }) => visibleFrom).sort()[0] ?? '';
}

/** All groups as one table for a file. */
export function newsFileTable(groups: readonly NewsGroup[]): ChartTableModel {
  return {
    caption: 'What became known',
    columns: ['Known from', 'Kind', 'What', 'Detail', 'Grade', 'Source', 'Address'].map((label) => ({
      label,
      unit: null,
    })),
    rows: groups.flatMap(({ title, items }) =>
      items.map((item) => [
        { value: item.on, text: formatDate(item.on) },
        ...[title, item.title, item.detail, item.grade, item.sourceTitle, item.url ?? 'no address'].map(
          textCell,
        ),
      ]),
    ),
    totals: null,
  };
}
