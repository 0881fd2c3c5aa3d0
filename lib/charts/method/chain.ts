/** The chain from bytes to vendors with today's numbers: each node's formula, figure, page and description. */
import type { FleetResponse } from '../../contracts/fleet.ts';
import type { ServingPoint } from '../../core/efficiency/serving.ts';
import type { ExposureAnswer } from '../../core/exposure/types.ts';
import { formatBytes } from '../byte-words.ts';
import { evidenceOf, type EvidenceBook } from '../figure-evidence.ts';
import {
  formatFraction,
  formatFractionRange,
  formatPct,
  formatQuarterLong,
  formatSignificant,
  formatUsdBn,
  formatUsdBnChange,
} from '../format.ts';
import type { ModelFigures } from '../models/model-figures.ts';
import type { SetOverlap } from '../techniques/overlap.ts';

export interface ChainNode {
  /** Key of its evidence. */
  readonly key: string;
  readonly name: string;
  readonly formula: string;
  readonly value: string;
  readonly note: string;
  readonly page: { readonly href: string; readonly label: string };
  /** Where the formulas are derived, a path of the code. */
  readonly readme: string;
}

/** What the engine says today; null with a reason where the date has too few facts. */
export interface ChainInput {
  readonly fromModel: ModelFigures | null;
  readonly toModel: ModelFigures | null;
  readonly serving: ServingPoint | null;
  readonly overlap: SetOverlap | null;
  readonly deployment: string;
  readonly fleet: FleetResponse | null;
  readonly exposure: ExposureAnswer | null;
  /** Why a part is missing. */
  readonly missing: string;
}

const EFFICIENCY = 'lib/core/efficiency/README.md';
const DEMAND = 'lib/core/demand/README.md';
const EXPOSURE = 'lib/core/exposure/README.md';
const OVERVIEW = { href: '/', label: 'Overview' };

/** Nodes from left to right. */
export function prepareChain(input: ChainInput): readonly ChainNode[] {
  return [...efficiencyNodes(input), ...marketNodes(input)];
}

function efficiencyNodes(input: ChainInput): ChainNode[] {
  const { fromModel, toModel, serving, overlap, deployment, fleet, missing } = input;
  const hours = serving?.hbmGigabyteHoursPerMillionTokens ?? null;
  const saving = overlap?.answer?.memorySaving ?? null;
  const last = fleet?.quarters.at(-1) ?? null;
  const bytes = toModel?.bytesPerToken ?? null;
  return [
    {
      key: 'chain:bytes',
      name: 'Bytes per token',
      formula: 'Σ layers · (key + value) · bytes',
      value: bytes === null ? missing : formatBytes(bytes),
      note:
        toModel === null || fromModel?.bytesPerToken == null
          ? 'its models were released later'
          : `${toModel.model.name}; ${fromModel.model.name}: ${formatBytes(fromModel.bytesPerToken)}`,
      page: { href: '/models', label: 'Models' },
      readme: `${EFFICIENCY}, Attention memory`,
    },
    {
      key: 'chain:serving',
      name: 'Serving',
      formula: 'A·C / (I + O), A by the roofline',
      value: hours === null ? missing : `${formatSignificant(hours)}\u00a0GB·h`,
      note: hours === null ? 'model or hardware came later' : `of HBM per million tokens on ${deployment}`,
      page: { href: '/workbench', label: 'Workbench' },
      readme: `${EFFICIENCY}, Serving`,
    },
    {
      key: 'chain:techniques',
      name: 'Techniques',
      formula: 's = 1 − (A·C) after / before',
      value: saving === null ? missing : formatFraction(saving),
      note: saving === null ? 'no deployment to save on' : 'saved by the usual set on that deployment',
      page: { href: '/techniques', label: 'Techniques' },
      readme: `${EFFICIENCY}, Serving`,
    },
    {
      key: 'chain:fleet',
      name: 'Fleet saving s(t)',
      formula: '1 − Σ share · left(t) / left(today)',
      value: last === null ? missing : formatFraction(last.memorySaving),
      note:
        last === null
          ? missing
          : `${formatFractionRange(last.memorySavingLow, last.memorySavingHigh)} by ${formatQuarterLong(last.quarter)}`,
      page: { href: '/efficiency', label: 'Efficiency' },
      readme: 'lib/core/efficiency/fleet',
    },
  ];
}

