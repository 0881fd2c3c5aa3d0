import { describe, expect, it } from 'vitest';
import { compareFigures, pinWords } from '#lib/charts/pin-words.ts';
import type { PageFigure } from '#lib/charts/page-figure.ts';

const figure = (key: string, value: string, range: string | null): PageFigure => ({
  ...{ key, value, range },
  label: `the ${key}`,
  note: '',
});

describe('what a pinned page says of itself', () => {
  it('names data version, the day of its recording, model, seed and day', () => {
    const pin = { asOf: '2026-11-20', dataVersion: 3, seed: 7 };
    expect(pinWords(pin, '2026-11-19', '1.4.0')).toBe(
      'to data version 3 of 19\u00a0Nov\u00a02026, model 1.4.0, seed 7; as of 20\u00a0Nov\u00a02026',
    );
    expect(pinWords({ ...pin, seed: null }, '2026-11-19', '1.4.0')).not.toContain('seed');
  });

  it('sets beside each other what reads otherwise live, by key, ranges too', () => {
    const pinned = [
      figure('same', '1', '0–2'),
      figure('value', '1', null),
      figure('range', '1', '0–2'),
      figure('gone', '1', null),
    ];
    const live = [
      figure('range', '1', '0–3'),
      figure('value', '2', null),
      figure('same', '1', '0–2'),
      figure('new', '9', null),
    ];
    expect(compareFigures(pinned, live)).toEqual([
      { key: 'value', label: 'the value', then: '1', now: '2' },
      { key: 'range', label: 'the range', then: '1 (0–2)', now: '1 (0–3)' },
      { key: 'gone', label: 'the gone', then: '1', now: null },
    ]);
  });
});
