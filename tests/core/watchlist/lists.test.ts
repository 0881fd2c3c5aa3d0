import { describe, expect, it } from 'vitest';

import { describeListChange } from '#lib/core/watchlist/list-change.ts';
import { findNearestNames } from '#lib/core/watchlist/nearest-names.ts';

describe('nearest names', () => {
  const names = [
    ['MU', 'Micron'],
    ['WDC', 'Western Digital'],
    ['SNDK', 'Sandisk'],
    ['000660.KS', 'SK hynix'],
  ] as const;

  it('are those with the fewest letters to change, by any way of writing', () => {
    expect(findNearestNames('MUU', names)[0]).toBe('MU');
    expect(findNearestNames('sandisc', names)[0]).toBe('SNDK');
    expect(findNearestNames('western', names)[0]).toBe('WDC');
    expect(findNearestNames('SK Hynix Inc', names)[0]).toBe('000660.KS');
    expect(findNearestNames('x', names)).toHaveLength(3);
    expect(findNearestNames('x', [])).toEqual([]);
  });
});

describe('change of a list', () => {
  const item = (ref: string, note: string | null = null) => ({ kind: 'stock' as const, ref, note });
  const list = { name: 'A', columns: ['price'] as const, items: [item('MU', 'x'), item('WDC')] };

  it('is none when nothing differs', () => {
    expect(describeListChange(list, { ...list, items: list.items.map((each) => ({ ...each })) })).toBeNull();
  });

  it('names both sides of what differs, and of notes only whose they are', () => {
    expect(
      describeListChange(list, {
        ...list,
        name: 'B',
        items: [item('WDC'), item('MU', 'y'), item('STX', 'z')],
      }),
    ).toEqual({
      before: { name: 'A', items: ['stock MU', 'stock WDC'], notesOf: ['stock MU'] },
      after: { name: 'B', items: ['stock WDC', 'stock MU', 'stock STX'], notesOf: ['stock MU'] },
    });
  });
});
