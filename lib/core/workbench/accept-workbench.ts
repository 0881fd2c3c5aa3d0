/** A configuration as far as it can be evaluated: whatever is refused is named, and the rest still answers. */
import type { EfficiencyWorld } from '../efficiency/efficiency-world.ts';
import { MAX_STACKED_TECHNIQUES } from '../efficiency/stack.ts';
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import { evaluateWorkbench, type WorkbenchAnswer } from './evaluate-workbench.ts';
import type { WorkbenchConfig } from './workbench-config.ts';

/** A field, or one of its techniques, that was not used. */
export interface RefusedField {
  readonly field: string;
  readonly raw: string;
  readonly message: string;
}

export interface AcceptedWorkbench {
  readonly config: WorkbenchConfig;
  readonly answer: WorkbenchAnswer;
  readonly refused: readonly RefusedField[];
}

/** Faults of one field may uncover those of another; after so many rounds everything is taken from the fallback. */
const MOST_ROUNDS = 4;

/**
 * As much of `config` as can be evaluated: refused fields take those of `fallback`, refused techniques are left out.
 * `fallback` must itself be sound in the world; `Err` when it is not.
 */
export function acceptWorkbench(
  world: EfficiencyWorld,
  config: WorkbenchConfig,
  fallback: WorkbenchConfig,
): Result<AcceptedWorkbench, InputFault[]> {
  let current = config;
  let refused: RefusedField[] = [];
  let faults: InputFault[] = [];
  for (let round = 0; round <= MOST_ROUNDS; round += 1) {
    const answer = evaluateWorkbench(world, current);
    if (answer.ok) return ok({ config: current, answer: answer.value, refused });
    faults = withoutEchoes(answer.error);
    refused = withoutRepeats([...refused, ...describeRefused(current, faults)]);
    current = round === MOST_ROUNDS - 1 ? fallback : repair(current, fallback, faults);
  }
  return err(faults);
}

function parsePointer(pointer: string): { readonly field: string; readonly index: number | null } {
  const [, field = '', index] = pointer.split('/');
  return { field, index: index === undefined ? null : Number(index) };
}

/** A split wider than a number of accelerators that is itself refused says nothing new. */
function withoutEchoes(faults: readonly InputFault[]): InputFault[] {
  const hasCount = faults.some(({ pointer }) => pointer === '/accelerators');
  return faults.filter(({ pointer }) => !(hasCount && pointer === '/attentionTensorParallel'));
}

/** The same technique named twice is refused once. */
function withoutRepeats(refused: readonly RefusedField[]): RefusedField[] {
  const keyOf = ({ field, raw, message }: RefusedField): string => JSON.stringify([field, raw, message]);
  return [...new Map(refused.map((one) => [keyOf(one), one])).values()];
}

function describeRefused(config: WorkbenchConfig, faults: readonly InputFault[]): RefusedField[] {
  return faults.map(({ pointer, message }) => {
    const { field, index } = parsePointer(pointer);
    const value = config[field as keyof WorkbenchConfig];
    const one = Array.isArray(value) && index !== null ? (value as readonly string[])[index] : value;
    return { field, raw: Array.isArray(one) ? one.join(',') : String(one ?? ''), message };
  });
}

function repair(
  config: WorkbenchConfig,
  fallback: WorkbenchConfig,
  faults: readonly InputFault[],
): WorkbenchConfig {
  const parts = faults.map(({ pointer }) => parsePointer(pointer));
  const fields = new Set(parts.map(({ field }) => field));
  const dropped = new Set(parts.filter(({ field }) => field === 'techniques').map(({ index }) => index));
  const techniques = config.techniques
    .filter((_, index) => !dropped.has(index))
    .slice(0, MAX_STACKED_TECHNIQUES);
  const taken = Object.entries(fallback).filter(([field]) => field !== 'techniques' && fields.has(field));
  return { ...config, ...(Object.fromEntries(taken) as Partial<WorkbenchConfig>), techniques };
}
