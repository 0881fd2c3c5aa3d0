/** The scenario at the ends of the argued ranges of three levers that stand at zero unless somebody sets them. */
import { evaluateExposure } from '../../core/exposure/evaluate.ts';
import type { Assumption } from '../../core/facts/types.ts';
import type { ExposureAnswer, ExposureScenario, ExposureWorld } from '../../core/exposure/types.ts';
import { SCENARIO_FIELDS } from '../../core/scenario/fields.ts';
import { findAssumptionOfField } from '../resolved-inputs.ts';

export type LeverField = 'contextRespendShare' | 'efficiencyInGuidesShare' | 'contractOverhangShare';

const LEVER_FIELDS: readonly LeverField[] = [
  'contextRespendShare',
  'efficiencyInGuidesShare',
  'contractOverhangShare',
];

export interface LeverAnswer {
  readonly field: LeverField;
  readonly name: string;
  readonly basis: Assumption['basis'];
  readonly value: number;
  /** Which ends of the argued range the value is; none for a zero that lies outside it. */
  readonly ends: readonly ('low' | 'high')[];
  readonly isSet: boolean;
  readonly breakEven: number | null;
  readonly longRunDemand: number;
  readonly offset: ExposureAnswer['offset'];
  readonly isEverBelow: boolean;
}

/** Each lever at 0 and at the low and high of its registry row, everything else as set; none without a row. */
export function evaluateLevers(
  world: ExposureWorld,
  scenario: ExposureScenario,
  point: ExposureAnswer,
): readonly LeverAnswer[] {
  return LEVER_FIELDS.flatMap((field) => {
    const row = findAssumptionOfField(world, field);
    if (row === null) return [];
    const set = scenario[field] ?? row.point;
    return [...new Set([0, row.low, row.high])].flatMap((value): LeverAnswer[] => {
      const answer = value === set ? point : answerAt(world, { ...scenario, [field]: value });
      if (answer === null) return [];
      return [
        {
          field,
          name: capitalised(SCENARIO_FIELDS.find((each) => each.field === field)?.label ?? row.name),
          basis: row.basis,
          value,
          ends: [
            ...(value === row.low ? ['low' as const] : []),
            ...(value === row.high ? ['high' as const] : []),
          ],
          isSet: value === set,
          breakEven: answer.breakEvenElasticity,
          longRunDemand: answer.steadyState.demandIndex,
          offset: answer.offset,
          isEverBelow: answer.quarters.some(({ demandIndex }) => demandIndex < 1),
        },
      ];
    });
  });
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function answerAt(world: ExposureWorld, scenario: ExposureScenario): ExposureAnswer | null {
  const answer = evaluateExposure(world, scenario);
  return answer.ok ? answer.value : null;
}
