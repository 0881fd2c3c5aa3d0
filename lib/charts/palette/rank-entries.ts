/** Which entries of the command palette fit what was typed, best first. */
import { matchSorter } from 'match-sorter';

/** Something that the palette can open or do. */
export interface PaletteChoice {
  readonly id: string;
  /** Heading that it stands under. */
  readonly group: string;
  readonly title: string;
  /** Ticker, id or key, searched like the title. */
  readonly code: string;
  readonly detail: string;
}

/** More are not read; a longer word finds the rest. */
const MOST_SHOWN = 40;

/**
 * Choices that hold the words typed, whatever their case and accents, in any order of words; all in their own order
 * when nothing is typed.
 */
export function rankEntries<Choice extends PaletteChoice>(
  choices: readonly Choice[],
  typed: string,
): readonly Choice[] {
  const words = typed
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  // The last word typed orders last, so that the first one decides.
  const ranked = words.reduceRight<Choice[]>(
    (left, word) =>
      matchSorter(left, word, {
        keys: ['title', 'code', 'detail', 'group'],
        threshold: matchSorter.rankings.CONTAINS,
      }),
    [...choices],
  );
  return ranked.slice(0, MOST_SHOWN);
}
