import { describe, expect, it } from 'vitest';
import { barEnd } from '#lib/charts/bar-plot-model.ts';
import { prepareAdoptionCounts } from '#lib/charts/efficiency/adoption-counts-plot.ts';
import { countAttention } from '#lib/core/efficiency/fleet/attention-counts.ts';
import { prepareCacheChain } from '#lib/charts/efficiency/cache-chain-bars.ts';
import { prepareContributionBars } from '#lib/charts/efficiency/contribution-bars.ts';
import { prepareDeflationLadder } from '#lib/charts/efficiency/deflation-ladder.ts';
import {
  isDeflated,
  prepareDeflationEvidence,
  prepareDeflationSentence,
  type DeflatedEvent,
} from '#lib/charts/efficiency/deflation-words.ts';
import { prepareEfficiencyHeadline } from '#lib/charts/efficiency/efficiency-headline.ts';
import { formatNearWhole } from '#lib/charts/efficiency/efficiency-words.ts';
import { prepareEventTable } from '#lib/charts/efficiency/event-table.ts';
import { prepareFleetPath } from '#lib/charts/efficiency/fleet-path-plot.ts';
import { findFrontier, prepareKvFrontier } from '#lib/charts/efficiency/kv-frontier.ts';
import { compareWithOverview } from '#lib/charts/efficiency/overview-comparison.ts';
import { formatFraction, formatUsdBnChange } from '#lib/charts/format.ts';
import { computeModelFigures, LONG_CONTEXT_TOKENS } from '#lib/charts/models/model-figures.ts';
import { sentenceText } from '#lib/charts/sentence.ts';
import type { DeflationItem } from '#lib/contracts/fleet.ts';
import { deflateEvent } from '#lib/core/efficiency/deflator/deflate.ts';
import { readDeflationInputs } from '#lib/core/efficiency/deflator/deflation-inputs.ts';
import { studyFleet } from '#lib/core/efficiency/fleet/fleet-study.ts';
import {
  readCataloguedTechniques,
  readEvents,
  readModelArchitectures,
  readTechniques,
} from '#tests/support/efficiency-facts.ts';
import { answerOf, curatedWorld } from '#tests/support/exposure-world.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';
import { readShippedFleetRows } from '#tests/support/fleet.ts';

const asOf = '2026-11-26';
const BY = '2028-12-31';
const models = [...readModelArchitectures().values()];
const techniques = readCataloguedTechniques();
const assumptions = readExposureFacts().assumptions;
const figures = models.map((model) =>
  computeModelFigures(model, { contextTokens: LONG_CONTEXT_TOKENS, kvDtype: 'bf16' }),
);
const quarters = ['2026Q4', '2027Q2', '2027Q4', '2028Q2', '2028Q4', '2029Q4'];
const studyAt = (at: number, segment: 'cn_labs' | null = null) =>
  studyFleet(readShippedFleetRows(), { asOf, quarters, at, segment });
const study = studyAt(5);

/** What the service makes of the shipped ledger. */
function itemOf(id: string): DeflationItem {
  const inputs = readDeflationInputs(assumptions, [...readTechniques().values()]);
  const event = readEvents().find((one) => one.id === id);
  if (!inputs.ok || event === undefined) throw new Error(`no event ${id}`);
  const deflation = deflateEvent(inputs.value, event, BY);
  const known = { event: event.id, occurredOn: event.occurredOn, title: event.title };
  if ('reason' in deflation) {
    const nothing = { technique: null, techniqueName: null, part: null, claimWords: null, effective: null };
    return { ...known, ...nothing, hasClaim: false, steps: [], notAdded: [], absence: deflation.reason };
  }
  const { event: _event, by: _by, ...rest } = deflation;
  return { ...known, ...rest, absence: null };
}

function deflatedOf(id: string): DeflatedEvent {
  const item = itemOf(id);
  if (!isDeflated(item)) throw new Error(`${id} has no figure`);
  return item;
}

