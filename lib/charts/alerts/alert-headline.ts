/** What the inbox and the rules come to, in one sentence. */
import type { Alerts } from '../../contracts/alerts/alerts.ts';
import { plain, type SentencePart } from '../sentence.ts';
import { countWords } from '../sources/sources-headline.ts';

/** "3 alerts since you last looked. 12 rules watch, 1 of them is silent." */
export function prepareAlertHeadline({ items, unread }: Alerts): SentencePart[] {
  if (items.length === 0 && unread === 0) return [plain('You have no alert yet.')];
  const silent = items.filter(({ isFailing }) => isFailing).length;
  const watching = countWords(items.length, 'rule watches', 'rules watch');
  const failing = silent === 0 ? '' : `, ${String(silent)} of them ${silent === 1 ? 'is' : 'are'} silent`;

  return [...unreadParts(unread), plain(` ${watching}${failing}.`)];
}

/** "3 alerts since you last looked." */
export function unreadParts(unread: number): SentencePart[] {
  if (unread === 0) return [plain('No alert since you last looked.')];

  return [
    { text: countWords(unread, 'alert', 'alerts'), tone: 'value', evidence: null },
    plain(' since you last looked.'),
  ];
}
