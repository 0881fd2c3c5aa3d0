/** What changed on a list since it was marked as read, in one sentence. */
import type { WatchlistBody } from '../../contracts/watchlists/watchlists.ts';
import { CHANGE_KINDS, type ChangeKind } from '../../core/watchlist/unread.ts';
import { formatDate } from '../format.ts';
import { plain, type SentencePart } from '../sentence.ts';
import { countWords } from '../sources/sources-headline.ts';

const MANY: Readonly<Record<ChangeKind, string>> = {
  'guidance raise': 'guidance raises',
  'guidance cut': 'guidance cuts',
  'guidance kept': 'guides kept',
  'guidance on another measure': 'guides on another measure',
  'new guidance': 'new guides',
  report: 'reported quarters',
  restatement: 'restatements',
  revision: 'revisions',
  withdrawal: 'withdrawals',
};

const ONE: Readonly<Partial<Record<ChangeKind, string>>> = {
  'guidance kept': 'guide kept',
  'guidance on another measure': 'guide on another measure',
  'new guidance': 'new guide',
  report: 'reported quarter',
};

/** "3 changes since 24 Nov 2026: 1 guidance raise, 2 restatements." */
export function prepareWatchHeadline({
  name,
  changes,
  seenAt,
}: Pick<WatchlistBody, 'name' | 'changes' | 'seenAt'>): SentencePart[] {
  const since = formatDate(seenAt.slice(0, 10));
  if (changes.length === 0) return [plain(`Nothing changed on “${name}” since ${since}.`)];
  const parts = CHANGE_KINDS.flatMap((kind) => {
    const count = changes.filter(({ change }) => change === kind).length;
    return count === 0 ? [] : [countWords(count, ONE[kind] ?? kind, MANY[kind])];
  });

  return [
    { text: countWords(changes.length, 'change', 'changes'), tone: 'value', evidence: null },
    plain(` since ${since}: ${parts.join(', ')}.`),
  ];
}
