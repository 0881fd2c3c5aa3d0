import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearAxis, logAxis, timeAxis } from '#lib/charts/plot-axis.ts';
import {
  boxOf,
  isTickTurned,
  placePointLabels,
  placeRuleLabels,
  placeTicks,
  type PlacedLabel,
} from '#lib/charts/plot-labels.ts';
import {
  COLUMN_INSETS,
  ROOM_FROM_PX,
  ROOMS,
  ROW_INSETS,
  roomOf,
  VALUE_ROOMS,
  XY_INSETS,
  xyPlotWidth,
} from '#lib/charts/plot-layout.ts';
import type { PlotRule, XyPlotModel, XyPoint } from '#lib/charts/xy-plot-model.ts';

const HEIGHT_PX = 288;

function scatterOf(points: readonly XyPoint[], rules: readonly PlotRule[] = []): XyPlotModel {
  return {
    title: '',
    summary: '',
    notes: [],
    fileName: '',
    cards: [],
    table: { caption: '', columns: [], rows: [], totals: null },
    xAxis: linearAxis([0, 100], 'x'),
    yAxis: linearAxis([0, 100], 'y'),
    series: [
      { id: 's', label: 's', colour: 'c-water', mark: 'points', form: 'reported', points, endLabel: null },
    ],
    rules,
  };
}

const point = (x: number, y: number, label: string): XyPoint => ({ x, y, label, cardIndex: null });

const pointsOf = fc.array(
  fc.record({
    x: fc.integer({ min: 0, max: 100 }),
    y: fc.integer({ min: 0, max: 100 }),
    label: fc.string({ minLength: 1, maxLength: 18 }),
    cardIndex: fc.constant(null),
  }),
  { maxLength: 40 },
);

function countOverlaps(labels: readonly PlacedLabel[], widthPx: number): number {
  const boxes = labels.map((label) => boxOf(label, widthPx, HEIGHT_PX));
  return boxes.filter((a, index) =>
    boxes
      .slice(0, index)
      .some((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
  ).length;
}

describe('names of points', () => {
  it('never lie on one another, at any width of their room or a wider one', () => {
    fc.assert(
      fc.property(pointsOf, fc.integer({ min: 300, max: 1800 }), (points, boxPx) => {
        const shown = placePointLabels(scatterOf(points), HEIGHT_PX).filter(
          ({ room }) => room <= roomOf(boxPx),
        );
        expect(countOverlaps(shown, boxPx - XY_INSETS.left - XY_INSETS.right)).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('are all written where they have room', () => {
    const apart = [point(10, 10, 'one'), point(50, 50, 'two'), point(90, 90, 'three')];
    expect(placePointLabels(scatterOf(apart), HEIGHT_PX)).toMatchObject([
      { text: 'one', room: 0, align: 'left' },
      { text: 'two', room: 0 },
      // Too near the right end of a phone's plot.
      { text: 'three', room: 0, align: 'right' },
    ]);
  });

  it('leave out what has no place rather than write it over another', () => {
    const heap = Array.from({ length: 12 }, (_, index) => point(50, 50, `model ${String(index)}`));
    const placed = placePointLabels(scatterOf(heap), HEIGHT_PX);
    expect(placed.map(({ text }) => text)).toEqual(['model 0', 'model 1', 'model 2', 'model 3']);
  });

  it('do not lie on marks, nor on the names of rules', () => {
    const crowd = [point(50, 50, 'named'), { x: 55, y: 50, cardIndex: null }];
    expect(placePointLabels(scatterOf(crowd), HEIGHT_PX)[0]?.align).toBe('right');
    const rule: PlotRule = { axis: 'y', value: 50, label: 'capacity' };
    const [ruled] = placeRuleLabels(scatterOf([], [rule]), 0, HEIGHT_PX);
    const [named] = placePointLabels(scatterOf([point(95, 52, 'named')], [rule]), HEIGHT_PX);
    if (ruled === undefined || named === undefined) throw new Error('both names have room');
    expect(countOverlaps([ruled, named], xyPlotWidth(0, false))).toBe(0);
  });
});

describe('names of rules', () => {
  it('step down where they stand close together', () => {
    const rules = [20, 24, 28].map((value): PlotRule => ({
      axis: 'x',
      value,
      label: `limit ${String(value)}`,
    }));
    const placed = placeRuleLabels(scatterOf([], rules), 0, HEIGHT_PX);
    expect(placed).toHaveLength(3);
    expect(countOverlaps(placed, xyPlotWidth(0, false))).toBe(0);
  });
});

describe('ticks', () => {
  it('are written evenly where there is no room for all', () => {
    const axis = linearAxis([0, 5_000_000], 'tokens');
    const shownIn = (widthPx: number): string[] =>
      axis.ticks.filter((_, index) => placeTicks(axis, () => widthPx)[index] === 0).map(({ label }) => label);
    expect(shownIn(900)).toHaveLength(6);
    expect(shownIn(240)).toEqual(['0', '2,000,000', '4,000,000']);
  });

  it('keep the first quarters of a time axis and the powers of a logarithmic one', () => {
    const quarters = timeAxis(2024.2, 2026.1);
    const kept = quarters.ticks.filter((_, index) => placeTicks(quarters, () => 120)[index] === 0);
    expect(kept.map(({ label }) => label)).toEqual(['Q1\u00a025', 'Q1\u00a026']);
    const decades = logAxis([1000, 100_000], 'x', (value) => value.toLocaleString('en'));
    const powers = decades.ticks.filter((_, index) => placeTicks(decades, () => 220)[index] === 0);
    expect(powers.map(({ value }) => value)).toEqual([1000, 10_000, 100_000]);
  });

  it('turn inwards at the right end', () => {
    const axis = linearAxis([0, 5_000_000], 'tokens');
    expect(isTickTurned(axis, 5_000_000, '5,000,000', XY_INSETS.right)).toBe(true);
    expect(isTickTurned(axis, 4_000_000, '4,000,000', XY_INSETS.right)).toBe(false);
  });
});

describe('the style sheet of the sketches', () => {
  const css = readFileSync(new URL('../../app/_charts/plot-sketch.module.css', import.meta.url), 'utf8');

  it('has the insets by which the canvas draws', () => {
    const { left, right, rightWithEnds, top, bottom } = XY_INSETS;
    const lengths = [
      `left: ${String(left)}px;`,
      `calc(100% - ${String(left)}px - ${String(right)}px)`,
      `calc(100% - ${String(left)}px - ${String(rightWithEnds)}px)`,
      `calc(100% - ${String(top)}px - ${String(bottom)}px)`,
      `calc(100% - ${String(COLUMN_INSETS.top)}px - ${String(COLUMN_INSETS.bottom)}px)`,
      `calc(100% - ${String(ROW_INSETS.top)}px - ${String(ROW_INSETS.bottom)}px)`,
      `--names: ${String(ROW_INSETS.names)}px;`,
      `--names: ${String(ROW_INSETS.narrowNames)}px;`,
      ...Object.values(VALUE_ROOMS).map((px) => `--values: ${String(px)}px;`),
    ];
    for (const length of lengths) expect(css).toContain(length);
  });

  it('changes rooms where the canvas does', () => {
    for (const room of ROOMS.filter((each) => each > 0)) {
      expect(css).toContain(`max-width: ${String(ROOM_FROM_PX[room] - 1)}px`);
    }
  });
});
