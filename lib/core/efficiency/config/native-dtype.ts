/** The format in which a model's weights are released. */
import { createConfigReader, type ConfigReader, type JsonObject } from './config-reader.ts';

const NAMES = ['torch_dtype', 'dtype'] as const;

/**
 * Format of `language`, the part of `config` that describes the language model. Multimodal configs state it once for
 * all their parts, outside the language part.
 */
export function readNativeDtype(language: ConfigReader, config: JsonObject): string {
  const outer = NAMES.some((name) => typeof config[name] === 'string')
    ? createConfigReader(config).text(NAMES)
    : null;
  return language.text(NAMES) ?? outer ?? 'not stated';
}