describe('words of the page', () => {
  it('never rounds a part up to the whole', () => {
    expect(formatNearWhole(0.9999995)).toBe('99.99995\u00a0%');
    expect(formatNearWhole(0.99986)).toBe('99.99\u00a0%');
    expect(formatNearWhole(0.719)).toBe('71.9\u00a0%');
    expect(formatNearWhole(1)).toBe('100.0\u00a0%');
  });
});

describe('headline', () => {
  const headlineOf = (of = study) =>
    prepareEfficiencyHeadline({ study: of, asOf, assumptions, techniques, models: figures });

  it('prints the fleet’s own figures, and names the technique that brings most', () => {
    const text = sentenceText(headlineOf().parts);
    const last = study.quarters[5];
    expect(text).toContain('Headline savings multiply to 99.99995\u00a0%');
    expect(text).toContain(
      `by Q4\u00a02029 the fleet’s effective saving is ${formatFraction(last?.memorySaving ?? NaN)}`,
    );
    expect(text).toContain(`worth ${formatFraction(last?.costSaving ?? NaN)} of token cost`);
    const largest = study.contributions.reduce((most, each) => (each.share > most.share ? each : most));
    expect(largest.technique).toBe('nvfp4-kv');
    expect(text).toContain('NVFP4 cache brings the largest part');
  });

  it('speaks of the segment in focus, and of a quarter in which nothing is saved', () => {
    expect(sentenceText(headlineOf(studyAt(4, 'cn_labs')).parts)).toContain(
      'by Q4\u00a02028 the effective saving of Chinese labs is ',
    );
    const now = headlineOf(studyAt(0));
    expect(sentenceText(now.parts)).toContain('in Q4\u00a02026 nothing is saved yet');
    expect(now.figures[0]?.value).toBe('0.0\u00a0%');
  });

  it('opens evidence for every figure, with the inputs behind it', () => {
    for (const of of [study, studyAt(0), studyAt(4, 'cn_labs')]) {
      const { parts, figures: shown, evidence } = headlineOf(of);
      for (const key of [
        ...parts.flatMap(({ evidence: each }) => each ?? []),
        ...shown.map(({ key }) => key),
      ]) {
        expect(evidence[key], key).toBeDefined();
      }
    }
    const { evidence } = headlineOf();
    expect(evidence['headline']?.inputs).toHaveLength(10);
    expect(evidence['saving']?.inputs.map(({ label }) => label)).toContain(
      'KV cache share of HBM in inference',
    );
    // Ceiling and midpoint in three segments, and one duration.
    expect(evidence['largest']?.inputs).toHaveLength(7);
  });

  it('holds the least cache of large open models against Llama 3.1 405B', () => {
    // 6,880 B: 21 layers x 512 x 2 B / 4, 20 x 512 x 2 B / 128, index keys 21 x 128 x 2 B / 4.
    const least = (21 * 1024) / 4 + (20 * 1024) / 128 + (21 * 256) / 4;
    const best = headlineOf().figures.find(({ key }) => key === 'best');
    expect(best?.value).toBe(`${(least / 1000).toFixed(2)}\u00a0KB`);
    expect(best?.note).toContain(`${(516_096 / least).toFixed(1)} times less than Llama 3.1 405B`);
  });
});

