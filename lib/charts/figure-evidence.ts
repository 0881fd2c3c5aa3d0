/** What stands behind one figure of a page: formula, steps, inputs, sources. Pure data that a drawer shows as it is. */
import type { Freshness } from '../core/freshness/freshness.ts';

export type EvidenceGrade =
  'primary' | 'press' | 'estimate' | 'derived' | 'assumption' | 'computed' | 'set by you' | 'sourced';

export interface EvidenceStepRow {
  readonly label: string;
  readonly note: string;
  readonly value: string;
}

export interface EvidenceInputRow {
  readonly label: string;
  readonly value: string;
  readonly range: string | null;
  readonly grade: EvidenceGrade;
  readonly source: { readonly title: string; readonly url: string | null } | null;
  readonly note: string | null;
  /** Left out where nothing dates it. */
  readonly age?: Freshness | null;
}

export interface EvidenceSource {
  readonly title: string;
  readonly url: string | null;
  readonly publishedOn: string | null;
  /** Page, table or section. */
  readonly where: string | null;
}

export interface FigureEvidence {
  readonly title: string;
  readonly value: string;
  readonly range: string | null;
  readonly rangeWords: string | null;
  readonly grade: EvidenceGrade;
  /** How it is made, in words; and in symbols, null where words are all. */
  readonly words: string;
  readonly formula: string | null;
  readonly steps: readonly EvidenceStepRow[];
  readonly inputs: readonly EvidenceInputRow[];
  readonly sources: readonly EvidenceSource[];
  readonly notes: readonly string[];
  /** Age of the newest observation behind it; null for what is computed from many. */
  readonly age: Freshness | null;
}

/** Evidence of a page's figures by key. */
export type EvidenceBook = Readonly<Record<string, FigureEvidence>>;

const EMPTY = {
  range: null,
  rangeWords: null,
  grade: 'computed',
  formula: null,
  steps: [],
  inputs: [],
  sources: [],
  notes: [],
  age: null,
} as const;

/** Evidence with what is left out empty. */
export function evidenceOf(
  given: Pick<FigureEvidence, 'title' | 'value' | 'words'> & Partial<FigureEvidence>,
): FigureEvidence {
  return { ...EMPTY, ...given };
}
