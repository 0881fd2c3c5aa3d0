/** Warnings of a study, each once, with the shares that it is about. */
import type { StudiedTicker } from '../../contracts/event-studies.ts';
import { shareName, withWrittenDates } from './event-words.ts';

export interface GroupedWarning {
  readonly text: string;
  readonly shares: readonly string[];
}

/** In order of first appearance. A warning that names its share by ticker stays that share's own. */
export function groupWarnings(tickers: readonly StudiedTicker[]): GroupedWarning[] {
  const groups = new Map<string, string[]>();
  for (const ticker of tickers) {
    for (const warning of ticker.warnings) {
      groups.set(warning, [...(groups.get(warning) ?? []), shareName(ticker)]);
    }
  }
  return [...groups].map(([text, shares]) => ({ text: withWrittenDates(text), shares }));
}
