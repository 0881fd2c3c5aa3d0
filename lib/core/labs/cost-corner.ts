/** One deployment of one model at one value of every input, costed by the serving roofline. */
import type { Accelerator } from '../efficiency/accelerator.ts';
import type { ModelArchitecture } from '../efficiency/architecture.ts';
import type { ServingDefaults } from '../efficiency/serving-defaults.ts';
import { evaluateServing, planServing } from '../efficiency/serving.ts';
import {
  DEPLOYED_ACCELERATORS,
  MIN_TOKENS_PER_SECOND_PER_USER,
  SERVED_DTYPE,
  type HardwareChoice,
} from './deployment.ts';
import type { LabsWorld } from './labs-world.ts';
import type { RequestMix } from './request-mix.ts';

/** What a cost is computed from. */
export type CostWorld = Pick<LabsWorld, 'models' | 'accelerators' | 'defaults'>;
/** What of a mix makes a cost. */
export type TokenMix = Pick<RequestMix, 'inputTokens' | 'outputTokens' | 'cacheHitRate'>;
export type Utilisation = 'memoryUtilisation' | 'bandwidthUtilisation' | 'computeUtilisation';

/** One corner of the inputs; everything else is the deployment of deployment.ts. */
export interface Corner {
  readonly accelerator: Accelerator;
  readonly usdPerAcceleratorHour: number;
  readonly utilisation: Readonly<Record<Utilisation, number>>;
}

/** Roofline cost in USD per million tokens without idle hours; null when the model cannot be served there. */
export function rooflineUsdPerMtok(
  model: ModelArchitecture,
  mix: TokenMix,
  corner: Corner,
  indexerHeads: number,
): number | null {
  const plan = planServing(
    model,
    corner.accelerator,
    {
      accelerators: DEPLOYED_ACCELERATORS,
      weightDtype: SERVED_DTYPE,
      kvDtype: SERVED_DTYPE,
      inputTokens: mix.inputTokens,
      outputTokens: mix.outputTokens,
      prefixCacheHitRate: mix.cacheHitRate,
      minTokensPerSecondPerUser: MIN_TOKENS_PER_SECOND_PER_USER,
      tokensPerStep: 1,
      usdPerAcceleratorHour: corner.usdPerAcceleratorHour,
      ...corner.utilisation,
    },
    indexerHeads,
  );
  return plan.ok ? evaluateServing(plan.value).usdPerMillionTokens : null;
}

/** A choice whose accelerator is known. */
export interface KnownHardware extends HardwareChoice {
  readonly accelerator: Accelerator;
}

/** The choice with its accelerator; null when that is not known yet. */
export function findHardware(world: CostWorld, choice: HardwareChoice): KnownHardware | null {
  const accelerator = world.accelerators.find(({ id }) => id === choice.acceleratorId);
  return accelerator === undefined ? null : { ...choice, accelerator };
}

/** The corner of `hardware` with every other input at its point. */
export function pointCorner(defaults: ServingDefaults, hardware: KnownHardware): Corner {
  return {
    accelerator: hardware.accelerator,
    usdPerAcceleratorHour: defaults.usdPerAcceleratorHour[hardware.hourPrice],
    utilisation: {
      memoryUtilisation: defaults.memoryUtilisation.point,
      bandwidthUtilisation: defaults.bandwidthUtilisation.point,
      computeUtilisation: defaults.computeUtilisation.point,
    },
  };
}
