/** What the Window page says: sentence, figures, survival, windows. */
import type { SurvivalItem, WindowItem, WindowsResponse } from '../../contracts/implied-saving.ts';
import { LEAST_MODEL_PCT } from '../../core/implied-saving/window-study.ts';
import { openAt } from '../../core/implied-saving/window.ts';
import { computedVersions } from '../computed-versions.ts';
import { numberCell, textCell, type ChartProvenance, type ChartTexts } from '../chart-model.ts';
import { evidenceOf, type EvidenceBook } from '../figure-evidence.ts';
import { formatDate, formatFraction, formatFractionRange, formatSigned } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { shortTitle, signedPct } from '../priced-in/implied-words.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';

/** Sessions of a quarter and of a year: the seed's "three months, a year?". */
export const SPANS = [
  { sessions: 63, words: 'three months' },
  { sessions: 252, words: 'a year' },
] as const;

export interface WindowPage {
  readonly headline: readonly SentencePart[];
  readonly note: string;
  readonly figures: readonly PageFigure[];
  readonly evidence: EvidenceBook;
  readonly open: ChartTexts;
  readonly windows: ChartTexts;
  readonly kinds: ChartTexts;
  readonly provenance: ChartProvenance;
}

/** Survival over all kinds; null where no window could be read. */
export function wholeSurvival({ survival }: WindowsResponse): SurvivalItem | null {
  return survival.find(({ kind }) => kind === 'all') ?? null;
}

export function prepareWindowPage(answer: WindowsResponse): WindowPage {
  const all = wholeSurvival(answer);
  return {
    headline: prepareHeadline(answer, all),
    note: noteOf(answer),
    figures: prepareFigures(answer, all),
    evidence: prepareEvidence(answer, all),
    open: openTable(answer),
    windows: windowTable(answer),
    kinds: kindTable(answer),
    provenance: {
      scenario: `default scenario; a window closes at ${formatFraction(answer.threshold)} of the model’s change`,
      ...computedVersions(answer, answer.modelVersion),
      source:
        answer.source === 'frozen'
          ? 'changes of value from frozen records; the model’s change computed by Waterline'
          : 'changes of value from the prices at hand; the model’s change computed by Waterline',
    },
  };
}

function prepareHeadline({ threshold, mirror }: WindowsResponse, all: SurvivalItem | null): SentencePart[] {
  if (all === null)
    return [
      plain(
        'No window can be read: no event of the ledger has both an effective saving and a share price after it.',
      ),
    ];
  const { mid, low, high } = all.medianSessions;
  const half =
    mid === null
      ? [plain('fewer than half had closed when the watching ended')]
      : [
          plain('half had closed after '),
          figure(sessionWords(mid), 'median'),
          muted(` (${rangeOf(low, high)})`),
        ];
  const spans = SPANS.flatMap(({ sessions, words }, i) => {
    const { open, low: from, high: to } = openAt(all.steps, sessions);
    return [
      plain(i === 0 ? '; after ' : ' and after '),
      plain(`${words} `),
      figure(formatFraction(open), `open:${String(sessions)}`),
      muted(` (${formatFractionRange(from, to)})`),
    ];
  });
  return [
    plain(
      `Of ${String(all.windows)} windows after efficiency events, counted as closed at ${formatFraction(threshold)} of what the model gives, `,
    ),
    ...half,
    ...spans,
    plain(' were open'),
    ...mirrorParts(all, mirror),
    plain('.'),
  ];
}

/** What the same windows show when the market's change is turned round: noise alone. */
function mirrorParts(all: SurvivalItem, mirror: SurvivalItem | null): SentencePart[] {
  const noise = mirror?.medianSessions.mid ?? null;
  if (mirror === null || noise === null) return [];
  const isNoise = noise <= (all.medianSessions.high ?? Infinity);
  return [
    plain('; with the sign of the market turned, half close after '),
    figure(sessionWords(noise), 'mirror'),
    plain(isNoise ? ', so what closes them cannot be told from noise' : ''),
  ];
}

function sessionWords(sessions: number): string {
  return `${String(sessions)} session${sessions === 1 ? '' : 's'}`;
}

function rangeOf(low: number | null, high: number | null): string {
  if (low === null) return 'no range';
  return high === null
    ? `${String(low)} or more`
    : low === high
      ? String(low)
      : `${String(low)}–${String(high)}`;
}

function noteOf({ source, items, survival }: WindowsResponse): string {
  const origin = {
    prices: 'Computed from the prices at hand.',
    frozen: 'No prices are stored: the market’s changes are frozen records.',
    none: 'Neither prices nor frozen records are on file.',
  }[source];
  const last = items
    .flatMap(({ lastSessionOn }) => lastSessionOn ?? [])
    .toSorted()
    .at(-1);
  const until =
    last === undefined
      ? ''
      : ` Watched until ${formatDate(last)}; windows open then are counted as at least that long.`;
  const kinds =
    survival.length === 0
      ? ''
      : ' Bands are 80 %, after Greenwood; the windows of one event are not independent, so they are too narrow.';
  return `${origin}${until}${kinds}`;
}

