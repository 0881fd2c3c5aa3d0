/** A config as pasted or uploaded text: its size, depth and syntax are checked before anything is read from it. */
import type { InputFault } from '../../input-fault.ts';
import { err, ok, type Result } from '../../result.ts';
import { parseModelConfig, type ConfigOrigin, type ParsedModel } from './parse-model-config.ts';

/** A config is a few kilobytes; a megabyte is none. */
export const MAX_CONFIG_BYTES = 1_000_000;
const MAX_DEPTH = 32;

/** Deepest nesting of brackets outside strings; stops at the limit. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (isInString) {
      if (character === '\\') i += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function refuse(message: string): Result<never, InputFault[]> {
  return err([{ pointer: '', message }]);
}

/** JSON of a config's text, or one fault that says why it is none. */
export function readConfigText(text: string): Result<unknown, InputFault[]> {
  if (text.trim() === '') return refuse('the config is empty; paste the whole config.json');
  // Characters bound bytes from below, which is enough to refuse what is far too large before reading it.
  if (text.length > MAX_CONFIG_BYTES)
    return refuse(`the config is larger than ${MAX_CONFIG_BYTES} bytes; no config.json is`);
  if (isTooDeep(text))
    return refuse(`the config is nested deeper than ${MAX_DEPTH} levels; no config.json is`);
  try {
    return ok(JSON.parse(text) as unknown);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message.slice(0, 160) : 'not readable';
    return refuse(`the config is not JSON (${reason})`);
  }
}

/** The model that the text of a `config.json` describes; faults as of {@link parseModelConfig}. */
export function parseModelConfigText(text: string, origin: ConfigOrigin): Result<ParsedModel, InputFault[]> {
  const json = readConfigText(text);
  return json.ok ? parseModelConfig(json.value, origin) : json;
}
