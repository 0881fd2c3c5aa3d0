/** Dated marks of charts: which, where, in what words; known answers from the shipped ledger of events. */
import { readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';

import { toCsvLines } from '#lib/charts/chart-csv.ts';
import {
  CAPEX_EVENTS,
  companyEvents,
  HBM_EVENTS,
  techniqueEvents,
} from '#lib/charts/timeline/event-choices.ts';
import { chartPointOf, NO_PLACE } from '#lib/charts/timeline/chart-point.ts';
import { chartIdOf, MARK_GAP_PX, prepareLaneMarks } from '#lib/charts/timeline/lane-marks.ts';
import {
  LANE_INSETS,
  laneWidth,
  leastLaneWidth,
  quarterPeriods,
  type LaneBox,
} from '#lib/charts/timeline/time-lane.ts';
import { ROOMS } from '#lib/charts/plot-layout.ts';
import type { NoteBody } from '#lib/contracts/notes/notes.ts';
import { isChosen } from '#lib/core/timeline/event-choice.ts';
import type { TimelineEvent } from '#lib/core/timeline/types.ts';

const rows = parse(readFileSync(new URL('../../prisma/seed/data/events.csv', import.meta.url)), {
  columns: true,
}) as readonly Record<string, string>[];
const listOf = (text = ''): readonly string[] => (text === '' ? [] : text.split(';'));
const events: readonly TimelineEvent[] = rows.map((row) => ({
  id: row['id'] ?? '',
  on: row['occurred_on'] ?? '',
  kind: row['kind'] ?? '',
  title: row['title'] ?? '',
  actors: listOf(row['actors']),
  techniques: listOf(row['techniques']),
  grade: 'press',
  source: { title: row['source_title'] ?? null, url: row['source_url'] ?? null },
}));

const YEAR = { scale: { kind: 'years', from: 2026, to: 2027 }, box: 'xy', choice: HBM_EVENTS } as const;
const NOTE: NoteBody = {
  id: '00000000-0000-4000-8000-000000000001',
  kind: 'page',
  ref: '/',
  title: '/',
  href: '/',
  chart: null,
  from: '2026-03-24',
  to: '2026-03-24',
  words: 'x',
  isShared: false,
  isOwn: true,
  author: 'Ana',
  version: 1,
  createdAt: '2026-11-01T00:00:00.000Z',
  changedAt: '2026-11-01T00:00:00.000Z',
};

describe('which events matter', () => {
  it('is told by kind, by name of who acts, by technique', () => {
    const chosen = (choice: Parameters<typeof isChosen>[1]): readonly string[] =>
      events.filter((event) => isChosen(event, choice)).map(({ id }) => id);
    // Counted in the file by another tool: 12 rows of kind capex.
    expect(chosen(CAPEX_EVENTS)).toHaveLength(rows.filter(({ kind }) => kind === 'capex').length);
    expect(chosen(CAPEX_EVENTS)).toHaveLength(12);
    expect(chosen(techniqueEvents('turboquant'))).toEqual(['ev037', 'ev087', 'ev088']);
    const samsung = chosen(companyEvents('Samsung Electronics'));
    expect(samsung).toContain('ev134');
    expect(samsung).not.toContain('ev132');
    expect(chosen({ actors: ['Metaverse'] })).toEqual([]);
    expect(chosen({})).toEqual([]);
  });
});

/** Days are written with spaces that do not break. */
const plain = (text = ''): string => text.replaceAll('\u00a0', ' ');

describe('marks of a lane', () => {
  it('stand for every chosen event of the axis once, in every room, and no two too near for a finger', () => {
    const wanted = events.filter((event) => isChosen(event, HBM_EVENTS) && event.on.startsWith('2026'));
    expect(wanted.length).toBeGreaterThan(15);
    const { groups, events: listed } = prepareLaneMarks(YEAR, 'x', events, []);
    expect(listed.map(({ id }) => id).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
    for (const room of ROOMS) {
      const ids = groups[room].flatMap((group) => group.events.map(({ id }) => id));
      expect(ids).toEqual(listed.map(({ id }) => id));
      const width = leastLaneWidth('xy', room);
      groups[room].forEach(({ at }, index) => {
        const before = groups[room][index - 1]?.at ?? -1;
        expect((at - before) * width).toBeGreaterThanOrEqual(MARK_GAP_PX - 1e-9);
      });
    }
    expect(groups[0].length).toBeLessThan(groups[2].length);
  });

  it('say what they stand for: one by its day and name, several by number and days', () => {
    const near = events.filter(({ id }) => ['ev087', 'ev088'].includes(id));
    const [alone] = prepareLaneMarks(YEAR, 'x', near.slice(0, 1), []).groups[2];
    expect(plain(alone?.title)).toBe(`24 Mar 2026: ${near[0]?.title ?? ''}`);
    const [both] = prepareLaneMarks(YEAR, 'x', near, []).groups[0];
    expect(plain(both?.title)).toBe('2 events, 24 Mar 2026 – 26 Mar 2026');
    const [mixed] = prepareLaneMarks(YEAR, 'x', near, [NOTE]).groups[0];
    expect(plain(mixed?.title)).toBe('3 marks: 2 events and 1 note, 24 Mar 2026 – 26 Mar 2026');
    const [note] = prepareLaneMarks(YEAR, 'x', [], [NOTE]).groups[2];
    expect(plain(note?.title)).toBe('24 Mar 2026: a note of yours');
    const [other] = prepareLaneMarks(YEAR, 'x', [], [{ ...NOTE, isOwn: false }]).groups[2];
    expect(plain(other?.title)).toBe('24 Mar 2026: a note of Ana');
  });

  it('leave out notes without a day and those on a point of another chart', () => {
    const undated = { ...NOTE, from: null, to: null };
    const here = { ...NOTE, chart: { id: 'here', series: null, x: 'Q1 26' } };
    const marks = prepareLaneMarks(
      YEAR,
      'here',
      [],
      [undated, here, { ...here, chart: { ...here.chart, id: 'there' } }],
    );
    expect(marks.groups[2].flatMap(({ notes }) => notes)).toEqual([here]);
  });
});

describe('geometry of a lane', () => {
  it('is that of the style sheets of lane and drawings', () => {
    const css = readFileSync(new URL('../../app/_timeline/TimeLane.module.css', import.meta.url), 'utf8');
    for (const [box, { left, right }] of Object.entries(LANE_INSETS)) {
      const rule = new RegExp(`\\.axis\\[data-box='${box}'\\][^{]*\\{([^}]*)\\}`).exec(css)?.[1] ?? '';
      expect(rule, box).toContain(`left: ${String(left)}px`);
      expect(rule, box).toContain(`calc(100% - ${String(left)}px - ${String(right)}px)`);
    }
    const sketch = readFileSync(
      new URL('../../app/_charts/WaterlineSketch.module.css', import.meta.url),
      'utf8',
    );
    expect(sketch).toContain('width: calc(100% - 44px - 124px)');
    const bars = readFileSync(new URL('../../app/_charts/bar-sketch.module.css', import.meta.url), 'utf8');
    expect(bars).toContain('width: calc(100% - 48px - 96px)');
  });

  it('never promises more width than there is in a room', () => {
    for (const box of Object.keys(LANE_INSETS) as LaneBox[]) {
      for (const widthPx of [300, 559, 560, 879, 880, 1300]) {
        const room = widthPx >= 880 ? 2 : widthPx >= 560 ? 1 : 0;
        expect(laneWidth(box, widthPx)).toBeGreaterThanOrEqual(leastLaneWidth(box, room));
      }
    }
  });
});

describe('names that notes keep', () => {
  it('are of the chart and its point, without the day of its figures', () => {
    expect(chartIdOf('waterline-revenue-2026-11-23')).toBe('waterline-revenue');
    expect(chartIdOf('waterline-hbm-2026-by-day')).toBe('waterline-hbm-2026-by-day');
    const texts = {
      fileName: 'a-2026-11-23',
      title: 'A',
      cards: [{ title: 'Q3 2026', lines: [], footer: '' }],
    };
    const days = quarterPeriods(['2026Q3'])[0] ?? null;
    expect(chartPointOf(texts, 0, { series: 's', days })).toEqual({
      chart: { id: 'a', series: 's', x: 'Q3 2026' },
      title: 'A',
      from: '2026-07-01',
      to: '2026-09-30',
    });
    expect(chartPointOf(texts, 1, NO_PLACE)).toBeNull();
  });
});

describe('the file of a chart', () => {
  it('names the events of its axis above the header', () => {
    const table = { caption: '', columns: [{ label: 'Quarter', unit: null }], rows: [], totals: null };
    const provenance = { scenario: 's', versions: 'v', asOf: '2026-11-23', source: 'x' };
    const event = events.filter(({ id }) => id === 'ev087');
    const lines = toCsvLines({ title: 'T', summary: 'S', table }, provenance, 'http://x', event);
    expect(lines.at(-2)?.[0]).toBe(
      `# Event 2026-03-24: ${event[0]?.title ?? ''}, ${event[0]?.source.url ?? ''}`,
    );
    expect(lines.at(-1)).toEqual(['Quarter']);
  });
});
