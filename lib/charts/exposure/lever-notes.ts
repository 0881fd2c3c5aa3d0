/** Levers that the model leaves at nothing unless they are set, with the ranges that were argued for them. */
import type { ExposureScenario } from '../../core/exposure/types.ts';
import { formatInputPercent, formatInputRange, resolveNumber } from '../resolved-inputs.ts';
import type { ExposureSource } from './exposure-source.ts';

type LeverField =
  'contextRespendShare' | 'efficiencyInGuidesShare' | 'contractOverhangShare' | 'tierShiftShare';

export interface LeverNote {
  readonly field: LeverField;
  readonly name: string;
  /** What the registry argues, and why. */
  readonly range: string;
  readonly derivation: string;
  readonly source: { readonly title: string; readonly url: string | null } | null;
  /** What is set, or null where it is left at nothing. */
  readonly setTo: string | null;
  /** The scenario with the lever at the end of its range; null where it is set already. */
  readonly withLever: ExposureScenario | null;
  readonly action: string;
}

const LEVER_IDS: Readonly<Record<LeverField, string>> = {
  contextRespendShare: 'context_respend_share',
  efficiencyInGuidesShare: 'efficiency_in_guides_share',
  contractOverhangShare: 'contract_overhang_share',
  tierShiftShare: 'tier_shift_share',
};

/** Those that the registry has a row for. */
export function prepareLevers(
  { world, scenario }: ExposureSource,
  fields: readonly LeverField[],
): LeverNote[] {
  return fields.flatMap((field) => {
    const row = world.assumptions.find(({ id }) => id === LEVER_IDS[field]);
    if (row === undefined) return [];
    const value = resolveNumber(world, scenario, field) ?? 0;
    return [
      {
        field,
        name: row.name,
        range: formatInputRange(row.low, row.high, row.unit),
        derivation: row.derivation,
        source: row.sourceTitle === null ? null : { title: row.sourceTitle, url: row.sourceUrl },
        setTo: value === 0 ? null : formatInputPercent(value),
        withLever: value === 0 ? { ...scenario, [field]: row.high } : null,
        action: `Set to ${formatInputPercent(row.high)}`,
      },
    ];
  });
}
