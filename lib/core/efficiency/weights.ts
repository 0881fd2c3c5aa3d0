/** Weights of a model: what is stored, and what one decode step reads as the batch grows (model.md 2). */
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import type { ModelArchitecture } from './architecture.ts';

/** Parameters by how they are read: `dense` by every step, each of `experts` only when a token is routed to it. */
export interface WeightLayout {
  readonly totalParams: number;
  readonly activeParams: number;
  readonly denseParams: number;
  readonly expertParams: number;
  readonly experts: number;
  /** k / E: share of the experts that one token is routed to. */
  readonly routedShare: number;
}

const PARAMS_PER_BILLION = 1e9;

/**
 * Layout of the parameters of `model`: expert e = (total - active) / (E - k), dense = active - k e; a model without
 * experts is all dense. Fault at `/model` when nobody published the active parameters or they contradict the experts.
 */
export function readWeightLayout(model: ModelArchitecture): Result<WeightLayout, InputFault[]> {
  if (model.activeParamsB === null) {
    const message = `model ${model.id}: its active parameters are not published, so work per token is unknown; choose another model`;
    return err([{ pointer: '/model', message }]);
  }
  const totalParams = model.totalParamsB * PARAMS_PER_BILLION;
  const activeParams = model.activeParamsB * PARAMS_PER_BILLION;
  const experts = model.experts ?? 0;
  const routed = model.expertsActive ?? experts;
  if (experts <= routed) {
    return ok({
      totalParams,
      activeParams,
      denseParams: totalParams,
      expertParams: 0,
      experts: 0,
      routedShare: 0,
    });
  }
  const expertParams = (totalParams - activeParams) / (experts - routed);
  if (activeParams < routed * expertParams) {
    const message = `model ${model.id}: ${String(model.activeParamsB)} bn active parameters are fewer than its ${String(routed)} routed experts hold; correct activeParamsB or expertsActive`;
    return err([{ pointer: '/model', message }]);
  }
  return ok({
    totalParams,
    activeParams,
    denseParams: activeParams - routed * expertParams,
    expertParams,
    experts,
    routedShare: routed / experts,
  });
}

/**
 * Parameters read by one step over a batch of `batch` sequences: dense + e E (1 - (1 - k/E)^B), the expected number
 * of experts that at least one token is routed to. `batch` may be a fraction.
 */
export function paramsReadPerStep(layout: WeightLayout, batch: number): number {
  if (layout.experts === 0) return layout.denseParams;
  const touchedShare = 1 - (1 - layout.routedShare) ** batch;
  return layout.denseParams + layout.expertParams * layout.experts * touchedShare;
}
