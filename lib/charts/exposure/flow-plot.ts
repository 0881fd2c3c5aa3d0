/** The flow from what saves memory through the tiers to the vendors, ready to draw. */
import {
  computeTierFlow,
  partyKey,
  type FlowBand,
  type FlowCause,
  type FlowParty,
} from '../../core/exposure/tier-flow.ts';
import { fleetName } from '../efficiency/efficiency-words.ts';
import { numberCell, textCell, type ColourToken } from '../chart-model.ts';
import type { FlowModel, FlowNode } from '../flow-model.ts';
import { formatSignificant, formatUsdBn } from '../format.ts';
import { TIER_COLOURS, TIER_NAMES } from '../tier-words.ts';
import { vendorColour } from '../vendor-colours.ts';
import { horizonWords, type ExposureSource } from './exposure-source.ts';

const CAUSE_NAMES: Readonly<Record<FlowCause, string>> = {
  saving: 'Saving',
  rebound: 'Rebound of use',
  anticipated: 'Expected already',
  overhang: 'Contract overhang',
  backlog: 'Order backlog',
  contract: 'Contracts',
};

const EFFECT_WORDS: Readonly<Record<FlowBand['effect'], string>> = {
  lost: 'HBM revenue lost',
  won: 'revenue won',
  offset: 'taken back before it reaches a vendor',
};

/** Null when no dollar moves. */
export function prepareFlow({ world, scenario, answer }: ExposureSource): FlowModel | null {
  const bands = computeTierFlow(world, scenario, answer);
  if (bands.length === 0) return null;
  const isFleet = scenario.savingPath === 'fleet' && world.fleetContributions !== null;
  const nodes = listNodes(bands);
  const lost = throughHbm(bands);
  return {
    title: 'From technique to tier to vendor',
    summary: summarise(bands, isFleet),
    notes: [
      'Widths are USD bn of revenue over the horizon and add up at every tier: what comes in goes out. Lost HBM revenue and revenue won elsewhere are two flows side by side, not a sum.',
      isFleet
        ? 'Techniques: Shapley shares of the fleet’s saving at its usual horizon, so overlap is split fairly.'
        : 'The saving is set by the slider, so no technique is known behind it; the bottom-up fleet names them.',
      'Profit differs from revenue: margins, redeployed wafers and the repricing of other DRAM stand in the bars above.',
    ],
    columns: ['What saves', 'Tier', 'Who takes it'],
    nodes,
    bands: bands.map((band) => ({
      from: partyKey(band.from),
      to: partyKey(band.to),
      value: band.usdBn,
      colour: bandColour(band),
      form: band.effect === 'won' && lost !== 'won' ? 'assumption' : 'reported',
    })),
    legend: [
      ...(lost === 'lost' ? [{ label: EFFECT_WORDS.lost, colour: 'c-deep' as const }] : []),
      { label: EFFECT_WORDS.offset, colour: 'c-supply' },
      ...(['dram', 'nand', 'hdd'] as const).flatMap((tier) =>
        nodes.some(({ id }) => id === `tier:${tier}`)
          ? [{ label: `won in ${TIER_NAMES[tier]}`, colour: TIER_COLOURS[tier], form: 'assumption' as const }]
          : [],
      ),
    ],
    table: {
      caption: `Dollars from one party to the next, ${horizonWords(answer)}`,
      columns: [
        { label: 'From', unit: null },
        { label: 'To', unit: null },
        { label: 'Amount', unit: 'USD bn' },
        { label: 'What it is', unit: null },
      ],
      rows: bands.map((band) => [
        textCell(partyName(band.from)),
        textCell(partyName(band.to)),
        numberCell(band.usdBn, formatSignificant, ''),
        textCell(EFFECT_WORDS[band.effect]),
      ]),
      totals: null,
    },
    cards: bands.map((band) => ({
      title: `${partyName(band.from)} → ${partyName(band.to)}`,
      lines: [
        { label: 'Amount', text: formatUsdBn(band.usdBn), colour: bandColour(band) },
        { label: 'What it is', text: EFFECT_WORDS[band.effect], colour: null },
      ],
      footer: 'Derived by the model; tier rows are assumptions',
    })),
    fileName: `waterline-flow-${answer.asOf}`,
  };
}

/** Whether HBM loses or wins as a whole. */
function throughHbm(bands: readonly FlowBand[]): FlowBand['effect'] {
  return bands.find(({ to, from }) => isHbm(from) && to.kind === 'vendor')?.effect ?? 'lost';
}

function isHbm(party: FlowParty): boolean {
  return party.kind === 'tier' && party.tier === 'hbm';
}

