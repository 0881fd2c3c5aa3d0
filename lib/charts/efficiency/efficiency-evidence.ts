/** What stands behind the figures of the Efficiency page's headline. */
import type { Assumption } from '../../core/facts/types.ts';
import type { CataloguedTechnique } from '../../core/efficiency/efficiency-world.ts';
import { fleetInputIds } from '../../core/efficiency/fleet/fleet-rows.ts';
import type { FleetStudy } from '../../core/efficiency/fleet/fleet-study.ts';
import { formatKilobytesBoth } from '../byte-words.ts';
import { evidenceOf, type EvidenceBook, type FigureEvidence } from '../figure-evidence.ts';
import { formatDate, formatFraction, formatFractionRange, formatQuarterLong } from '../format.ts';
import type { ModelFigures } from '../models/model-figures.ts';
import { PART_WORDS } from './contribution-bars.ts';
import {
  assumptionInput,
  assumptionInputs,
  fleetName,
  formatNearWhole,
  formatPoints,
} from './efficiency-words.ts';
import { fleetWords, RANGE_WORDS } from './fleet-path-plot.ts';
import { findFrontier, LARGE_FROM_PARAMS_B } from './kv-frontier.ts';

export interface HeadlineInput {
  readonly study: FleetStudy;
  readonly asOf: string;
  readonly assumptions: readonly Assumption[];
  readonly techniques: readonly CataloguedTechnique[];
  readonly models: readonly ModelFigures[];
}

/** The model that the frontier is held against: the largest dense open model. */
const REFERENCE_MODEL = 'llama-3.1-405b';

interface Read {
  readonly quarter: string;
  readonly memory: { readonly point: number; readonly low: number; readonly high: number };
  readonly cost: { readonly point: number; readonly low: number; readonly high: number };
  readonly training: number;
}

/** What a study says in the quarter that is read off. */
export function readOff({ quarters, memory, cost, at }: FleetStudy): Read {
  const none = { point: 0, low: 0, high: 0 };
  return {
    quarter: formatQuarterLong(quarters[at]?.quarter ?? ''),
    memory: memory[at] ?? none,
    cost: cost[at] ?? none,
    training: quarters[at]?.trainingSaving ?? 0,
  };
}

/** The end of the frontier, and what it is held against; null where not known at the date. */
export function bestModel(models: readonly ModelFigures[]): {
  readonly best: ModelFigures | null;
  readonly reference: ModelFigures | null;
} {
  const reference = models.find(
    ({ model, bytesPerToken }) => model.id === REFERENCE_MODEL && bytesPerToken !== null,
  );
  return { best: findFrontier(models).at(-1) ?? null, reference: reference ?? null };
}

/** Evidence of each figure of the headline. */
export function prepareEfficiencyEvidence(input: HeadlineInput): EvidenceBook {
  const { study, asOf, assumptions } = input;
  const { quarter, memory, cost, training } = readOff(study);
  const [largest] = study.contributions;
  const ids = fleetInputIds(study.rows);
  const scalars = Object.values(study.rows.scalars).map(assumptionInput);
  const pace = assumptionInputs(
    assumptions,
    ids.filter((id) => id.startsWith('adoption_') || id.startsWith('segment_share_')),
  );
  const drivers = (study.memory[study.at]?.swings ?? [])
    .slice(0, 6)
    .map(({ input: name, atLow, atHigh }) => ({
      label: name,
      note: 'saving with this input alone at its low and at its high',
      value: `${formatFraction(atLow)} … ${formatFraction(atHigh)}`,
    }));
  return {
    headline: headlineEvidence(input),
    saving: evidenceOf({
      title: `HBM saved by ${fleetWords(study.segment)} by ${quarter}`,
      value: formatFraction(memory.point),
      range: formatFractionRange(memory.low, memory.high),
      rangeWords: RANGE_WORDS,
      grade: 'assumption',
      words: `HBM held per unit of inference less than on ${formatDate(asOf)}. Each technique spreads on an assumed curve; techniques of one group share the fleet, groups act on what others left, parts of the footprint add; only as much of a byte saving counts as becomes fewer GB-hours.`,
      formula: 's = 1 − (1 − ψ·(1 − bytes(t)/bytes(today)))·time(t)/time(today)',
      steps: drivers,
      inputs: [...scalars, ...pace],
      notes: [
        'More use is not in this figure: what cheaper tokens bring back is the rebound, on the Overview.',
      ],
    }),
    cost: evidenceOf({
      title: `Token cost saved by ${quarter}`,
      value: formatFraction(cost.point),
      range: formatFractionRange(cost.low, cost.high),
      rangeWords: RANGE_WORDS,
      grade: 'assumption',
      words:
        'What a token costs less than on the date: bytes saved count with memory’s share of cost, accelerator time saved counts in full.',
      formula: 'c = 1 − (1 − m·d)·time(t)/time(today)',
      inputs: scalars,
    }),
    training: evidenceOf({
      title: `Training HBM saved by ${quarter}`,
      value: formatFraction(training),
      grade: 'assumption',
      words:
        'The cache does not exist in training; formats of 8 and 4 bits and sparse experts reach it in part. An assumed share of the saving of inference.',
      formula: 's_train = ratio · s',
      inputs: [assumptionInput(study.rows.scalars.trainingSavingRatio)],
    }),
    best: bestEvidence(input.models),
    ...(largest === undefined || memory.point === 0
      ? {}
      : {
          largest: evidenceOf({
            title: `What ${fleetName(largest.technique, largest.name)} brings by ${quarter}`,
            value: formatPoints(largest.share),
            grade: 'assumption',
            words: `Shapley share of ${formatFraction(memory.point)}: its mean effect over all orders in which the ${String(study.contributions.length)} techniques could be added. The shares sum to the whole.`,
            steps: study.contributions.map(({ technique, name, share }) => ({
              label: fleetName(technique, name),
              note: name,
              value: formatPoints(share),
            })),
            inputs: assumptionInputs(
              assumptions,
              ids.filter((id) => id.includes(`__${largest.technique.replaceAll('-', '_')}`)),
            ),
          }),
        }),
  };
}

