import { describe, expect, it } from 'vitest';

import { prepareHealthHeadline } from '#lib/charts/health/health-headline.ts';
import { sentenceText } from '#lib/charts/sentence.ts';
import type { RefreshSourceItem, RefreshState } from '#lib/contracts/refresh.ts';

function source(name: string, changes: Partial<RefreshSourceItem> = {}): RefreshSourceItem {
  return {
    source: 'yahoo',
    name,
    terms: '',
    requiredSetting: null,
    state: 'ready',
    restsUntil: null,
    lastSuccessAt: '2026-11-26T21:00:00.000Z',
    lastFailureAt: null,
    lastFailure: null,
    isStale: false,
    ...changes,
  };
}

function sentence(
  sources: readonly RefreshSourceItem[],
  changes: object = {},
  mode: RefreshState['mode'] = 'on',
) {
  const refresh = { mode, sources };
  return sentenceText(prepareHealthHeadline({ refresh, priced: 18, stale: 0, quarantined: 0, ...changes }));
}

describe('the sentence of Health', () => {
  it('says that all is well only when every source has answered', () => {
    expect(sentence([source('Yahoo'), source('ECB')])).toBe(
      'All 2 sources answer; prices of 18 symbols are of the last session; no value waits for a decision.',
    );
    expect(sentence([source('Yahoo', { lastSuccessAt: null }), source('ECB')])).toMatch(
      /^Yahoo has brought nothing yet; /,
    );
  });

  it('names who fails, who is off, what is old and what waits', () => {
    const text = sentence(
      [
        source('Yahoo', { state: 'resting' }),
        source('ECB', { state: 'resting' }),
        source('SEC', { state: 'off' }),
      ],
      { stale: 3, quarantined: 1 },
    );

    expect(text).toBe(
      'Yahoo and ECB fail and rest; SEC is off until set up; prices of 3 symbols of 18 are more than a session old; 1 doubtful value waits for a decision.',
    );
  });

  it('does not call a machine well that refreshes nothing and has no price', () => {
    expect(sentence([source('Yahoo')], { priced: 0 }, 'off')).toBe(
      'Nothing is refreshed here: WATERLINE_REFRESH is off; no share price is stored; no value waits for a decision.',
    );
  });
});
