/** What stands behind one figure of the Overview: formula, chain of steps, inputs, rivals. Pure. */
import type { ExposureAnswer, ExposureWorld, UsedInput } from '../core/exposure/types.ts';
import { describeFigure } from './evidence-description.ts';
import { FORMULAS } from './evidence-formulas.ts';
import { findInputOfKey, listEvidenceInputs, type EvidenceInput } from './evidence-inputs.ts';
import { prepareCapexChain, prepareChain, type EvidenceChain } from './evidence-steps.ts';
import type { EvidenceKey } from './headline.ts';
import { rangesOf, type OverviewAnswers, type OverviewRanges } from './overview-ranges.ts';
import { parseVendorKey, prepareVendorChain } from './vendor-evidence.ts';

export interface EvidenceModel {
  readonly key: EvidenceKey;
  readonly title: string;
  readonly value: string;
  readonly range: string | null;
  readonly rangeWords: string | null;
  /** How the figure came about, in the words of the grades. */
  readonly grade: string;
  readonly formulaWords: string;
  readonly formulaSymbols: string;
  /** Null when the figure has no steps. */
  readonly chain: EvidenceChain | null;
  readonly inputs: readonly EvidenceInput[];
  /** What other sources say: quantity and periods of the market facts to set beside the figure. */
  readonly rivals: { readonly quantity: string; readonly periods: readonly string[] } | null;
  /** Assumption whose recorded revisions belong to the figure. */
  readonly revisionsOf: string | null;
  readonly usedBy: readonly string[];
  /** Where the issuers' announcements are listed, for capex. */
  readonly capexYear: number | null;
}

/** Evidence of the figure `key` under the answers of a scenario; null when the key names nothing in them. */
export function prepareEvidence(
  world: ExposureWorld,
  answers: OverviewAnswers,
  key: EvidenceKey,
): EvidenceModel | null {
  const { point } = answers;
  const input = findInputOfKey(point, key);
  const described = describeFigure(world, answers, key, input);
  if (described === null) return null;
  const year = key.startsWith('capex:') ? Number(key.slice('capex:'.length)) : null;
  const formula = FORMULAS[formulaName(key)];
  const vendor = parseVendorKey(key);
  return {
    key,
    ...described,
    rangeWords: described.range === null ? null : rangeWords(key, input, rangesOf(answers)),
    grade: input === null ? 'derived, computed by the engine from the inputs below' : gradeWords(input),
    formulaWords: formula.words,
    formulaSymbols: formula.symbols,
    chain: year === null ? stepsOf(point, key) : prepareCapexChain(world, year),
    inputs: listEvidenceInputs(world, point, formula.inputs, input, vendor?.ticker ?? null),
    rivals: rivalsOf(key, point),
    revisionsOf: input?.id ?? null,
    usedBy: formula.usedBy,
    capexYear: year,
  };
}

function stepsOf(answer: ExposureAnswer, key: EvidenceKey): EvidenceChain | null {
  if (!FORMULAS[formulaName(key)].hasSteps) return null;
  const vendor = parseVendorKey(key);
  const parts = vendor === null ? null : prepareVendorChain(answer, vendor.measure, vendor.ticker);
  return parts ?? prepareChain(answer, key);
}

function formulaName(key: EvidenceKey): keyof typeof FORMULAS {
  if (key === 'saving' || key === 'dateReached' || key.startsWith('input:')) return 'input';
  const vendor = parseVendorKey(key);
  if (vendor !== null) return vendor.measure;
  if (key.startsWith('capex:')) return 'capex';
  return key in FORMULAS ? (key as keyof typeof FORMULAS) : 'input';
}

function rivalsOf(key: EvidenceKey, answer: ExposureAnswer): EvidenceModel['rivals'] {
  if (key !== 'baseline' && key !== 'change' && key !== 'runRate') return null;
  const years = new Set(answer.quarters.map(({ quarter }) => quarter.slice(0, 4)));
  return { quantity: 'hbm_market_size', periods: [...years] };
}

function rangeWords(key: EvidenceKey, input: UsedInput | null, ranges: OverviewRanges | null): string {
  if (input !== null) return 'low to high of the registry (P10 and P90)';
  if (key.startsWith('capex:')) return 'the sums of the lows and of the highs of the guides';
  return ranges?.evidenceWords ?? '';
}

function gradeWords(input: UsedInput): string {
  const words: Record<UsedInput['basis'], string> = {
    given: 'set by you in this scenario',
    sourced: 'sourced',
    derived: 'derived from sourced figures',
    assumption: 'assumption, no source states it',
  };
  return words[input.basis];
}