describe('charts of the cache', () => {
  it('draws steps on decades, each from where the last one ended', () => {
    const plot = prepareCacheChain(models);
    const bars = plot?.bars ?? [];
    expect(bars).toHaveLength(6);
    bars.slice(1).forEach(({ segments: [part] }, index) => {
      expect(part?.from).toBe(bars[index]?.segments[0]?.to);
    });
    expect(10 ** (bars[2]?.segments[0]?.to ?? NaN)).toBeCloseTo(70_272, 6);
    expect(plot?.valueAxis).toMatchObject({ min: 3, max: 7 });
    expect(bars[1]?.valueLabel).toBe('250\u00a0KB, ÷16.0');
    expect(bars[4]?.valueLabel).toContain('×1.20');
    expect(prepareCacheChain([])).toBeNull();
  });

  it('lets the frontier only fall, and only over large models', () => {
    const frontier = findFrontier(figures);
    frontier.slice(1).forEach(({ bytesPerToken, model }, index) => {
      expect(bytesPerToken).toBeLessThan(frontier[index]?.bytesPerToken ?? 0);
      expect(model.totalParamsB).toBeGreaterThanOrEqual(100);
    });
    const lowest = Math.min(
      ...figures
        .filter(({ model }) => model.totalParamsB >= 100)
        .map(({ bytesPerToken }) => bytesPerToken ?? Infinity),
    );
    expect(frontier.at(-1)?.bytesPerToken).toBe(lowest);
    const plot = prepareKvFrontier(figures, asOf);
    const labels = plot?.series.flatMap(({ points }) => points.flatMap(({ label }) => label ?? [])) ?? [];
    expect(labels.length).toBeGreaterThanOrEqual(12);
    expect(labels).toContain('DeepSeek-V3');
    expect(prepareKvFrontier([], asOf)).toBeNull();
  });
});

describe('charts of the fleet', () => {
  it('draws the band around the whole, the segments beside it, one segment alone in focus', () => {
    const plot = prepareFleetPath(study);
    expect(plot.series.map(({ id }) => id)).toEqual([
      'range',
      'us_frontier',
      'cn_labs',
      'open_hosting',
      'whole',
    ]);
    const [band] = plot.series;
    for (const { y, low, high } of band?.points ?? []) {
      expect(low).toBeLessThanOrEqual(y ?? NaN);
      expect(high).toBeGreaterThanOrEqual(y ?? NaN);
    }
    expect(prepareFleetPath(studyAt(2, 'cn_labs')).series.map(({ id }) => id)).toEqual(['range', 'whole']);
    expect(prepareFleetPath(studyAt(2)).rules).toHaveLength(1);
    expect(
      prepareFleetPath(studyFleet(study.rows, { asOf, quarters: ['2026Q4'], at: 0, segment: null })).summary,
    ).toBe('Nothing is saved over these quarters.');
  });

  it('ends the steps of the contributions at the whole', () => {
    const plot = prepareContributionBars(study, asOf, techniques);
    const bars = plot?.bars ?? [];
    expect(bars).toHaveLength(11);
    expect(bars.at(-2)?.segments[0]?.to).toBeCloseTo(study.quarters[5]?.memorySaving ?? NaN, 12);
    expect(plot?.table.rows).toHaveLength(10);
    expect(prepareContributionBars(studyAt(0), asOf, techniques)).toBeNull();
  });

  it('counts models as adoption.csv counted them', () => {
    const counts = countAttention(models).filter(({ year }) => year >= 2024);
    // Totals of its six rows "architecture_share"; 2024 and the Chinese of 2025 have no windows to tell apart.
    expect(counts.map(({ year, isChinese, total }) => [year, isChinese, total])).toEqual([
      [2024, true, 3],
      [2024, false, 5],
      [2025, true, 12],
      [2025, false, 4],
      [2026, true, 13],
      [2026, false, 3],
    ]);
    expect(counts[0]?.count).toBe(2);
    expect(counts[1]?.count).toBe(1);
    const plot = prepareAdoptionCounts(study, countAttention(models), asOf);
    expect(plot?.notes.join(' ')).toContain('counts of models, not usage');
    const keys = plot?.table.rows.map(([first]) => first?.text) ?? [];
    expect(new Set(keys).size).toBe(keys.length);
    expect(prepareAdoptionCounts(study, [], asOf)).toBeNull();
  });
});

