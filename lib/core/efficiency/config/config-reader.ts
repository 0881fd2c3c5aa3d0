/** Reads named fields of a model's config; whatever is wrong with one is a fault that names it, never a guess. */
import type { InputFault } from '../../input-fault.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Which field of the architecture came from which field of the config, by which rule. */
export interface Derivation {
  readonly field: string;
  readonly value: number | string;
  readonly from: string;
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Beyond any model that exists; larger numbers are mistakes or attacks. */
export const CONFIG_BOUNDS = {
  layers: { min: 1, max: 1000 },
  heads: { min: 1, max: 4096 },
  width: { min: 1, max: 262_144 },
  tokens: { min: 1, max: 1_000_000_000 },
  experts: { min: 1, max: 65_536 },
  small: { min: 0, max: 65_536 },
  vocabulary: { min: 1, max: 10_000_000 },
} as const satisfies Readonly<Record<string, Bounds>>;

const MAX_LIST = 10_000;

export interface ConfigReader {
  readonly faults: InputFault[];
  readonly derivations: Derivation[];
  /** Names that were read, so that the rest can be listed. */
  readonly used: Set<string>;
  readonly has: (name: string) => boolean;
  /** Whole number of the first of `names` that is there; null when none is, or when it is null. */
  readonly whole: (names: readonly string[], bounds: Bounds) => number | null;
  readonly flag: (name: string) => boolean | null;
  readonly text: (names: readonly string[]) => string | null;
  /** A list of numbers or words, null when absent. */
  readonly list: (name: string) => readonly (string | number)[] | null;
  /** An object inside the config as a reader of its own that shares faults. */
  readonly inner: (name: string) => ConfigReader | null;
  readonly refuse: (name: string, remedy: string) => void;
  readonly derive: (field: string, value: number | string, from: string) => void;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

interface Shared {
  readonly faults: InputFault[];
  readonly derivations: Derivation[];
  readonly used: Set<string>;
}

/** Reader of `config`; `path` names where it stands in the whole, for messages. */
export function createConfigReader(
  config: JsonObject,
  path = '',
  shared: Shared = { faults: [], derivations: [], used: new Set() },
): ConfigReader {
  const { faults, derivations, used } = shared;
  const nameOf = (name: string): string => `${path}${name}`;
  const refuse = (name: string, remedy: string): void => {
    faults.push({
      pointer: `/${nameOf(name).replaceAll('.', '/')}`,
      message: `config field ${nameOf(name)} ${remedy}`,
    });
  };
  /** Own fields only: `__proto__` and the like are no fields of a config. */
  const valueOf = (name: string): unknown => (Object.hasOwn(config, name) ? config[name] : undefined);
  const firstOf = (names: readonly string[]): { name: string; value: unknown } | null => {
    for (const name of names) {
      const value = valueOf(name);
      if (value === undefined || value === null) continue;
      used.add(nameOf(name));
      return { name, value };
    }
    return null;
  };
  return {
    faults,
    derivations,
    used,
    refuse,
    has: (name) => valueOf(name) !== undefined && valueOf(name) !== null,
    whole: (names, { min, max }) => {
      const found = firstOf(names);
      if (found === null) return null;
      const { name, value } = found;
      if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
      const kind = typeof value === 'string' ? '; write it without quotes' : '';
      refuse(name, `must be a whole number from ${min} to ${max}, not ${shown(value)}${kind}`);
      return null;
    },
    flag: (name) => {
      const found = firstOf([name]);
      if (found === null || typeof found.value === 'boolean')
        return found === null ? null : found.value === true;
      refuse(name, `must be true or false, not ${shown(found.value)}`);
      return null;
    },
    text: (names) => {
      const found = firstOf(names);
      if (found === null) return null;
      if (typeof found.value === 'string' && found.value.length <= 200) return found.value;
      refuse(found.name, `must be a short text, not ${shown(found.value)}`);
      return null;
    },
    list: (name) => {
      const found = firstOf([name]);
      if (found === null) return null;
      const { value } = found;
      const isList =
        Array.isArray(value) &&
        value.length <= MAX_LIST &&
        value.every((item) => typeof item === 'string' || typeof item === 'number');
      if (isList) return value;
      refuse(name, `must be a list of at most ${MAX_LIST} numbers or words, not ${shown(value)}`);
      return null;
    },
    inner: (name) => {
      const found = firstOf([name]);
      if (found === null) return null;
      if (isJsonObject(found.value)) return createConfigReader(found.value, `${nameOf(name)}.`, shared);
      refuse(name, `must be an object, not ${shown(found.value)}`);
      return null;
    },
    derive: (field, value, from) => {
      derivations.push({ field, value, from });
    },
  };
}
