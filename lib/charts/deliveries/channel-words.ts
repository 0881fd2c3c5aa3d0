import type { ChannelItem, DeliveryItem } from '#lib/contracts/deliveries/channels.ts';

/** Writes an instant for people. */
type Write = (iso: string) => string;

const counted = (count: number, one: string, many: string): string =>
  `${String(count)} ${count === 1 ? one : many}`;

/** What came of a test, as it is said at once. */
export function describeTest({ state, lastStatus, lastFault }: DeliveryItem): string {
  if (state !== 'sent') return `The test failed: ${lastFault ?? 'it is not known how it ended'}.`;

  return lastStatus === null
    ? 'The mail server took the test.'
    : `The test arrived; it was answered with ${String(lastStatus)}.`;
}

/** What was tried last on a channel and how that ended, in a sentence. */
export function describeLast({ last }: ChannelItem, write: Write): string {
  if (last?.lastTriedAt == null) return 'Nothing was sent on it yet.';
  const at = write(last.lastTriedAt);
  const what = last.isTest ? 'test' : `“${last.subject}”`;
  const fault = last.lastFault ?? 'it is not known why';
  switch (last.state) {
    case 'sent': {
      const answer = last.lastStatus === null ? '' : `, answered with ${String(last.lastStatus)}`;
      return `Last sent ${at}: ${what}${answer}.`;
    }
    case 'sending':
      return `Being sent since ${at}: ${what}.`;
    case 'waiting':
      return `Try ${String(last.tries)} of ${what} failed ${at}: ${fault}.`;
    case 'given-up':
      return last.isTest
        ? `The last test failed ${at}: ${fault}.`
        : `Given up ${at} after ${counted(last.tries, 'try', 'tries')} of ${what}: ${fault}.`;
    case 'dropped':
      return `Not sent: ${what}; ${fault}.`;
  }
}

/** What waits on a channel and what was given up; null when there is neither. */
export function describeQueue(
  { waiting, nextTryAt, givenUp }: ChannelItem,
  write: Write,
  logDays: number,
): string | null {
  const waits =
    waiting === 0 || nextTryAt === null
      ? []
      : [`${counted(waiting, 'notice waits', 'notices wait')}, next try ${write(nextTryAt)}`];
  const lost =
    givenUp === 0
      ? []
      : [`${counted(givenUp, 'notice', 'notices')} given up in the last ${String(logDays)} days`];
  const parts = [...waits, ...lost];

  return parts.length === 0 ? null : `${parts.join('; ')}.`;
}
