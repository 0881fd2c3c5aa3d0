/** Fields of a config that were not read although their names speak of memory, so that nothing is ignored in silence. */
import { isJsonObject, type JsonObject } from './config-reader.ts';

const SPEAKS_OF_MEMORY =
  /attn|attention|head|kv|cache|window|sparse|index|compress|latent|lora|layer|chunk|ssm|mamba|expert/i;
/** Known to change nothing that is stored per token. */
const HARMLESS =
  /dropout|bias|norm|_eps|rope_theta|rope_scaling|router|aux_loss|initializer|implementation|scal|softcap|topk_method|scoring|_group$|n_group|topk_group|use_cache|sinks|freq|hidden_act|seq_aux|norm_topk|attn_logit|layer_scale|layerdrop/i;

/** Null and false are how a config says "not used": there is nothing to understand. */
function isSwitchedOff(value: unknown): boolean {
  return value === null || value === false;
}

/** Names of unread fields of the language part that may matter, in the order of the config; at most 40. */
export function listIgnored(config: JsonObject, part: string, used: ReadonlySet<string>): string[] {
  const inner = part === '' ? config : config[part];
  if (!isJsonObject(inner)) return [];
  const prefix = part === '' ? '' : `${part}.`;
  return Object.keys(inner)
    .filter((name) => SPEAKS_OF_MEMORY.test(name) && !HARMLESS.test(name) && !isSwitchedOff(inner[name]))
    .map((name) => `${prefix}${name}`)
    .filter((name) => !used.has(name))
    .slice(0, 40);
}
