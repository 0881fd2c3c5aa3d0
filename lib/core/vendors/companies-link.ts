/** The addresses of the pages of companies: only what differs from the default, nothing clamped, faults by name. */
import { sortParam, textParam, withoutBlanks, writeSort, type SortOrder } from '../catalogue/text-param.ts';
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { pinPairs, readPin, type LinkMoment, type LinkPin } from '../link/pin.ts';
import { choiceParam, readLink, writeLink } from '../link/read-link.ts';

export const CURRENCY_CHOICES = ['native', 'usd'] as const;
/** Whether accounts are drawn in the vendor's own currency or in US dollars. */
export type CurrencyChoice = (typeof CURRENCY_CHOICES)[number];

export const CALENDAR_CHOICES = ['calendar', 'fiscal'] as const;
/** Whether they are drawn in calendar quarters or in the vendor's own. */
export type CalendarChoice = (typeof CALENDAR_CHOICES)[number];

export const METRIC_SORT_KEYS = [
  'period',
  'segment',
  'metric',
  'value',
  'usd',
  'kind',
  'grade',
  'published',
] as const;
export type MetricSortKey = (typeof METRIC_SORT_KEYS)[number];

/** What the address of one company's page holds. */
export interface CompanyLink {
  /** Null = today. */
  readonly asOf: IsoDate | null;
  /** Null = live. */
  readonly pin: LinkPin | null;
  readonly currency: CurrencyChoice;
  readonly quarters: CalendarChoice;
  /** Words that a row of the table of figures must hold; `''` = every row. */
  readonly words: string;
  /** Segment and kind of its rows; null = all. */
  readonly segment: string | null;
  readonly kind: string | null;
  readonly sort: SortOrder<MetricSortKey>;
}

export const DEFAULT_COMPANY_LINK: CompanyLink = {
  asOf: null,
  pin: null,
  currency: 'native',
  quarters: 'calendar',
  words: '',
  segment: null,
  kind: null,
  sort: { key: 'period', isDescending: true },
};

interface CompanyParams {
  readonly pin: LinkPin;
  readonly u: CurrencyChoice;
  readonly cal: CalendarChoice;
  readonly q: string;
  readonly seg: string;
  readonly kind: string;
  readonly s: SortOrder<MetricSortKey>;
}

export interface DecodedCompanyLink {
  readonly link: CompanyLink;
  readonly faults: readonly LinkFault[];
}

/** Reads a query; what is unknown, repeated or unreadable becomes a fault and is left out. */
export function readCompanyLink(query: Iterable<readonly [string, string]>): DecodedCompanyLink {
  const { values, asOf, faults } = readLink<CompanyParams>(withoutBlanks(query), {
    pin: readPin,
    u: choiceParam(CURRENCY_CHOICES),
    cal: choiceParam(CALENDAR_CHOICES),
    q: textParam,
    seg: textParam,
    kind: textParam,
    s: sortParam(METRIC_SORT_KEYS),
  });
  const usual = DEFAULT_COMPANY_LINK;
  return {
    faults,
    link: {
      asOf,
      pin: values.pin ?? null,
      currency: values.u ?? usual.currency,
      quarters: values.cal ?? usual.quarters,
      words: values.q ?? usual.words,
      segment: values.seg ?? null,
      kind: values.kind ?? null,
      sort: values.s ?? usual.sort,
    },
  };
}

/** A link without the segment and kind that no row of the company has; each by name. */
export function refuseUnknownFacets(
  { link, faults }: DecodedCompanyLink,
  rows: readonly { readonly segment: string; readonly kind: string }[],
): DecodedCompanyLink {
  const segments = [...new Set(rows.map(({ segment }) => segment))];
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const hasSegment = link.segment === null || segments.includes(link.segment);
  const hasKind = link.kind === null || kinds.includes(link.kind);
  const found: LinkFault[] = [];
  if (!hasSegment) {
    found.push({ param: 'seg', raw: link.segment, message: `must be one of ${segments.join(', ')}` });
  }
  if (!hasKind) found.push({ param: 'kind', raw: link.kind, message: `must be one of ${kinds.join(', ')}` });
  return {
    faults: [...faults, ...found],
    link: {
      ...link,
      segment: hasSegment ? link.segment : null,
      kind: hasKind ? link.kind : null,
    },
  };
}

type Pairs = readonly (readonly [string, string])[];

function differing(values: readonly (readonly [string, string, string])[]): Pairs {
  return values.flatMap(([name, value, usual]) => (value === usual ? [] : [[name, value] as const]));
}

/** What an address says of the charts, in order: only what differs from the default. */
export function companyPairs(link: CompanyLink): Pairs {
  const usual = DEFAULT_COMPANY_LINK;
  return [
    ...pinPairs(link.pin),
    ...differing([
      ['u', link.currency, usual.currency],
      ['cal', link.quarters, usual.quarters],
    ]),
  ];
}

/** What it says of the table of figures. */
export function companyTablePairs(link: CompanyLink): Pairs {
  return differing([
    ['q', link.words, ''],
    ['seg', link.segment ?? '', ''],
    ['kind', link.kind ?? '', ''],
    ['s', writeSort(link.sort), writeSort(DEFAULT_COMPANY_LINK.sort)],
  ]);
}

/** Query text with its question mark, version last; `''` when nothing differs from the default. */
export function writeCompanyLink(link: CompanyLink): string {
  return writeLink([...companyPairs(link), ...companyTablePairs(link)], link.asOf);
}

/** What the address of the list holds: the date and the pin. */
export function readCompaniesLink(
  query: Iterable<readonly [string, string]>,
): LinkMoment & { readonly faults: readonly LinkFault[] } {
  const { values, asOf, faults } = readLink(withoutBlanks(query), { pin: readPin });
  return { asOf, pin: values.pin ?? null, faults };
}
