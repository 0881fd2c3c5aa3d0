/** The Models page's history of cache per token, with the frontier of large models and more names. */
import { decimalYear } from '../../core/efficiency/fleet/fleet-saving.ts';
import { formatBytes } from '../byte-words.ts';
import { prepareKvHistory } from '../models/kv-history.ts';
import type { ModelFigures } from '../models/model-figures.ts';
import type { XyPlotModel, XyPoint, XySeries } from '../xy-plot-model.ts';

/** Billions of parameters from which a model counts for the frontier: small ones need little cache anyway. */
export const LARGE_FROM_PARAMS_B = 100;

const LANDMARKS = [
  'gpt2-xl',
  'opt-175b',
  'llama-2-7b',
  'falcon-180b',
  'deepseek-v2',
  'llama-3.1-405b',
  'jamba-1.5-large',
  'deepseek-v3',
  'minimax-m1',
  'mimo-v2-flash',
  'nemotron-3-super-120b-a12b',
  'deepseek-v4-flash',
  'kimi-k3',
] as const;

type Known = ModelFigures & { readonly bytesPerToken: number };

/** Large models that took less cache than every one before, oldest first; of one day the smallest. */
export function findFrontier(all: readonly ModelFigures[]): readonly Known[] {
  const large = all
    .filter((each): each is Known => each.bytesPerToken !== null && each.bytesPerToken > 0)
    .filter(({ model }) => model.totalParamsB >= LARGE_FROM_PARAMS_B)
    .toSorted(
      (a, b) => a.model.releasedOn.localeCompare(b.model.releasedOn) || a.bytesPerToken - b.bytesPerToken,
    );
  let lowest = Infinity;
  return large.filter(({ bytesPerToken }) => {
    if (bytesPerToken >= lowest) return false;
    lowest = bytesPerToken;
    return true;
  });
}

function frontierSeries(frontier: readonly Known[], asOf: string): XySeries {
  const points: XyPoint[] = frontier.map(({ model, bytesPerToken }) => ({
    x: decimalYear(model.releasedOn),
    y: bytesPerToken,
    cardIndex: null,
  }));
  const last = points.at(-1);
  const today = last === undefined ? [] : [{ x: decimalYear(asOf), y: last.y, cardIndex: null }];
  return {
    id: 'frontier',
    label: `Lowest so far, ${String(LARGE_FROM_PARAMS_B)} B parameters or more`,
    colour: 'c-ink',
    mark: 'step',
    form: 'derived',
    points: [...points, ...today],
    endLabel: null,
  };
}

/** Null when no model has a figure. */
export function prepareKvFrontier(all: readonly ModelFigures[], asOf: string): XyPlotModel | null {
  const history = prepareKvHistory(all);
  if (history === null) return null;
  const frontier = findFrontier(all);
  const first = frontier[0];
  const last = frontier.at(-1);
  const named = new Map(
    all
      .filter(({ model }) => LANDMARKS.some((id) => id === model.id))
      .map(({ model }) => [model.name, model]),
  );
  const nameOf = ({ cardIndex }: XyPoint): string | undefined => {
    const name = cardIndex === null ? undefined : history.cards[cardIndex]?.title;
    return name !== undefined && named.has(name) ? name.split(' / ')[0] : undefined;
  };
  return {
    ...history,
    title: 'Cache of one token through the years',
    summary:
      first === undefined || last === undefined || first === last
        ? history.summary
        : `The lowest among models of ${String(LARGE_FROM_PARAMS_B)} B parameters or more fell from ${formatBytes(first.bytesPerToken)} (${first.model.name}, ${first.model.releasedOn.slice(0, 4)}) to ${formatBytes(last.bytesPerToken)} (${last.model.name}, ${last.model.releasedOn.slice(0, 4)}).`,
    notes: [
      ...history.notes,
      'Open models only: GPT, Claude and Gemini publish no shape, and what is released is not what is served.',
    ],
    series: [
      ...(frontier.length === 0 ? [] : [frontierSeries(frontier, asOf)]),
      ...history.series.map((series) => ({
        ...series,
        points: series.points.map(({ label: _label, ...point }) => {
          const label = nameOf(point);
          return label === undefined ? point : { ...point, label };
        }),
      })),
    ],
    fileName: 'waterline-cache-frontier',
  };
}
