/** One fault of an imported file, placed where a person can find it. */
export interface ImportFault {
  readonly file: string;
  /** Line of the file, from 1 with the header; a quoted cell may span several lines, then its row's first. */
  readonly line: number;
  /** Header of the column; null when the whole row or file is at fault. */
  readonly column: string | null;
  /** The cell as written, shortened; null when no cell is at fault. */
  readonly value: string | null;
  readonly reason: string;
}

/** More faults than a person reads at once are counted, not listed. */
export const MAX_FAULTS = 200;

const MAX_SHOWN_VALUE = 120;

/** The cell as it is shown in a fault. */
export function shorten(value: string): string {
  return value.length <= MAX_SHOWN_VALUE ? value : `${value.slice(0, MAX_SHOWN_VALUE)}...`;
}

/** `capex_actuals.csv line 12, column capex_usd_bn: "x" is not a plain number`. */
export function describeFault({ file, line, column, value, reason }: ImportFault): string {
  const place = `${file} line ${String(line)}${column === null ? '' : `, column ${column}`}`;
  return `${place}: ${value === null ? '' : `"${value}" `}${reason}`;
}

/** The first `MAX_FAULTS` faults, and one more that counts the rest. */
export function capFaults(faults: readonly ImportFault[]): ImportFault[] {
  const rest = faults.length - MAX_FAULTS;
  const [first] = faults;
  if (first === undefined || rest <= 0) return [...faults];
  return [
    ...faults.slice(0, MAX_FAULTS),
    { file: first.file, line: 1, column: null, value: null, reason: `and ${String(rest)} more faults` },
  ];
}
