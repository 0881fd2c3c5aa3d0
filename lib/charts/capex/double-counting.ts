/** What would be counted twice: announcements that come back as a host's capex, by reason, with their dollars. */
import type { CapexAnnouncementFact } from '../../contracts/facts/capex.ts';
import type { ExclusionKind } from '../../core/demand/consolidation.ts';
import { listExcludedGroups, type ExcludedGroup } from '../../core/demand/excluded-dollars.ts';
import { guideEnds } from '../../core/demand/guide-point.ts';
import type { IsoDate } from '../../core/facts/types.ts';
import { quantityCell, wordsCell, type CatalogueCell, type CatalogueTable } from '../catalogue-table.ts';
import { evidenceOf, type EvidenceBook } from '../figure-evidence.ts';
import { formatDate } from '../format.ts';
import { figure, plain, type SentencePart } from '../sentence.ts';
import { formatBn, formatGuide, formatGuideRange } from './capex-words.ts';

export type ExcludedRows = readonly ExcludedGroup<CapexAnnouncementFact>[];

interface KindWords {
  readonly title: string;
  readonly rule: string;
}

const KINDS: Readonly<Record<ExclusionKind, KindWords>> = {
  commitment: {
    title: 'Commitments to a host or supplier',
    rule: 'The tenant’s promise is the host’s backlog, and then the host’s capex: only the capex counts.',
  },
  plan: {
    title: 'Plans, parts of a guided year, net measures',
    rule: 'A plan over several years, a quarter inside a guided year, or a net measure beside the gross one: the guide of the year counts.',
  },
  noSeries: {
    title: 'Guides of buyers without a complete cash series',
    rule: 'They are real capex, and stand in the share of the world that the six issuers are taken to cover.',
  },
  supplier: {
    title: 'Suppliers',
    rule: 'A supplier’s plant is paid out of the buyers’ orders.',
  },
  otherKind: { title: 'Others', rule: 'No guide to a year’s capex.' },
};

/** One reason with its sum, as the page shows it. */
export interface ExcludedGroupModel {
  readonly kind: ExclusionKind;
  readonly title: string;
  readonly rule: string;
  readonly evidence: string;
  readonly count: string;
  readonly total: string;
  readonly range: string | null;
}

export interface DoubleCounting {
  readonly sentence: readonly SentencePart[];
  readonly groups: readonly ExcludedGroupModel[];
  readonly table: CatalogueTable;
  readonly evidence: EvidenceBook;
}

function evidenceKey(kind: ExclusionKind): string {
  return `excluded:${kind}`;
}

function toGroup({ kind, rows, sized, total }: ExcludedRows[number]): ExcludedGroupModel {
  return {
    kind,
    ...KINDS[kind],
    evidence: evidenceKey(kind),
    count:
      rows.length === 1
        ? 'one announcement'
        : `${String(rows.length)} announcements, ${String(sized)} of them with an amount`,
    total: formatGuide(total.pointUsdBn),
    range: formatGuideRange(total),
  };
}

function amountCell(row: CapexAnnouncementFact): CatalogueCell {
  const ends = guideEnds(row);
  const range = ends === null ? null : formatGuideRange(ends);
  return {
    ...quantityCell(ends?.pointUsdBn ?? null, formatBn, 'no amount'),
    note: range ?? row.amountOriginal,
  };
}

function tableOf(groups: ExcludedRows, asOf: IsoDate): CatalogueTable {
  return {
    title: 'Announcements that stay out, newest first',
    noun: 'announcements',
    columns: [
      { key: 'day', label: 'Announced', unit: null, isNumber: false },
      { key: 'issuer', label: 'Who', unit: null, isNumber: false },
      { key: 'amount', label: 'Stated', unit: 'USD bn', isNumber: true },
      { key: 'period', label: 'Over', unit: null, isNumber: false },
      { key: 'reason', label: 'Why it stays out', unit: null, isNumber: false },
      {
        key: 'note',
        label: 'Where it comes back, as the row says',
        unit: null,
        isNumber: false,
        isWide: true,
      },
      { key: 'source', label: 'Source', unit: null, isNumber: false },
    ],
    rows: groups
      .flatMap(({ kind, rows }) => rows.map((row) => ({ kind, row })))
      .toSorted(
        (a, b) => b.row.announcedOn.localeCompare(a.row.announcedOn) || a.row.id.localeCompare(b.row.id),
      )
      .map(({ kind, row }) => ({
        key: row.id,
        facets: { reason: kind },
        search: row.summary,
        isOwn: false,
        cells: [
          { value: row.announcedOn, text: formatDate(row.announcedOn) },
          wordsCell(row.issuer),
          amountCell(row),
          wordsCell(row.periodLabel),
          wordsCell(KINDS[kind].title),
          wordsCell(row.aiShareNote ?? row.summary),
          {
            ...wordsCell(row.sourceTitle ?? row.publisher ?? 'source not named'),
            ...(row.url === null ? {} : { href: row.url }),
            note: row.grade,
          },
        ],
      })),
    facets: [],
    fileName: `capex-left-out-${asOf}`,
  };
}

function evidenceBook(groups: ExcludedRows): EvidenceBook {
  return Object.fromEntries(
    groups.map(({ kind, rows, sized, total }) => [
      evidenceKey(kind),
      evidenceOf({
        title: KINDS[kind].title,
        value: formatGuide(total.pointUsdBn),
        range: formatGuideRange(total),
        rangeWords: 'sum of the lows and of the highs',
        grade: 'derived',
        words: `${KINDS[kind].rule} The sum adds the stated amounts of ${String(sized)} announcements, each over its own years; ${String(rows.length - sized)} state none. Some contain others, so it says how much would be miscounted, not how much is spent.`,
        steps: rows.map((row) => {
          const ends = guideEnds(row);
          return {
            label: `${row.issuer}: ${row.periodLabel}`,
            note: [formatDate(row.announcedOn), row.aiShareNote]
              .filter((words) => words !== null)
              .join(' · '),
            value: ends === null ? 'no amount' : formatGuide(ends.pointUsdBn),
          };
        }),
        sources: rows.map((row) => ({
          title: row.sourceTitle ?? row.publisher ?? row.id,
          url: row.url,
          publishedOn: row.publishedOn,
          where: row.id,
        })),
      }),
    ]),
  );
}

/** The section on double counting at a date; `sumUsdBn` is what enters for the year, null where there is no sum. */
export function prepareDoubleCounting(
  announcements: readonly CapexAnnouncementFact[],
  {
    asOf,
    year,
    sumUsdBn,
  }: { readonly asOf: IsoDate; readonly year: number; readonly sumUsdBn: number | null },
): DoubleCounting {
  const groups = listExcludedGroups(announcements, asOf);
  const commitments = groups.find(({ kind }) => kind === 'commitment');
  const rows = groups.reduce((count, group) => count + group.rows.length, 0);
  const beside =
    sumUsdBn === null ? '' : ` beside the ${formatGuide(sumUsdBn)} of guides for ${String(year)}`;
  const sentence =
    commitments === undefined
      ? [plain(`${String(rows)} announcements stay out of the sum; none of them is a commitment.`)]
      : [
          plain(`${String(commitments.rows.length)} commitments to hosts and suppliers, `),
          figure(formatGuide(commitments.total.pointUsdBn), evidenceKey('commitment')),
          plain(` as stated over their own years, stay out${beside}: they come back as somebody’s capex.`),
        ];
  return {
    sentence,
    groups: groups.map(toGroup),
    table: tableOf(groups, asOf),
    evidence: evidenceBook(groups),
  };
}
