/**
 * Sizes of memory. Decimal and binary units differ by 7 % at the giga step and sources mix their names, so a
 * figure always says which one it is in.
 */
export const BITS_PER_BYTE = 8;

/** Bytes in one unit; the decimal ones are powers of 1000, the `i` ones powers of 1024. */
export const BYTES_PER_UNIT = {
  bytes: 1,
  KB: 1e3,
  KiB: 1024,
  MB: 1e6,
  MiB: 1024 ** 2,
  GB: 1e9,
  GiB: 1024 ** 3,
  TB: 1e12,
} as const;

export type ByteUnit = keyof typeof BYTES_PER_UNIT;

/** Whether `text` names a unit of {@link BYTES_PER_UNIT}. */
export function isByteUnit(text: string): text is ByteUnit {
  return Object.hasOwn(BYTES_PER_UNIT, text);
}

/** `bytes` expressed in `unit`, unrounded. */
export function fromBytes(bytes: number, unit: ByteUnit): number {
  return bytes / BYTES_PER_UNIT[unit];
}