function marketNodes({ exposure, missing }: ChainInput): ChainNode[] {
  const last = exposure?.quarters.at(-1) ?? null;
  const first = exposure?.quarters[0] ?? null;
  const in_ = last === null ? '' : `in ${formatQuarterLong(last.quarter)}`;
  const vendor = exposure?.vendors
    .filter(({ baselineHbmUsdBn }) => baselineHbmUsdBn > 0)
    .toSorted((a, b) => a.hbmUsdBn - a.baselineHbmUsdBn - (b.hbmUsdBn - b.baselineHbmUsdBn))[0];
  return [
    {
      key: 'chain:demand',
      name: 'Demand index I',
      formula: 'τ·(1 − s_train) + (1 − τ)·(1 − s)·U',
      value: last === null ? missing : formatSignificant(last.demandIndex),
      note: last === null ? missing : `${in_}, at a saving of ${formatFraction(last.memorySaving)}`,
      page: OVERVIEW,
      readme: DEMAND,
    },
    {
      key: 'chain:price',
      name: 'Price and volume',
      formula: 'P = I^(1/(σ + δ)), Q = P^σ',
      value: last === null ? missing : `${formatSignificant(last.price)} · ${formatSignificant(last.volume)}`,
      note: `price · volume against the baseline, ${in_}`,
      page: OVERVIEW,
      readme: EXPOSURE,
    },
    {
      key: 'chain:revenue',
      name: 'HBM revenue',
      formula: 'H0·(1 + (1 − κ)(P·Q − 1))',
      value:
        exposure === null
          ? missing
          : formatUsdBnChange(exposure.total.hbmUsdBn - exposure.total.baselineHbmUsdBn),
      note:
        exposure === null || first === null || last === null
          ? missing
          : `of ${formatUsdBn(exposure.total.baselineHbmUsdBn)}, ${formatQuarterLong(first.quarter)} to ${formatQuarterLong(last.quarter)}`,
      page: OVERVIEW,
      readme: EXPOSURE,
    },
    {
      key: 'chain:vendors',
      name: 'Vendors',
      formula: 'H0·R · share of each',
      value: vendor === undefined ? missing : formatUsdBnChange(vendor.hbmUsdBn - vendor.baselineHbmUsdBn),
      note:
        vendor === undefined
          ? missing
          : `${vendor.name}, which carries most; ${vendor.changePct === null ? 'no baseline' : formatPct(vendor.changePct)}`,
      page: OVERVIEW,
      readme: EXPOSURE,
    },
  ];
}

const WORDS: Readonly<Record<string, string>> = {
  'chain:bytes':
    'What one more token adds to the cache of one sequence in BF16, from the layers that keep something and the widths of what they keep.',
  'chain:serving':
    'Accelerator-seconds that a request needs, by whichever limit binds, times the HBM of an accelerator.',
  'chain:techniques':
    'A set of techniques applied to that deployment, each on what the earlier ones left. Nothing is multiplied across parts that it does not touch.',
  'chain:fleet':
    'Every segment of inference spreads techniques on a curve; what is left of its memory at a date over what is left today. Bottom up, against the fleet of today, with the range of its inputs.',
  'chain:demand':
    'Memory wanted against the baseline: training and inference apart, less per use and more uses. The default scenario takes the saving of the registry by its date; with s=fleet the Overview takes the path of the fleet.',
  'chain:price': 'The order backlog gives way first; then the market clears between a floor and a ceiling.',
  'chain:revenue':
    'Baseline revenue times the response of price and volume, as far as contracts let it react.',
  'chain:vendors':
    'The change split by the share of each vendor; the vendor with the largest change is named.',
};

/** Evidence of every node: what it is and how it is made. */
export function prepareChainEvidence(nodes: readonly ChainNode[]): EvidenceBook {
  return Object.fromEntries(
    nodes.map(({ key, name, value, note, formula, readme }) => [
      key,
      evidenceOf({
        title: name,
        value,
        words: WORDS[key] ?? note,
        formula,
        steps: [{ label: name, note, value }],
        notes: [`Derived in ${readme}.`],
      }),
    ]),
  );
}