function headlineEvidence({ study, techniques }: HeadlineInput): FigureEvidence {
  const { leftByAll, leftByGroups } = study.headline;
  return evidenceOf({
    title: 'Headlines multiplied',
    value: formatNearWhole(1 - leftByAll),
    words:
      'What the published fractions of the fleet’s techniques would save if each acted on the whole footprint, on every deployment, and on what the others left. It is how headlines are read together, and no deployment is like that: those of one group exclude each other, and each acts on one part.',
    formula: '1 − Π (1 − x)',
    steps: [
      { label: 'All techniques', note: 'as in the sentence', value: formatNearWhole(1 - leftByAll) },
      {
        label: 'The largest of each group',
        note: 'techniques that exclude each other counted once',
        value: formatNearWhole(1 - leftByGroups),
      },
    ],
    inputs: study.rows.techniques.map(({ fact, part, group }) => {
      const known = techniques.find(({ id }) => id === fact.id);
      return {
        label: fact.name,
        value: formatFraction(fact.savingPoint),
        range:
          fact.savingLow === null || fact.savingHigh === null
            ? null
            : formatFractionRange(fact.savingLow, fact.savingHigh),
        grade: known?.grade ?? 'sourced',
        source: known === undefined ? null : { title: known.sourceTitle ?? 'source', url: known.url },
        note: `of ${PART_WORDS[part]}; group ${group.replaceAll('_', ' ')}${known === undefined ? '' : `; against ${known.baseline}`}`,
      };
    }),
  });
}

function bestEvidence(models: readonly ModelFigures[]): FigureEvidence {
  const { best, reference } = bestModel(models);
  const compared = [best, reference].filter((each) => each !== null);
  return evidenceOf({
    title: 'Least cache per token among large open models',
    value: best?.bytesPerToken == null ? 'none known' : formatKilobytesBoth(best.bytesPerToken),
    words: `Bytes that one more token adds in BF16 in a long context, the least among open models of ${String(LARGE_FROM_PARAMS_B)} B parameters or more released by the date. Serving formats are smaller still.`,
    formula: 'stored(T + 1) − stored(T), summed over layer groups',
    steps: compared.map(({ model, bytesPerToken }) => ({
      label: model.name,
      note: `${model.lab}, ${formatDate(model.releasedOn)}`,
      value: bytesPerToken === null ? 'no figure' : formatKilobytesBoth(bytesPerToken),
    })),
    sources: compared.map(({ model }) => ({
      title: `${model.name}: shape`,
      url: model.sourceUrl.startsWith('http') ? model.sourceUrl : null,
      publishedOn: model.releasedOn,
      where: null,
    })),
    notes: ['The two differ in size and in what they were built for; quality is not compared here.'],
  });
}
