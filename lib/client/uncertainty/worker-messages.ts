import type { ExposureWorld } from '../../core/exposure/types.ts';
import type { InputFault } from '../../core/input-fault.ts';
import type { RunStep } from '../../core/uncertainty/staged-run.ts';
import type { UncertaintyRequest } from '../../core/uncertainty/types.ts';

/** What the page asks of its drawing worker. A newer run replaces the one under way. */
export type PageOrder =
  | { readonly kind: 'world'; readonly world: ExposureWorld }
  | { readonly kind: 'run'; readonly id: number; readonly request: UncertaintyRequest }
  | { readonly kind: 'cancel' };

export type PageReport =
  | { readonly kind: 'step'; readonly id: number; readonly step: RunStep }
  | { readonly kind: 'faults'; readonly id: number; readonly faults: readonly InputFault[] }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };
