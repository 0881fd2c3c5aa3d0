/** Words and numbers that the Efficiency page writes in more than one place. */
import type { Assumption } from '../../core/facts/types.ts';
import type { ColourToken } from '../chart-model.ts';
import type { EvidenceInputRow } from '../figure-evidence.ts';
import { formatFraction } from '../format.ts';
import { formatInputNumber, formatInputPercent, formatInputRange } from '../resolved-inputs.ts';
import { familyGroup } from '../techniques/technique-words.ts';

const MOST_DECIMALS = 8;

/**
 * A fraction that may lie so near the whole that one decimal would round it up to it: as many decimals as keep it below
 * 100 %. 0.9999995 -> "99.99995 %".
 */
export function formatNearWhole(fraction: number): string {
  if (fraction >= 1 || fraction < 0.9995) return formatFraction(fraction);
  const left = (1 - fraction) * 100;
  const decimals = Math.min(MOST_DECIMALS, Math.max(1, Math.ceil(-Math.log10(left))));
  return `${(fraction * 100).toFixed(decimals)}\u00a0%`;
}

/** A saving in points of the whole: 0.0788 -> "7.9 points". */
export function formatPoints(share: number): string {
  return `${formatFraction(share).slice(0, -2)}\u00a0points`;
}

/** Name without its bracket and what follows a colon: there is little room beside a bar. */
export function shortName(name: string): string {
  return name.split(/ \(|: /)[0] ?? name;
}

/** Names of the fleet's techniques beside bars and in sentences; those not here are cut by {@link shortName}. */
const FLEET_NAMES: Readonly<Record<string, string>> = {
  'csa-hca-vs-gqa8': 'Compressed attention',
  mla: 'Latent attention (MLA)',
  'swa-5to1': 'Sliding windows',
  'gated-deltanet-hybrid': 'Linear hybrids',
  'kv-fp8': 'FP8 cache',
  'nvfp4-kv': 'NVFP4 cache',
  'fp8-weights': 'FP8 weights',
  'nvfp4-weights': 'NVFP4 weights',
  mtp: 'Multi-token prediction',
  'prompt-cache-api': 'Prompt caching',
};

export function fleetName(id: string, name: string): string {
  return FLEET_NAMES[id] ?? shortName(name);
}

/** Colour of a technique's family; a technique that is not in the catalogue has that of the rest. */
export function techniqueColour(
  id: string,
  techniques: readonly { readonly id: string; readonly family: string }[],
): ColourToken {
  return familyGroup(techniques.find((each) => each.id === id)?.family ?? '').colour;
}

/** A row of the registry as an input of a figure. */
export function assumptionInput(row: Assumption): EvidenceInputRow {
  const { name, point, low, high, unit, basis, derivation, sourceTitle, sourceUrl } = row;
  const value = unit === 'fraction' ? formatInputPercent(point) : formatInputNumber(point);
  return {
    label: name,
    value: unit === 'fraction' ? value : `${value} ${unit}`,
    range: formatInputRange(low, high, unit),
    grade: basis,
    source: sourceTitle === null ? null : { title: sourceTitle, url: sourceUrl },
    note: derivation === '' ? null : derivation,
  };
}

/** The inputs with these ids, in their order; one that the registry lacks is left out. */
export function assumptionInputs(
  assumptions: readonly Assumption[],
  ids: readonly string[],
): readonly EvidenceInputRow[] {
  return ids.flatMap((id) => assumptions.filter((row) => row.id === id).map(assumptionInput));
}
