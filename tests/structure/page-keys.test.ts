import { describe, expect, it } from 'vitest';

import { PAGE_KEYS } from '../../app/_page/page-keys.ts';

describe('keys of the navigation', () => {
  it('lead to one page each, and every page has one', () => {
    for (const part of [0, 1, 2] as const) {
      const all = PAGE_KEYS.map((entry) => entry[part]);
      expect(all).toEqual([...new Set(all)]);
    }
  });
});
