import { describe, expect, it } from 'vitest';

import { describeLast, describeQueue, describeTest } from '#lib/charts/deliveries/channel-words.ts';
import type { ChannelItem, DeliveryItem } from '#lib/contracts/deliveries/channels.ts';

const AT = '2026-11-27T15:00:00.000Z';
const ID = '00000000-0000-4000-8000-000000000000';
const write = (iso: string): string => `at ${iso.slice(11, 16)}`;

const row = (given: Partial<DeliveryItem>): DeliveryItem => ({
  ...{ id: '1', channelId: ID, channelName: 'mine', subject: 'MU fell', path: '/alerts', isTest: false },
  ...{
    occurredAt: AT,
    createdAt: AT,
    state: 'sent',
    tries: 1,
    lastTriedAt: AT,
    lastStatus: 204,
    lastFault: null,
  },
  ...{ nextTryAt: null, endedAt: AT },
  ...given,
});

const channel = (given: Partial<ChannelItem>): ChannelItem => ({
  ...{ id: ID, kind: 'webhook', name: 'mine', address: 'https://a.example/', createdAt: AT, isOn: true },
  ...{
    offSince: null,
    offReason: null,
    silence: null,
    isFailing: false,
    last: null,
    waiting: 0,
    nextTryAt: null,
  },
  givenUp: 0,
  ...given,
});

const failed = { lastStatus: 500, lastFault: 'it answered 500' } as const;

describe('what is said of a channel', () => {
  it.each([
    [null, 'Nothing was sent on it yet.'],
    [row({}), 'Last sent at 15:00: “MU fell”, answered with 204.'],
    [row({ lastStatus: null }), 'Last sent at 15:00: “MU fell”.'],
    [row({ state: 'sending' }), 'Being sent since at 15:00: “MU fell”.'],
    [row({ state: 'waiting', tries: 3, ...failed }), 'Try 3 of “MU fell” failed at 15:00: it answered 500.'],
    [
      row({ state: 'given-up', tries: 8, ...failed }),
      'Given up at 15:00 after 8 tries of “MU fell”: it answered 500.',
    ],
    [row({ state: 'given-up', isTest: true, ...failed }), 'The last test failed at 15:00: it answered 500.'],
    [
      row({ state: 'dropped', lastFault: 'the channel was removed' }),
      'Not sent: “MU fell”; the channel was removed.',
    ],
  ])('names the last try: %#', (last, words) => {
    expect(describeLast(channel({ last }), write)).toBe(words);
  });

  it('counts what waits and what was given up, and says nothing of nothing', () => {
    expect(describeQueue(channel({}), write, 90)).toBeNull();
    expect(describeQueue(channel({ waiting: 1, nextTryAt: AT }), write, 90)).toBe(
      '1 notice waits, next try at 15:00.',
    );
    expect(describeQueue(channel({ waiting: 2, nextTryAt: AT, givenUp: 1 }), write, 90)).toBe(
      '2 notices wait, next try at 15:00; 1 notice given up in the last 90 days.',
    );
  });

  it('says what came of a test', () => {
    expect(describeTest(row({ isTest: true }))).toBe('The test arrived; it was answered with 204.');
    expect(describeTest(row({ isTest: true, lastStatus: null }))).toBe('The mail server took the test.');
    expect(describeTest(row({ isTest: true, state: 'given-up', ...failed }))).toBe(
      'The test failed: it answered 500.',
    );
  });
});