function partyName(party: FlowParty): string {
  switch (party.kind) {
    case 'saving':
      return 'Saving by slider';
    case 'technique':
      return fleetName(party.id, party.name);
    case 'cause':
      return CAUSE_NAMES[party.cause];
    case 'tier':
      return party.tier === 'hbm' ? 'HBM' : TIER_NAMES[party.tier];
    case 'vendor':
      return party.name;
  }
}

function partyColour(party: FlowParty): ColourToken {
  switch (party.kind) {
    case 'saving':
    case 'technique':
      return 'c-water';
    case 'cause':
      return 'c-supply';
    case 'tier':
      return party.tier === 'hbm' ? 'c-deep' : TIER_COLOURS[party.tier];
    case 'vendor':
      return vendorColour(party.ticker);
  }
}

function bandColour({ from, to, effect }: FlowBand): ColourToken {
  if (effect === 'offset') return 'c-supply';
  const tier = [from, to].find((party) => party.kind === 'tier');
  return tier === undefined ? 'c-muted' : partyColour(tier);
}

/** Nodes in the order of the bands: sources, tiers, then whoever takes it. */
function listNodes(bands: readonly FlowBand[]): FlowNode[] {
  const columnOf = (party: FlowParty, isSource: boolean): number =>
    party.kind === 'tier' ? 1 : isSource ? 0 : 2;
  const ends = bands.flatMap((band) => [
    { party: band.from, column: columnOf(band.from, true), band, sign: 0 },
    { party: band.to, column: columnOf(band.to, false), band, sign: 1 },
  ]);
  const ids = [...new Set(ends.map(({ party }) => partyKey(party)))];
  const nodes = ids.flatMap((id) => {
    const own = ends.filter(({ party }) => partyKey(party) === id);
    const [first] = own;
    if (first === undefined) return [];
    return [
      {
        id,
        column: first.column,
        label: partyName(first.party),
        valueLabel: amountWords(
          own.map(({ band }) => band),
          first.party,
        ),
        colour: partyColour(first.party),
      },
    ];
  });
  // Those who are spared stand under those who pay, in the order of the flow.
  const rank = ({ id }: FlowNode): number => (id.startsWith('cause:') ? 1 : 0);
  return nodes.toSorted((a, b) => a.column - b.column || rank(a) - rank(b));
}

/** "−16.3" lost, "+2.8" won, both where a party has both. */
function amountWords(bands: readonly FlowBand[], party: FlowParty): string {
  const isTier = party.kind === 'tier';
  const total = (effect: FlowBand['effect']): number =>
    bands
      // Of a tier, what comes in; it goes out again.
      .filter((band) => band.effect === effect && (!isTier || partyKey(band.to) === partyKey(party)))
      .reduce((sum, { usdBn }) => sum + usdBn, 0);
  const [lost, won, offset] = [total('lost'), total('won'), total('offset')];
  return [
    ...(lost > 0 ? [`\u2212${formatSignificant(lost)}`] : []),
    ...(won > 0 ? [`+${formatSignificant(won)}`] : []),
    ...(offset > 0 && lost === 0 && won === 0 ? [formatSignificant(offset)] : []),
  ].join(', ');
}

function summarise(bands: readonly FlowBand[], isFleet: boolean): string {
  const into = (tier: string): number =>
    bands
      .filter(({ to }) => to.kind === 'tier' && to.tier === tier)
      .reduce((sum, { usdBn }) => sum + usdBn, 0);
  const first = bands.find(({ from }) => from.kind === 'technique');
  const lead =
    isFleet && first !== undefined
      ? `${partyName(first.from)} brings the largest part of the fleet’s saving, ${formatUsdBn(first.usdBn)}. `
      : 'One saving, set by the slider. ';
  const taken = bands
    .filter(({ from, to }) => isHbm(from) && to.kind === 'vendor')
    .reduce((sum, { usdBn }) => sum + usdBn, 0);
  const moved = (['dram', 'nand', 'hdd'] as const)
    .filter((tier) => into(tier) > 0)
    .map((tier) => `${formatUsdBn(into(tier))} to ${TIER_NAMES[tier]}`);
  const hbm =
    into('hbm') > 0 ? `Of ${formatUsdBn(into('hbm'))} at HBM, ${formatUsdBn(taken)} reach the vendors` : '';
  const tiers =
    moved.length === 0 ? 'nothing is moved to other tiers' : `moved bytes bring ${moved.join(' and ')}`;
  return `${lead}${hbm === '' ? '' : `${hbm}; `}${tiers}.`;
}
