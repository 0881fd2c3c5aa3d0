/** The addresses of the pages of events: how a study is made, whose band is drawn, and which rows the table shows. */
import {
  DEFAULT_SETTINGS,
  readStudySettings,
  STUDY_PARAMS,
  studyPairs,
  type StudySettings,
} from '../event-study/study-link.ts';
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { choiceParam, idParam, readLink } from '../link/read-link.ts';
import { DEFAULT_DEFLATED_EVENT } from './efficiency-link.ts';
import { sortParam, textParam, withoutBlanks, writeSort, type SortOrder } from './text-param.ts';

export const EVENT_SORT_KEYS = [
  'date',
  'event',
  'kind',
  'claim',
  'effective',
  'car',
  'focus',
  'latest',
] as const;
export type EventSortKey = (typeof EVENT_SORT_KEYS)[number];

/** How far the chart follows, sessions. */
export const CHART_SPANS = ['20', '60'] as const;
export type ChartSpan = (typeof CHART_SPANS)[number];

/** Micron: the share with the longest history in the market that reacts first. */
export const DEFAULT_FOCUS = 'MU';

/** What a study's page says in its address. */
export interface StudyLink {
  readonly asOf: IsoDate | null;
  readonly settings: StudySettings;
  /** Listing whose placebo band is drawn. */
  readonly focus: string;
  readonly span: ChartSpan;
}

/** What the page of all events says in its address. */
export interface EventsLink extends StudyLink {
  /** Event that the chart draws. */
  readonly event: string;
  readonly words: string;
  readonly kind: string | null;
  readonly sort: SortOrder<EventSortKey>;
}

export const DEFAULT_STUDY_LINK: StudyLink = {
  asOf: null,
  settings: DEFAULT_SETTINGS,
  focus: DEFAULT_FOCUS,
  span: '20',
};

export const DEFAULT_EVENTS_LINK: EventsLink = {
  ...DEFAULT_STUDY_LINK,
  event: DEFAULT_DEFLATED_EVENT,
  words: '',
  kind: null,
  sort: { key: 'date', isDescending: true },
};

export interface Decoded<Link> {
  readonly link: Link;
  readonly faults: readonly LinkFault[];
}

const STUDY_TEXTS = Object.fromEntries(STUDY_PARAMS.map((param) => [param, textParam])) as Record<
  (typeof STUDY_PARAMS)[number],
  typeof textParam
>;

const TICKER = /^[A-Z0-9.^-]{1,16}$/;

const PARAMS = {
  ...STUDY_TEXTS,
  ticker: (raw: string) => (TICKER.test(raw) ? { value: raw } : { message: 'must be a ticker such as MU' }),
  span: choiceParam(CHART_SPANS),
};

type StudyValues = Record<(typeof STUDY_PARAMS)[number], string> & {
  readonly ticker: string;
  readonly span: ChartSpan;
};

type TableValues = StudyValues & {
  readonly event: string;
  readonly q: string;
  readonly kind: string;
  readonly s: SortOrder<EventSortKey>;
};

function toStudyLink(asOf: IsoDate | null, values: Partial<StudyValues>): Decoded<StudyLink> {
  const given = STUDY_PARAMS.flatMap((param) => {
    const text = values[param];
    return text === undefined ? [] : [[param, text] as const];
  });
  const { settings, faults } = readStudySettings(given);
  return {
    faults,
    link: {
      asOf,
      settings,
      focus: values.ticker ?? DEFAULT_FOCUS,
      span: values.span ?? DEFAULT_STUDY_LINK.span,
    },
  };
}

/** Reads the address of one event's study. */
export function readStudyLink(query: Iterable<readonly [string, string]>): Decoded<StudyLink> {
  const { values, asOf, faults } = readLink<StudyValues>(withoutBlanks(query), PARAMS);
  const study = toStudyLink(asOf, values);
  return { link: study.link, faults: [...faults, ...study.faults] };
}

/** Reads the address of the page of all events. */
export function readEventsLink(query: Iterable<readonly [string, string]>): Decoded<EventsLink> {
  const { values, asOf, faults } = readLink<TableValues>(withoutBlanks(query), {
    ...PARAMS,
    event: idParam,
    q: textParam,
    kind: textParam,
    s: sortParam(EVENT_SORT_KEYS),
  });
  const study = toStudyLink(asOf, values);
  return {
    faults: [...faults, ...study.faults],
    link: {
      ...study.link,
      event: values.event ?? DEFAULT_EVENTS_LINK.event,
      words: values.q ?? '',
      kind: values.kind ?? null,
      sort: values.s ?? DEFAULT_EVENTS_LINK.sort,
    },
  };
}

type Pairs = (readonly [string, string])[];

/** What the address says of the study, where it differs from the defaults. */
export function studyLinkPairs({ settings, focus, span }: StudyLink): Pairs {
  return [
    ...studyPairs(settings),
    ...(focus === DEFAULT_FOCUS ? [] : [['ticker', focus] as const]),
    ...(span === DEFAULT_STUDY_LINK.span ? [] : [['span', span] as const]),
  ];
}

/** What the address of all events says beside the table's rows. */
export function eventsPairs(link: EventsLink): Pairs {
  return [
    ...studyLinkPairs(link),
    ...(link.event === DEFAULT_EVENTS_LINK.event ? [] : [['event', link.event] as const]),
  ];
}

/** What it says of the table's rows and their order. */
export function eventsTablePairs({ words, kind, sort }: EventsLink): Pairs {
  return [
    ...(words === '' ? [] : [['q', words] as const]),
    ...(kind === null ? [] : [['kind', kind] as const]),
    ...(writeSort(sort) === writeSort(DEFAULT_EVENTS_LINK.sort) ? [] : [['s', writeSort(sort)] as const]),
  ];
}
