/** Share of windows still open by session: all, each kind, and the market's sign turned. */
import type { SurvivalItem, WindowsResponse } from '../../contracts/implied-saving.ts';
import { numberCell, textCell, type ChartCard, type ColourToken } from '../chart-model.ts';
import { openAt } from '../../core/implied-saving/window.ts';
import { formatFraction, formatFractionRange } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import type { XyPlotModel, XyPoint, XySeries } from '../xy-plot-model.ts';
import { SPANS, wholeSurvival } from './window-page.ts';

const ALL_COLOUR: ColourToken = 'c-deep';

/** The plot; null where no window could be read. */
export function prepareSurvivalPlot(answer: WindowsResponse): XyPlotModel | null {
  const all = wholeSurvival(answer);
  if (all === null) return null;
  const watched = Math.max(SPANS[1].sessions, ...answer.items.map(({ sessions }) => sessions ?? 0));
  const cards: ChartCard[] = [];
  const band: XySeries = {
    id: 'band',
    label: '80 % band',
    colour: ALL_COLOUR,
    mark: 'band',
    form: 'derived',
    endLabel: null,
    points: bandPoints(all, watched),
  };
  const mirror =
    answer.mirror === null
      ? []
      : [toStep(answer.mirror, { watched, colour: 'c-muted', cards, name: 'sign turned' })];
  return {
    title: 'Windows still open',
    summary: `Still open: ${SPANS.map(({ sessions, words }) => `${formatFraction(openAt(all.steps, sessions).open)} after ${words}`).join(', ')}.`,
    notes: [
      'Strong: windows that close in the direction that the model gives. Dashed: the same with the market’s sign turned, which only noise can close.',
    ],
    xAxis: linearAxis([0, watched], 'sessions after the close before the event'),
    yAxis: linearAxis([0, 100], 'windows still open, %'),
    series: [band, toStep(all, { watched, colour: ALL_COLOUR, cards, name: 'windows' }), ...mirror],
    rules: SPANS.map(({ sessions, words }) => ({ axis: 'x' as const, value: sessions, label: words })),
    table: {
      caption: 'Survival of windows',
      columns: [
        { label: 'Group', unit: null },
        { label: 'After', unit: 'sessions' },
        { label: 'Watched', unit: 'windows' },
        { label: 'Closed', unit: 'windows' },
        { label: 'Open', unit: '%' },
        { label: '80 % low', unit: '%' },
        { label: '80 % high', unit: '%' },
      ],
      rows: [...answer.survival, ...(answer.mirror === null ? [] : [answer.mirror])].flatMap(
        ({ kind, steps }) =>
          steps.map(({ session, atRisk, closed, open, low, high }) => [
            textCell(kind),
            ...[session, atRisk, closed].map((count) => numberCell(count, String, '')),
            ...[open, low, high].map((share) =>
              numberCell(share * 100, (value) => formatFraction(value / 100), ''),
            ),
          ]),
      ),
      totals: null,
    },
    cards,
    fileName: `waterline-window-survival-${answer.asOf}`,
  };
}

interface StepOptions {
  readonly watched: number;
  readonly colour: ColourToken;
  readonly cards: ChartCard[];
  readonly name: string;
}

function toStep({ kind, steps }: SurvivalItem, { watched, colour, cards, name }: StepOptions): XySeries {
  const points = steps.map(({ session, open, low, high, closed, atRisk }): XyPoint => {
    const card = {
      title: `${name}: after ${String(session)} sessions`,
      lines: [
        { label: 'Still open', text: formatFraction(open), colour },
        { label: '80 % band', text: formatFractionRange(low, high), colour: null },
        { label: 'Closed then', text: `${String(closed)} of ${String(atRisk)}`, colour: null },
      ],
      footer: 'Product-limit estimate from abnormal changes and the model’s change of value.',
    };
    return { x: session, y: open * 100, cardIndex: cards.push(card) - 1 };
  });
  const last = points.at(-1)?.y ?? 100;
  return {
    id: kind,
    label: name,
    colour,
    mark: 'step',
    form: kind === 'mirror' ? 'estimate' : 'reported',
    endLabel: name,
    points: [{ x: 0, y: 100, cardIndex: null }, ...points, { x: watched, y: last, cardIndex: null }],
  };
}

/** Corners of the band: each step holds until the next. */
function bandPoints({ steps }: SurvivalItem, watched: number): XyPoint[] {
  let [low, high] = [100, 100];
  const corners: XyPoint[] = [{ x: 0, y: null, low, high, cardIndex: null }];
  for (const step of steps) {
    corners.push({ x: step.session, y: null, low, high, cardIndex: null });
    [low, high] = [step.low * 100, step.high * 100];
    corners.push({ x: step.session, y: null, low, high, cardIndex: null });
  }
  return [...corners, { x: watched, y: null, low, high, cardIndex: null }];
}
