/** What is on file about how use answers price: which rows state an elasticity, and of what. */
import type { Provenance } from '../facts/types.ts';

/** One row of `elasticity.csv`. */
export interface ElasticityRow extends Provenance {
  readonly quantity: string;
  /** Day, month or year that the figure speaks of. */
  readonly observedOn: string;
  readonly low: number | null;
  readonly point: number | null;
  readonly high: number | null;
  readonly unit: string;
  readonly definition: string;
  readonly notes: string | null;
}

/**
 * What an estimate measures: `use` = per cent more tokens for one per cent lower price; `output` = per cent more output
 * for one per cent more tokens, which answers no price; `ratio` = growth over price fall between two dates.
 */
export type ElasticityKind = 'use' | 'output' | 'ratio';

/** The unit says what a row measures (the file holds volumes and anecdotes beside elasticities). */
const KIND_BY_UNIT: Readonly<Record<string, ElasticityKind>> = {
  'absolute elasticity': 'use',
  elasticity: 'output',
  'ratio, not an elasticity': 'ratio',
};

export interface ElasticityEstimate extends ElasticityRow {
  readonly kind: ElasticityKind;
}

export interface ElasticityEvidence {
  /** Rows with a number for some kind of elasticity, by kind, newest first. */
  readonly estimates: readonly ElasticityEstimate[];
  /** Rows from which no elasticity can be read, each with the reason. */
  readonly others: readonly { readonly row: ElasticityRow; readonly reason: string }[];
  /** Lowest and highest number of kind `use`; null when there is none. */
  readonly useRange: { readonly low: number; readonly high: number } | null;
}

const KINDS: readonly ElasticityKind[] = ['use', 'ratio', 'output'];

/** Sorts the rows of the file into estimates and others. */
export function readElasticityEvidence(rows: readonly ElasticityRow[]): ElasticityEvidence {
  const estimates = rows
    .flatMap((row): ElasticityEstimate[] => {
      const kind = KIND_BY_UNIT[row.unit];
      return kind === undefined || numbersOf(row).length === 0 ? [] : [{ ...row, kind }];
    })
    .toSorted(
      (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (b.observedOn > a.observedOn ? 1 : -1),
    );
  const used = new Set(estimates.map(keyOf));
  const inUse = estimates.filter(({ kind }) => kind === 'use').flatMap(numbersOf);
  return {
    estimates,
    others: rows
      .filter((row) => !used.has(keyOf(row)))
      .toSorted(
        (a, b) => a.quantity.localeCompare(b.quantity, 'en') || (a.observedOn > b.observedOn ? 1 : -1),
      )
      .map((row) => ({ row, reason: reasonOf(row) })),
    useRange: inUse.length === 0 ? null : { low: Math.min(...inUse), high: Math.max(...inUse) },
  };
}

function keyOf(row: ElasticityRow): string {
  return [row.quantity, row.observedOn, row.unit, row.definition, row.url].join('|');
}

function numbersOf({ low, point, high }: ElasticityRow): number[] {
  return [low, point, high].filter((value) => value !== null);
}

function reasonOf(row: ElasticityRow): string {
  if (KIND_BY_UNIT[row.unit] !== undefined) return 'no number is stated';
  return `states ${row.unit}: without the price that moved it, no elasticity`;
}
