/** What the Efficiency page says at a glance. */
import type { FleetStudy } from '../../core/efficiency/fleet/fleet-study.ts';
import { formatBytes } from '../byte-words.ts';
import type { EvidenceBook } from '../figure-evidence.ts';
import { formatFraction, formatFractionRange, formatSignificant } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import { bestModel, prepareEfficiencyEvidence, readOff, type HeadlineInput } from './efficiency-evidence.ts';
import { fleetName, formatNearWhole, formatPoints } from './efficiency-words.ts';
import { fleetWords } from './fleet-path-plot.ts';

export interface EfficiencyHeadline {
  readonly parts: readonly SentencePart[];
  readonly figures: readonly PageFigure[];
  readonly evidence: EvidenceBook;
}

function possessive(study: FleetStudy): string {
  return study.segment === null
    ? 'the fleet’s effective saving is '
    : `the effective saving of ${fleetWords(study.segment)} is `;
}

function sentenceOf(study: FleetStudy): SentencePart[] {
  const { quarter, memory, cost } = readOff(study);
  const [largest] = study.contributions;
  const start = [
    plain('Headline savings multiply to '),
    figure(formatNearWhole(1 - study.headline.leftByAll), 'headline'),
    plain('; '),
  ];
  if (memory.point === 0 || largest === undefined) {
    return [...start, plain(`in ${quarter} nothing is saved yet beyond what is already in use.`)];
  }
  return [
    ...start,
    plain(`by ${quarter} ${possessive(study)}`),
    figure(formatFraction(memory.point), 'saving'),
    muted(` (${formatFractionRange(memory.low, memory.high)})`),
    plain(' of inference HBM, worth '),
    figure(formatFraction(cost.point), 'cost'),
    plain(' of token cost; '),
    plain(`${fleetName(largest.technique, largest.name)} brings the largest part, `),
    figure(formatPoints(largest.share), 'largest'),
    plain('.'),
  ];
}

/** Sentence, key figures and evidence. */
export function prepareEfficiencyHeadline(input: HeadlineInput): EfficiencyHeadline {
  return {
    parts: sentenceOf(input.study),
    figures: figuresOf(input),
    evidence: prepareEfficiencyEvidence(input),
  };
}

function figuresOf({ study, models }: HeadlineInput): PageFigure[] {
  const { quarter, memory, cost, training } = readOff(study);
  const { best, reference } = bestModel(models);
  const bytes = best?.bytesPerToken ?? null;
  const against = reference?.bytesPerToken ?? null;
  return [
    {
      key: 'saving',
      label: `Inference HBM saved by ${quarter}`,
      value: formatFraction(memory.point),
      range: formatFractionRange(memory.low, memory.high),
      note: `${study.segment === null ? 'whole fleet' : fleetWords(study.segment)}, per unit of work, beyond today`,
    },
    {
      key: 'cost',
      label: 'Token cost saved',
      value: formatFraction(cost.point),
      range: formatFractionRange(cost.low, cost.high),
      note: 'bytes count with memory’s share of cost, time in full',
    },
    {
      key: 'training',
      label: 'Training HBM saved',
      value: formatFraction(training),
      range: null,
      note: 'an assumed share of the saving in inference',
    },
    {
      key: 'best',
      label: 'Least cache per token, large open model',
      value: bytes === null ? 'none known' : formatBytes(bytes),
      range: null,
      note:
        bytes === null || against === null || best === null || reference === null
          ? 'no model to compare at this date'
          : `${best.model.name}, BF16: ${formatSignificant(against / bytes)} times less than ${reference.model.name} (${formatBytes(against)})`,
    },
  ];
}
