import { describe, expect, it } from 'vitest';

import type { FeedItem } from '#lib/core/ledger/feed.ts';
import { changeKindOf, listConcerned, listNew } from '#lib/core/watchlist/unread.ts';

const SEEN = { on: '2026-11-20', dataVersion: 5 };

function item(changes: Partial<FeedItem> = {}): FeedItem {
  return {
    kind: 'report',
    on: '2026-11-20',
    table: 'vendor_metric',
    key: 'k',
    what: 'revenue',
    who: ['Micron'],
    period: null,
    unit: null,
    before: null,
    after: null,
    grade: 'primary',
    sourceTitle: null,
    publisher: null,
    url: null,
    publishedOn: null,
    recordedInBatch: 5,
    ...changes,
  };
}

describe('what is new', () => {
  it('is of a later day or of a later import, and nothing else', () => {
    const of = (changes: Partial<FeedItem>) => listNew([item(changes)], SEEN).length;
    expect(of({})).toBe(0);
    expect(of({ on: '2026-11-21' })).toBe(1);
    expect(of({ on: '2026-08-01', recordedInBatch: 6 })).toBe(1);
    expect(of({ on: '2026-08-01', recordedInBatch: 2 })).toBe(0);
  });

  it('tells a fact that was recorded anew once, as that', () => {
    const old = item({ kind: 'guidance', on: '2026-07-30', recordedInBatch: 6 });
    const revision = item({ kind: 'revision', on: '2026-11-24', recordedInBatch: 6 });
    expect(listNew([revision, old], SEEN)).toEqual([revision]);
    const news = { ...old, on: '2026-11-23' };
    expect(listNew([revision, news], SEEN)).toEqual([revision, news]);
    // Facts of its table or import that were not revised are told.
    expect(listNew([revision, { ...old, key: 'other' }], SEEN)).toHaveLength(2);
  });
});

describe('what concerns a list', () => {
  const things = [
    { kind: 'stock', ref: 'MU', factName: 'Micron' },
    { kind: 'issuer', ref: 'Micron', factName: 'Micron' },
    { kind: 'technique', ref: 'mla', factName: null },
    { kind: 'scenario', ref: 'a', factName: null },
    { kind: 'scenario', ref: 'b', factName: null },
  ] as const;

  it('is found by name, by id in its own table, and for scenarios by the inputs of the model', () => {
    const concerned = (changes: Partial<FeedItem>) =>
      listConcerned([item(changes)], things).flatMap(({ concerns }) => concerns.map(({ ref }) => ref));
    expect(concerned({ who: ['Micron', 'Micron'] })).toEqual(['MU', 'Micron']);
    expect(concerned({ who: ['Samsung Electronics'] })).toEqual([]);
    expect(concerned({ who: [], table: 'technique', key: 'mla' })).toEqual(['mla']);
    expect(concerned({ who: [], table: 'model_architecture', key: 'mla' })).toEqual([]);
    expect(concerned({ who: [], table: 'assumption', key: 'usage_elasticity' })).toEqual(['a', 'b']);
  });

  it('tells a change once, however many things it concerns', () => {
    expect(listConcerned([item()], things)).toHaveLength(1);
  });
});

describe('a guide', () => {
  const amount = (low: number | null, point: number | null, high: number | null) => ({ low, point, high });
  const kindOf = (before: FeedItem['before'], after: FeedItem['after'], incomparable: string[] = []) =>
    changeKindOf(
      item({ kind: 'guidance', table: 'capex_announcement', key: 'g', before, after }),
      new Set(incomparable),
    );

  it('is a raise or a cut by its point, which is the middle of a range', () => {
    expect(kindOf(amount(null, 200, null), amount(null, 220, null))).toBe('guidance raise');
    expect(kindOf(amount(190, null, 210), amount(180, null, 210))).toBe('guidance cut');
    expect(kindOf(amount(190, null, 210), amount(null, 200, null))).toBe('guidance kept');
    expect(kindOf(null, amount(null, 200, null))).toBe('new guidance');
    expect(kindOf(amount(null, 200, null), null)).toBe('new guidance');
  });

  it('on another measure is neither', () => {
    expect(kindOf(amount(null, 200, null), amount(null, 220, null), ['g'])).toBe(
      'guidance on another measure',
    );
  });
});
