/** How bytes and token counts are written: decimal and binary units are never mixed without saying which. */
import { formatSignificant } from './format.ts';

const SPACE = '\u00a0';
const DECIMAL = [
  ['TB', 1e12],
  ['GB', 1e9],
  ['MB', 1e6],
  ['KB', 1e3],
] as const;

/** Bytes in the largest decimal unit that leaves at least 1: 70272 → "70.3 KB". */
export function formatBytes(bytes: number, digits = 3): string {
  const unit = DECIMAL.find(([, size]) => Math.abs(bytes) >= size);
  if (unit === undefined) return `${formatSignificant(bytes, digits)}${SPACE}B`;
  return `${formatSignificant(bytes / unit[1], digits)}${SPACE}${unit[0]}`;
}

/** Bytes in thousands and in 1024s, both named: "70.3 KB (68.6 KiB)". */
export function formatKilobytesBoth(bytes: number): string {
  return `${formatSignificant(bytes / 1e3)}${SPACE}KB (${formatSignificant(bytes / 1024)}${SPACE}KiB)`;
}

/** A whole number with its thousands parted. */
export function formatCount(count: number): string {
  const whole = Math.round(count);
  return formatSignificant(whole, Math.max(1, String(Math.abs(whole)).length));
}

/** A number as printed, at most six digits and no zeros after them: 9.62 → "9.62", 10.4764 → "10.4764". */
export function formatPrinted(value: number): string {
  const text = formatSignificant(value, 6);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** A count of tokens: in units of 1024 where it is meant so ("128K" is 131,072), else whole: "128,000". */
export function formatTokens(tokens: number): string {
  if (tokens % 1000 === 0 || tokens % 1024 !== 0) return formatCount(tokens);
  return tokens % 1024 ** 2 === 0 ? `${String(tokens / 1024 ** 2)}M` : `${String(tokens / 1024)}K`;
}

/** Billions of parameters: 405 → "405 B", 1600 → "1.60 T". */
export function formatParams(billions: number): string {
  return billions >= 1000
    ? `${formatSignificant(billions / 1000)}${SPACE}T`
    : `${formatSignificant(billions)}${SPACE}B`;
}
