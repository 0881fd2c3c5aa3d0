import { createHash } from 'node:crypto';

const LINE_END = 0x0a;

/** Rows of COPY text, counted and summed up as they pass. */
export interface RowTally {
  readonly add: (chunk: Buffer) => void;
  /** To be asked once, after the last row. */
  readonly finish: () => { readonly rows: number; readonly sha256: string };
}

/** Begins to count; every row ends with a line end and holds no other. */
export function startTally(): RowTally {
  const hash = createHash('sha256');
  let rows = 0;
  return {
    add: (chunk) => {
      hash.update(chunk);
      for (let at = chunk.indexOf(LINE_END); at !== -1; at = chunk.indexOf(LINE_END, at + 1)) rows += 1;
    },
    finish: () => ({ rows, sha256: hash.digest('hex') }),
  };
}
