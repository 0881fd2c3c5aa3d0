import { describe, expect, it } from 'vitest';
import { areValuesWritten, barNames, barPlotHeight, valueTickRooms } from '#lib/charts/bar-layout.ts';
import {
  barEnd,
  barTop,
  drawnSegments,
  type BarPlotModel,
  type PlotBar,
} from '#lib/charts/bar-plot-model.ts';
import { linearAxis } from '#lib/charts/plot-axis.ts';
import { nameLines, sansWidth, valueRoomOf } from '#lib/charts/plot-layout.ts';

function barOf(label: string, spans: readonly (readonly [number, number])[], valueLabel = '1'): PlotBar {
  return {
    label,
    sublabel: null,
    segments: spans.map(([from, to]) => ({ from, to, colour: 'm-kv', form: 'derived' })),
    whisker: null,
    valueLabel,
  };
}

function plotOf(bars: readonly PlotBar[], orientation: 'rows' | 'columns'): BarPlotModel {
  return {
    title: '',
    summary: '',
    notes: [],
    fileName: '',
    cards: [],
    table: { caption: '', columns: [], rows: [], totals: null },
    orientation,
    valueAxis: linearAxis([0, 2_000_000], 'USD'),
    bars,
    rules: [],
    legend: [],
  };
}

describe('bars', () => {
  it('end where their last part does, and reach as high as part or whisker', () => {
    const falling = barOf('step', [[90, 62]]);
    expect(barEnd(falling)).toBe(62);
    expect(barTop(falling)).toBe(90);
    expect(barTop({ ...falling, whisker: { low: 50, high: 120 } })).toBe(120);
    expect(barEnd(barOf('none', []))).toBeNull();
    expect(barTop(barOf('none', []))).toBe(0);
  });

  it('draw no line for a part without extent, unless it is the whole bar', () => {
    expect(
      drawnSegments(
        barOf('stack', [
          [0, 5],
          [5, 5],
          [5, 9],
        ]),
      ),
    ).toHaveLength(2);
    expect(drawnSegments(barOf('no change', [[40, 40]]))).toHaveLength(1);
  });
});

describe('names of bars', () => {
  it('break on two lines and are cut only beyond', () => {
    const lines = nameLines('Acts on the cache only, not on the weights', null, 120).map(({ text }) => text);
    expect(lines).toEqual(['Acts on the cache', 'only, not on the…']);
    for (const line of lines) expect(sansWidth(line)).toBeLessThanOrEqual(120);
    expect(nameLines('After', '40 sequences', 120)).toEqual([
      { text: 'After', isQuiet: false },
      { text: '40 sequences', isQuiet: true },
    ]);
  });

  it('skip columns evenly where they are too thin, and write all of them on a page', () => {
    const quarters = Array.from({ length: 16 }, (_, index) =>
      barOf(`Q${String((index % 4) + 1)}\u00a024`, [[0, 1]]),
    );
    const model = plotOf(quarters, 'columns');
    const named = barNames(model, 0).flatMap((lines, index) => (lines.length === 0 ? [] : [index]));
    expect(named).toEqual([0, 3, 6, 9, 12, 15]);
    expect(barNames(model, 2).every(({ length }) => length === 1)).toBe(true);
  });

  it('take their values along only where columns are wide enough', () => {
    const model = plotOf(
      Array.from({ length: 12 }, () => barOf('a', [[0, 1]], '1,234')),
      'columns',
    );
    expect(areValuesWritten(model, 0)).toBe(false);
    expect(areValuesWritten(model, 2)).toBe(true);
    expect(areValuesWritten(plotOf(model.bars, 'rows'), 0)).toBe(true);
  });
});

describe('rows', () => {
  it('make room for the longest value', () => {
    expect(valueRoomOf(['1', '−28.0\u00a0%'])).toBe('middle');
    expect(valueRoomOf(['25.0\u00a0% (12.0–48.0\u00a0%)'])).toBe('longest');
  });

  it('are as high as their number needs, and thin out the ticks of a phone', () => {
    const rows = plotOf([barOf('a', [[0, 1]]), barOf('b', [[0, 1]])], 'rows');
    const more = plotOf([...rows.bars, barOf('c', [[0, 1]])], 'rows');
    expect(barPlotHeight(more) - barPlotHeight(rows)).toBe(40);
    expect(valueTickRooms(rows)).toContain(0);
    expect(valueTickRooms(rows).filter((room) => room === 0).length).toBeLessThan(
      rows.valueAxis.ticks.length,
    );
    expect(valueTickRooms(plotOf(rows.bars, 'columns')).every((room) => room === 0)).toBe(true);
  });
});
