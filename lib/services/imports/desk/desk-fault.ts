import { shorten, type ImportFault } from '../import-fault.ts';

/** One refusal of a hand-made file: where, what is wrong, and what to do about it. */
export interface DeskFault {
  /** Line of the file, from 1; of a record over several lines, its first. */
  readonly line: number;
  /** Header of the column; null when the whole line or file is at fault. */
  readonly column: string | null;
  /** The cell as written, shortened; null when no cell is at fault. */
  readonly value: string | null;
  readonly what: string;
  readonly remedy: string;
}

/** A refusal of a whole line. */
export type PlacedFault = Pick<DeskFault, 'line' | 'what' | 'remedy'>;

/** More refusals than a person reads at once are counted, not listed. */
export const MAX_SHOWN_FAULTS = 200;

const USUAL_REMEDY = 'correct the cell';

/** Keeps the first refusals by line and counts all. */
export interface FaultList {
  readonly add: (...faults: readonly DeskFault[]) => void;
  /** Counts refusals of which no more than those given to `add` are at hand. */
  readonly addUnlisted: (count: number) => void;
  readonly count: () => number;
  readonly shown: () => readonly DeskFault[];
}

export function createFaultList(): FaultList {
  const shown: DeskFault[] = [];
  let count = 0;
  return {
    add: (...faults) => {
      count += faults.length;
      shown.push(...faults.slice(0, Math.max(0, MAX_SHOWN_FAULTS - shown.length)));
    },
    addUnlisted: (more) => {
      count += more;
    },
    count: () => count,
    shown: () => shown.toSorted((a, b) => a.line - b.line),
  };
}

/** A refusal of a line or a whole file. */
export function wholeLine({ line, what, remedy }: PlacedFault): DeskFault {
  return { line, column: null, value: null, what, remedy };
}

/** A fault of the shared reading of facts, whose reason holds the remedy behind a semicolon. */
export function toDeskFault({ line, column, value, reason }: ImportFault): DeskFault {
  const [what = reason, ...rest] = reason.split('; ');
  const remedy = rest.length === 0 ? USUAL_REMEDY : rest.join('; ');
  return { line, column, value: value === null ? null : shorten(value), what, remedy };
}