describe('a headline taken apart', () => {
  it('says what "at least 6x smaller" comes to, in one sentence', () => {
    const item = deflatedOf('ev087');
    const text = sentenceText(prepareDeflationSentence(item, BY));
    expect(text).toContain('“KV cache at least 6x smaller at 3 bits” (83.3\u00a0%) comes to ');
    expect(text).toContain(formatFraction(item.effective.point));
    expect(text).toContain('by 31\u00a0Dec\u00a02028');
    expect(text).toContain('measured it saves 70.0\u00a0%');
  });

  it('says what stands in where the headline printed no number, and why where nothing can', () => {
    expect(sentenceText(prepareDeflationSentence(itemOf('ev020'), BY))).toContain(
      'The headline printed no number; the published 71.9\u00a0% of Multi-head latent attention',
    );
    const none = itemOf('ev111');
    expect(isDeflated(none)).toBe(false);
    expect(sentenceText(prepareDeflationSentence(none, BY))).toContain('no figure, because moe-sparsity');
  });

  it('draws what is left and what is taken away, down to the effective figure', () => {
    const item = deflatedOf('ev087');
    const { bars, valueAxis } = prepareDeflationLadder(item, BY);
    expect(bars).toHaveLength(7);
    bars.slice(1).forEach((bar, index) => {
      const before = barEnd(bars[index] ?? bar) ?? NaN;
      const left = barEnd(bar) ?? NaN;
      expect(left).toBeCloseTo(item.steps[index + 1]?.left ?? NaN, 14);
      if (before > left) expect(bar.segments[0]).toMatchObject({ from: left, to: before });
    });
    expect(bars.at(-1)?.segments.at(-1)?.to).toBeCloseTo(item.effective.point, 14);
    expect(bars.at(-1)?.whisker).toEqual({ low: item.effective.low, high: item.effective.high });
    expect(valueAxis.max).toBeGreaterThanOrEqual(5 / 6);
  });

  it('keeps the range of every factor between nothing and something', () => {
    for (const event of readEvents()) {
      for (const { low, point, high, id } of itemOf(event.id).steps) {
        expect(low, `${event.id} ${id}`).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(point);
        expect(high).toBeGreaterThanOrEqual(point);
      }
    }
  });

  it('has evidence for each figure of the sentence, with rows and source', () => {
    const background = { by: BY, assumptions, techniques, eventSource: null };
    const item = deflatedOf('ev087');
    const book = prepareDeflationEvidence(item, background);
    for (const { evidence } of prepareDeflationSentence(item, BY)) {
      if (evidence !== null) expect(book[evidence], evidence).toBeDefined();
    }
    expect(book['step:footprint']?.inputs).toHaveLength(1);
    expect(book['step:measured']?.sources[0]?.title).toContain('TurboQuant');
    expect(prepareDeflationEvidence(itemOf('ev111'), background)).toEqual({});
  });

  it('lists every event, with a figure or the reason', () => {
    const events = readEvents();
    const table = prepareEventTable(
      events.map(({ id }) => itemOf(id)),
      BY,
      (event) => `/efficiency?ev=${event}`,
    );
    expect(table.rows).toHaveLength(events.length);
    for (const { cells } of table.rows) {
      expect(cells).toHaveLength(table.columns.length);
      const effective = cells[3];
      if (effective?.value === null) expect(effective.note).toMatch(/\w{4}/);
      else expect(effective?.value).toBeLessThan(0.2);
    }
  });
});

describe('what the Overview says on this path', () => {
  it('prints the change that the engine computes, on the path and at the default', () => {
    const world = curatedWorld();
    const { parts, evidence } = compareWithOverview(world);
    const text = sentenceText(parts);
    for (const scenario of [{ savingPath: 'fleet' as const }, {}]) {
      const { total } = answerOf(world, scenario);
      expect(text).toContain(formatUsdBnChange(total.hbmUsdBn - total.baselineHbmUsdBn));
    }
    expect(evidence?.steps).toHaveLength(3);
  });
});
