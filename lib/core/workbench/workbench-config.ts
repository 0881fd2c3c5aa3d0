/** One configuration of the Workbench and how an address names it: only what differs from the default, version last. */
import { withoutBlanks } from '../catalogue/text-param.ts';
import { BITS_PER_ELEMENT, type KvDtype } from '../efficiency/kv-dtype.ts';
import { SERVING_BOUNDS, type ServingRequest } from '../efficiency/serving-request.ts';
import type { ServingFormatName } from '../efficiency/serving-formats.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { pinPairs, readPin, type LinkMoment, type LinkPin } from '../link/pin.ts';
import {
  choiceParam,
  idParam,
  idsParam,
  numberParam,
  readLink,
  writeLink,
  type LinkParams,
} from '../link/read-link.ts';

export interface WorkbenchConfig {
  readonly model: string;
  readonly accelerator: string;
  readonly accelerators: number;
  readonly weightDtype: KvDtype;
  readonly kvDtype: KvDtype;
  readonly cacheFormat: ServingFormatName | 'plain';
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly prefixCacheHitRate: number;
  readonly minTokensPerSecondPerUser: number;
  readonly tokensPerStep: number;
  readonly attentionTensorParallel: number;
  /** Null = the registry's point. */
  readonly memoryUtilisation: number | null;
  readonly bandwidthUtilisation: number | null;
  readonly computeUtilisation: number | null;
  readonly usdPerAcceleratorHour: number | null;
  readonly techniques: readonly string[];
}

/** DeepSeek-V3 on two nodes of H200 with an agent's requests: long, mostly cached, where memory decides. */
export const DEFAULT_WORKBENCH: WorkbenchConfig = {
  model: 'deepseek-v3',
  accelerator: 'nvidia-h200-sxm',
  accelerators: 16,
  weightDtype: 'fp8',
  kvDtype: 'bf16',
  cacheFormat: 'plain',
  inputTokens: 64_000,
  outputTokens: 1000,
  prefixCacheHitRate: 0.9,
  minTokensPerSecondPerUser: 20,
  tokensPerStep: 1,
  attentionTensorParallel: 1,
  memoryUtilisation: null,
  bandwidthUtilisation: null,
  computeUtilisation: null,
  usdPerAcceleratorHour: null,
  techniques: ['fp8-ds-mla', 'mtp'],
};

const DTYPES = Object.keys(BITS_PER_ELEMENT) as KvDtype[];

function bounded(field: keyof ServingRequest): (raw: string) => ReturnType<ReturnType<typeof numberParam>> {
  const bound = SERVING_BOUNDS.find((one) => one.field === field);
  if (bound === undefined) throw new RangeError(`${field} has no bounds`);
  // An open lower end is refused by the engine itself, in its own words.
  return numberParam(bound.min, bound.max, bound.isWhole === true);
}

/** Name in the address and in the configuration. */
const FIELD_OF_PARAM = {
  m: 'model',
  a: 'accelerator',
  n: 'accelerators',
  w: 'weightDtype',
  k: 'kvDtype',
  f: 'cacheFormat',
  i: 'inputTokens',
  o: 'outputTokens',
  h: 'prefixCacheHitRate',
  s: 'minTokensPerSecondPerUser',
  t: 'tokensPerStep',
  tp: 'attentionTensorParallel',
  um: 'memoryUtilisation',
  ub: 'bandwidthUtilisation',
  uc: 'computeUtilisation',
  usd: 'usdPerAcceleratorHour',
  x: 'techniques',
} as const satisfies Readonly<Record<string, keyof WorkbenchConfig>>;

type Param = keyof typeof FIELD_OF_PARAM;
type Values = { readonly [Name in Param]: WorkbenchConfig[(typeof FIELD_OF_PARAM)[Name]] };

const PARAMS: LinkParams<Values> = {
  m: idParam,
  a: idParam,
  n: bounded('accelerators'),
  w: choiceParam(DTYPES),
  k: choiceParam(DTYPES),
  f: choiceParam(['plain', 'fp8-latent', 'v4-mixed'] as const),
  i: bounded('inputTokens'),
  o: bounded('outputTokens'),
  h: bounded('prefixCacheHitRate'),
  s: bounded('minTokensPerSecondPerUser'),
  t: bounded('tokensPerStep'),
  tp: bounded('attentionTensorParallel'),
  um: bounded('memoryUtilisation'),
  ub: bounded('bandwidthUtilisation'),
  uc: bounded('computeUtilisation'),
  usd: bounded('usdPerAcceleratorHour'),
  x: (raw) => (raw === 'none' ? { value: [] } : idsParam(raw)),
};

export interface WorkbenchLink extends LinkMoment {
  readonly config: WorkbenchConfig;
  readonly faults: readonly LinkFault[];
}

/**
 * Configuration of an address; what cannot be read takes its default and is named. A stack may stand as `x=a,b`, or as
 * `x` repeated, with `none` among them and blank fields beside it: that is how a form sends it.
 */
export function readWorkbenchLink(query: Iterable<readonly [string, string]>): WorkbenchLink {
  const { values, asOf, faults } = readLink<Values & { readonly pin: LinkPin }>(
    joinStack(withoutBlanks(query)),
    { ...PARAMS, pin: readPin },
  );
  const { pin = null, ...chosen } = values;
  const given = Object.entries(chosen).map(([param, value]) => [FIELD_OF_PARAM[param as Param], value]);
  return {
    config: { ...DEFAULT_WORKBENCH, ...(Object.fromEntries(given) as Partial<WorkbenchConfig>) },
    asOf,
    pin,
    faults,
  };
}

function joinStack(pairs: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  const stack = pairs.filter(([name]) => name === 'x').map(([, raw]) => raw);
  if (stack.length < 2) return [...pairs];
  const chosen = stack.filter((raw) => raw !== 'none').join(',') || 'none';
  return [...pairs.filter(([name]) => name !== 'x'), ['x', chosen]];
}

/** Parameters that differ from the default, in the order of an address. */
export function workbenchPairs(config: WorkbenchConfig): (readonly [string, string])[] {
  return (Object.keys(FIELD_OF_PARAM) as Param[]).flatMap((param) => {
    const value = config[FIELD_OF_PARAM[param]];
    const text = Array.isArray(value) ? value.join(',') || 'none' : String(value);
    const usual = DEFAULT_WORKBENCH[FIELD_OF_PARAM[param]];
    const usualText = Array.isArray(usual) ? usual.join(',') || 'none' : String(usual);
    return text === usualText ? [] : [[param, text] as const];
  });
}

/** Query text of a configuration, `''` for the default of today. */
export function writeWorkbenchLink(config: WorkbenchConfig, { asOf, pin }: LinkMoment): string {
  return writeLink([...pinPairs(pin), ...workbenchPairs(config)], asOf);
}

/** Words of a fault by the name that the address gives its field. */
export function findParamOf(field: string): string {
  const found = Object.entries(FIELD_OF_PARAM).find(([, name]) => name === field);
  return found?.[0] ?? field;
}