function prepareFigures({ items, threshold }: WindowsResponse, all: SurvivalItem | null): PageFigure[] {
  const open = items.filter(({ isOpen }) => isOpen === true);
  const drowned = items.filter((row) => isDrowned(row));
  const read = items.filter(({ isOpen }) => isOpen !== null);
  return [
    {
      key: 'median',
      label: 'Half had closed after',
      value: all?.medianSessions.mid == null ? 'not reached' : sessionWords(all.medianSessions.mid),
      range: all === null ? null : rangeOf(all.medianSessions.low, all.medianSessions.high),
      note: `at ${formatFraction(threshold)} of the model’s change; assumption`,
    },
    {
      key: 'still',
      label: 'Still open',
      value: `${String(open.length)} of ${String(read.length)}`,
      range: null,
      note: 'windows: one event, one maker of HBM',
    },
    {
      key: 'taken',
      label: 'No window: the backlog takes it',
      value: `${String(items.filter(isTaken).length)} of ${String(items.length)}`,
      range: null,
      note: 'the model gives the effective saving no change of value',
    },
    {
      key: 'drowned',
      label: 'Smaller than a day’s noise',
      value: `${String(drowned.length)} of ${String(read.length)}`,
      range: null,
      note: 'the model’s change is below one standard error of the first session',
    },
  ];
}

/** Whether the model's change is smaller than the noise of one session. */
function isDrowned({ isOpen, modelChangePct, stdErrorPct, sessions }: WindowItem): boolean {
  if (isOpen === null || modelChangePct === null || stdErrorPct === null || sessions === null) return false;
  return Math.abs(modelChangePct) < stdErrorPct / Math.sqrt(sessions);
}

/** Whether unfilled orders swallow the effective saving whole. */
function isTaken({ modelChangePct }: WindowItem): boolean {
  return modelChangePct !== null && Math.abs(modelChangePct) < LEAST_MODEL_PCT;
}

function prepareEvidence(answer: WindowsResponse, all: SurvivalItem | null): EvidenceBook {
  const steps = (all?.steps ?? []).map(({ session, atRisk, closed, open, low, high }) => ({
    label: sessionWords(session),
    note: `${String(closed)} of ${String(atRisk)} closed`,
    value: `${formatFraction(open)} (${formatFractionRange(low, high)})`,
  }));
  const survival = {
    words:
      'Product-limit estimate over windows, those still open counted as at least as long as they were watched.',
    formula: 'S(t) = Π (1 − d/n);  Var S = S² Σ d/(n(n − d));  80 % band S ± 1.28 √Var',
    steps,
    notes: [
      'A window closes at the session at whose close the abnormal change first reaches the chosen share of the model’s change, whatever comes after. The threshold is an assumption.',
      'The model’s change is that of the event’s effective saving in today’s world, as a share of today’s market value.',
    ],
  };
  return {
    median: evidenceOf({
      title: 'Session by which half of the windows had closed',
      value: all?.medianSessions.mid == null ? 'not reached' : sessionWords(all.medianSessions.mid),
      range: all === null ? null : rangeOf(all.medianSessions.low, all.medianSessions.high),
      rangeWords: '80 %, where the band holds one half (Brookmeyer and Crowley 1982)',
      ...survival,
    }),
    ...Object.fromEntries(
      SPANS.map(({ sessions, words }) => [
        `open:${String(sessions)}`,
        evidenceOf({
          title: `Share of windows open after ${words}`,
          value: all === null ? 'not known' : formatFraction(openAt(all.steps, sessions).open),
          ...survival,
        }),
      ]),
    ),
    mirror: evidenceOf({
      title: 'The same windows with the market’s sign turned',
      value:
        answer.mirror?.medianSessions.mid == null
          ? 'not reached'
          : sessionWords(answer.mirror.medianSessions.mid),
      words:
        'Each abnormal change taken with the other sign: closings that are as quick the wrong way round are noise.',
    }),
    still: evidenceOf({
      title: 'Windows still open',
      value: String(answer.items.filter(({ isOpen }) => isOpen === true).length),
      words: 'Windows in which the abnormal change never reached the threshold.',
    }),
    taken: evidenceOf({
      title: 'Events that the model gives no change of value',
      value: String(answer.items.filter(isTaken).length),
      words:
        'Their effective saving is smaller than the orders that nobody fills: a cut of demand first shortens the queue, and neither price nor volume moves. There is nothing that could be priced in, so there is no window; what the market did all the same is in the table of every window.',
    }),
    drowned: evidenceOf({
      title: 'Windows smaller than a day’s noise',
      value: String(answer.items.filter(isDrowned).length),
      words:
        'Windows whose model change is below the standard error of the abnormal change over one session.',
    }),
  };
}

