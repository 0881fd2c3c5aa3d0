/** Computed sentences in parts, so that each figure can be marked and opened. */

export interface SentencePart {
  readonly text: string;
  readonly tone: 'plain' | 'value' | 'range';
  /** Key of the evidence behind a figure; null for words. */
  readonly evidence: string | null;
}

export function plain(text: string): SentencePart {
  return { text, tone: 'plain', evidence: null };
}

/** A figure that opens its evidence. */
export function figure(text: string, evidence: string): SentencePart {
  return { text, tone: 'value', evidence };
}

/** A range beside a figure, in the muted tone. */
export function muted(text: string): SentencePart {
  return { text, tone: 'range', evidence: null };
}

/** The sentence as one string: for titles, tests and readers of text. */
export function sentenceText(parts: readonly SentencePart[]): string {
  return parts.map(({ text }) => text).join('');
}

/** A name inside a sentence: its first letter small, unless it begins with an abbreviation such as HBM. */
export function lowerFirst(name: string): string {
  return /^[A-Z][a-z ]/.test(name) ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name;
}
