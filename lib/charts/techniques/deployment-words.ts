import type { ServingPlan } from '../../core/efficiency/serving.ts';
import { formatCount } from '../byte-words.ts';
import { formatFraction } from '../format.ts';

/** A deployment in a few words: "16 H200 SXM with DeepSeek-V3 / R1". */
export function nameDeployment({ model, accelerator, request }: ServingPlan): string {
  return `${String(request.accelerators)} ${accelerator.name.replace(/^NVIDIA /, '')} with ${model.name}`;
}

/** A deployment in words: "16 H200 SXM with DeepSeek-V3 / R1 (weights FP8, cache BF16)". */
export function describeDeployment(plan: ServingPlan): string {
  const { request } = plan;
  const weights = request.weightDtype.toUpperCase();
  const cache = request.cacheFormat ?? request.kvDtype.toUpperCase();
  return `${nameDeployment(plan)} (weights ${weights}, cache ${cache})`;
}

/** Its requests in words: "64,000 tokens in, 90.0 % of them cached, 1,000 out". */
export function describeRequests({ request }: ServingPlan): string {
  const { inputTokens, outputTokens, prefixCacheHitRate } = request;
  const cached =
    prefixCacheHitRate === 0 ? 'none of them cached' : `${formatFraction(prefixCacheHitRate)} of them cached`;
  return `${formatCount(inputTokens)} tokens in, ${cached}, ${formatCount(outputTokens)} out`;
}