function openTable({ items, asOf }: WindowsResponse): ChartTexts {
  const open = items
    .filter(({ isOpen }) => isOpen === true)
    .toSorted((a, b) => (b.sessions ?? 0) - (a.sessions ?? 0));
  return {
    title: 'Still open',
    summary:
      open.length === 0
        ? 'No window is open.'
        : `${String(open.length)} windows are open; the oldest for ${sessionWords(open[0]?.sessions ?? 0)}.`,
    notes: [],
    cards: [],
    fileName: `waterline-open-windows-${asOf}`,
    table: {
      caption: 'Windows that had not closed at the last session',
      columns: [
        { label: 'Event', unit: null },
        { label: 'Of', unit: null },
        { label: 'Listing', unit: null },
        { label: 'Open for', unit: 'sessions' },
        { label: 'Model’s change', unit: '% of market value' },
        { label: 'Market’s change', unit: '% of market value' },
        { label: 'Priced in', unit: 'share of the model’s change' },
      ],
      rows: open.map((row) => [
        { value: row.event, text: shortTitle(row.title) },
        textCell(row.occurredOn),
        { value: row.ticker, text: row.name },
        numberCell(row.sessions, String, 'none'),
        numberCell(row.modelChangePct, signedFine, ''),
        numberCell(row.changePct, signedPct, ''),
        numberCell(row.pricedInShare, formatSigned, ''),
      ]),
      totals: null,
    },
  };
}

function windowTable({ items, asOf }: WindowsResponse): ChartTexts {
  return {
    title: 'Every window',
    summary: `${String(items.length)} pairs of event and maker of HBM; ${String(items.filter(({ isOpen }) => isOpen === null).length)} without a window, each with its reason.`,
    notes: [
      'A share below 0: the market moved the other way. Shares far above 1 are the noise of the share, not a reaction.',
    ],
    cards: [],
    fileName: `waterline-windows-${asOf}`,
    table: {
      caption: 'Windows by event and maker of HBM, oldest first',
      columns: [
        { label: 'Event', unit: null },
        { label: 'Of', unit: null },
        { label: 'Kind', unit: null },
        { label: 'Listing', unit: null },
        { label: 'Effective saving', unit: '% of HBM' },
        { label: 'Model’s change', unit: '% of market value' },
        { label: 'Market’s change', unit: '% of market value' },
        { label: 'Priced in', unit: 'share of the model’s change' },
        { label: 'Closed after', unit: 'sessions' },
        { label: 'Watched', unit: 'sessions' },
      ],
      rows: items.map((row) => {
        const reason = row.absence ?? 'not known';
        return [
          { value: row.event, text: shortTitle(row.title) },
          textCell(row.occurredOn),
          textCell(row.kind),
          { value: row.ticker, text: row.name },
          numberCell(
            row.effectiveSaving === null ? null : row.effectiveSaving * 100,
            (value) => formatFraction(value / 100),
            reason,
          ),
          numberCell(row.modelChangePct, signedFine, reason),
          numberCell(row.changePct, signedPct, reason),
          numberCell(row.pricedInShare, formatSigned, reason),
          numberCell(row.closedAfterSessions, String, row.isOpen === true ? 'open' : reason),
          numberCell(row.sessions, String, 'none'),
        ];
      }),
      totals: null,
    },
  };
}

function kindTable({ survival, mirror, asOf }: WindowsResponse): ChartTexts {
  const rows = [...survival, ...(mirror === null ? [] : [mirror])];
  const name = (kind: string): string => ({ all: 'all', mirror: 'all, sign turned' })[kind] ?? kind;
  return {
    title: 'By kind of event',
    summary:
      rows.length === 0
        ? 'No window could be read.'
        : `${String(rows.length)} groups; the last has the market’s sign turned.`,
    notes: [],
    cards: [],
    fileName: `waterline-windows-by-kind-${asOf}`,
    table: {
      caption: 'Survival of windows by kind of event',
      columns: [
        { label: 'Kind', unit: null },
        { label: 'Windows', unit: 'count' },
        { label: 'Closed', unit: 'count' },
        { label: 'Half closed after', unit: 'sessions' },
        { label: '80 % range', unit: 'sessions' },
        ...SPANS.map(({ words }) => ({ label: `Open after ${words}`, unit: '%' })),
      ],
      rows: rows.map(({ kind, windows, closed, medianSessions, steps }) => [
        textCell(name(kind)),
        numberCell(windows, String, ''),
        numberCell(closed, String, ''),
        numberCell(medianSessions.mid, String, 'not reached'),
        textCell(rangeOf(medianSessions.low, medianSessions.high)),
        ...SPANS.map(({ sessions }) => {
          const { open, low, high } = openAt(steps, sessions);
          return { value: open * 100, text: `${formatFraction(open)} (${formatFractionRange(low, high)})` };
        }),
      ]),
      totals: null,
    },
  };
}

/** Small changes keep their digits. */
function signedFine(percent: number): string {
  return Math.abs(percent) < 0.1 ? `${formatSigned(percent, 2)} %` : signedPct(percent);
}
