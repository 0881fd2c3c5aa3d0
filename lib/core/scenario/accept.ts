/** Takes a scenario as far as the engine accepts it, and says by name what was refused. */
import type { ExposureScenario } from '../exposure/types.ts';
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import { findFieldByPointer } from './fields.ts';

export interface AcceptedScenario<Answer> {
  readonly scenario: ExposureScenario;
  readonly answer: Answer;
  readonly refused: readonly InputFault[];
}

/**
 * Evaluates `scenario`; fields that `evaluate` refuses are left out (default instead) and listed in `refused`.
 * `Err` only when even the default scenario cannot be computed.
 */
export function acceptScenario<Answer>(
  scenario: ExposureScenario,
  evaluate: (scenario: ExposureScenario) => Result<Answer, readonly InputFault[]>,
): Result<AcceptedScenario<Answer>, readonly InputFault[]> {
  let current = scenario;
  const refused: InputFault[] = [];
  for (;;) {
    const answer = evaluate(current);
    if (answer.ok) return ok({ scenario: current, answer: answer.value, refused });
    if (Object.keys(current).length === 0) return err(answer.error);

    refused.push(...answer.error);
    current = withoutFields(current, answer.error);
  }
}

/** Faults that name no field of the scenario clear it whole, so that each round leaves fewer fields. */
function withoutFields(scenario: ExposureScenario, faults: readonly InputFault[]): ExposureScenario {
  const names = new Set<string>(faults.map((fault) => findFieldByPointer(fault.pointer)?.field ?? ''));
  const kept = Object.entries(scenario).filter(([name]) => !names.has(name));
  return kept.length < Object.keys(scenario).length ? Object.fromEntries(kept) : {};
}
