import { describe, expect, it } from 'vitest';
import { chooseRows } from '#lib/charts/catalogue-table.ts';
import { prepareCutRows } from '#lib/charts/labs/cached-cuts.ts';
import { prepareDayRows } from '#lib/charts/labs/disclosed-day.ts';
import { prepareLabsEvidence } from '#lib/charts/labs/labs-evidence.ts';
import { prepareLabRows, prepareLabsFigures } from '#lib/charts/labs/labs-figures.ts';
import { prepareLabsHeadline, pricedLabs } from '#lib/charts/labs/labs-headline.ts';
import { prepareMarginBars } from '#lib/charts/labs/margin-bars.ts';
import {
  formatListPrice,
  formatModelledRange,
  formatMultiple,
  yearOfDay,
} from '#lib/charts/labs/price-format.ts';
import { preparePriceHistory } from '#lib/charts/labs/price-history.ts';
import { preparePriceTable } from '#lib/charts/labs/price-table.ts';
import { sentenceText } from '#lib/charts/sentence.ts';
import { computeLabEconomics, type LabEconomics } from '#lib/core/labs/lab-economics.ts';
import { DEFAULT_LABS_CHOICE, type LabsChoice } from '#lib/core/labs/labs-choice.ts';
import { DEFAULT_LABS_LINK, LAB_SETS, PRICE_PARTS } from '#lib/core/labs/labs-link.ts';
import { readLabsWorld } from '#tests/support/labs.ts';

const asOf = '2026-11-23';
const world = readLabsWorld(asOf);

function economicsOf(choice: Partial<LabsChoice> = {}, at = world): LabEconomics {
  const answer = computeLabEconomics(at, { ...DEFAULT_LABS_CHOICE, ...choice });
  if (!answer.ok) throw new Error(answer.error.map(({ message }) => message).join('; '));
  return answer.value;
}

const economics = economicsOf();
const words = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('prices as they are written', () => {
  it.each([
    [0.003625, '$0.003625'],
    [0.0028, '$0.0028'],
    [5, '$5'],
    [0.27 / 3, '$0.09'],
  ])('writes a list price of %d whole', (usd, text) => {
    expect(formatListPrice(usd)).toBe(text);
  });

  it('writes a modelled price with two digits, its unit once', () => {
    expect(formatModelledRange(0.04091, 0.2145)).toBe('$0.041–0.21');
    expect(words(formatMultiple(66.34))).toBe('66 ×');
  });

  it('places days on a line of years', () => {
    expect(yearOfDay('2026-01-01')).toBe(2026);
    expect(yearOfDay('2024-07-02')).toBe(2024.5);
  });
});

describe('the sentence', () => {
  it('says the lowest and the highest price over cost, the saving, the pass-through and the margins', () => {
    const text = words(sentenceText(prepareLabsHeadline(economics, asOf)));
    const multiples = pricedLabs(economics).map(({ priceOverCost }) => priceOverCost);
    expect(text).toContain(
      `11 labs sell for ${Math.min(...multiples).toPrecision(2)} to ${Math.max(...multiples).toFixed(0)} ×`,
    );
    expect(text).toContain(`${(economics.costSaving.point * 100).toFixed(1)} % (`);
    expect(text).toContain('less by Q4 2028, with 60.0 % of it passed on');
    expect(text).toContain('DeepSeek’s gross margin on tokens from');
    expect(text).not.toMatch(/NaN|undefined|null/);
  });

  it('writes no range for what the reader set', () => {
    const text = words(
      sentenceText(prepareLabsHeadline(economicsOf({ costSaving: 0.2, passThrough: 0.5 }), asOf)),
    );
    expect(text).toContain('a token that costs 20.0 % less, with 50.0 % of it passed on');
  });

  it('says why there is nothing to say', () => {
    const early = readLabsWorld('2024-12-31');
    const text = words(sentenceText(prepareLabsHeadline(economicsOf({}, early), early.asOf)));
    expect(text).toBe(
      'No price can be set against a cost as of 31 Dec 2024: the figures behind "DeepSeek, 27 Feb 2025" were not public yet.',
    );
  });

  it('opens evidence for each of its figures, as do the key figures and the rows', () => {
    const book = prepareLabsEvidence(world, economics);
    const keys = [
      ...prepareLabsHeadline(economics, asOf).map(({ evidence }) => evidence),
      ...prepareLabsFigures(economics).map(({ key }) => key),
      ...prepareLabRows(economics).map(({ evidence }) => evidence),
      'realisedShare',
    ].filter((key) => key !== null);
    expect(keys.length).toBeGreaterThan(18);
    expect(keys.filter((key) => book[key] === undefined)).toEqual([]);
    expect(JSON.stringify(book)).not.toMatch(/NaN|undefined/);
  });

  it('shows in the evidence of a lab the price that its sentence used', () => {
    const xiaomi = prepareLabsEvidence(world, economics)['lab:xiaomi'];
    const stepOf = (label: string) => xiaomi?.steps.find((step) => step.label === label)?.value;
    expect([stepOf('Input'), stepOf('Cached input'), stepOf('Output')]).toEqual([
      '$0.435',
      '$0.0036',
      '$0.87',
    ]);
    // (0.4375·0.435 + 0.5625·0.0036)·608/776 + 0.87·168/776 at the hit rate of the disclosed day
    const share = 4383 / (4383 + 1211);
    const blended = share * (0.4375 * 0.435 + 0.5625 * 0.0036) + (1 - share) * 0.87;
    expect(stepOf('Price at the mix')).toBe(`$${String(Number(blended.toPrecision(4)))}`);
  });
});

describe('the price history', () => {
  it.each(PRICE_PARTS.flatMap((series) => LAB_SETS.map((show) => [series, show] as const)))(
    'draws %s for %s on a logarithmic axis that holds every price',
    (series, show) => {
      const model = preparePriceHistory(economics, { series, show, asOf });
      if (model === null) throw new Error('there are prices');
      const ys = model.series.flatMap(({ points }) => points.map(({ y }) => y)).filter((y) => y !== null);
      expect(model.yAxis.kind).toBe('log');
      expect(Math.min(...ys)).toBeGreaterThanOrEqual(model.yAxis.min);
      expect(Math.max(...ys)).toBeLessThanOrEqual(model.yAxis.max);
      const cards = model.series.flatMap(({ points }) => points.map(({ cardIndex }) => cardIndex));
      const opened = cards.filter((index) => index !== null);
      expect(new Set(opened).size).toBe(opened.length);
      expect(opened.every((index) => model.cards[index] !== undefined)).toBe(true);
      const keys = model.table.rows.map(([first]) => first?.value);
      expect(new Set(keys).size).toBe(keys.length);
    },
  );

  it('marks the tenfold cuts of DeepSeek, Alibaba and Xiaomi, from the old price to the new', () => {
    const model = preparePriceHistory(economics, { series: 'cached', show: 'main', asOf });
    const marks = model?.series.find(({ id }) => id === 'cuts')?.points ?? [];
    const labels = marks.map(({ label }) => label);
    for (const label of ['DeepSeek ÷10', 'Alibaba ÷9.9', 'Xiaomi ÷28.6', 'Xiaomi ÷55.6', 'DeepSeek ÷40']) {
      expect(labels).toContain(label);
    }
    for (const { y, low, high } of marks) {
      expect(low).toBe(y);
      expect((high ?? NaN) / (low ?? NaN)).toBeGreaterThan(9.5);
    }
  });

  it('draws no cached price where none is listed: a gap, not an old price', () => {
    const model = preparePriceHistory(economics, { series: 'cached', show: 'us', asOf });
    const openai = model?.series.find(({ id }) => id === 'openai')?.points ?? [];
    const gap = openai.findIndex(({ y }, index) => y === null && index > 2);
    expect(openai[gap]?.x).toBeCloseTo(yearOfDay('2026-08-21'), 9);
    // The price before holds until the gap begins.
    expect(openai[gap - 1]).toMatchObject({ x: openai[gap]?.x, y: 0.5 });
  });

  it('is nothing where no lab listed such a price', () => {
    const early = readLabsWorld('2024-05-01');
    expect(
      preparePriceHistory(economicsOf({}, early), { series: 'cached', show: 'main', asOf: early.asOf }),
    ).toBeNull();
  });
});

describe('the margins', () => {
  it('has a bar for each lab, from before to after, inside its whisker', () => {
    const model = prepareMarginBars(economics);
    expect(model?.bars).toHaveLength(11);
    expect(model?.cards).toHaveLength(11);
    for (const { segments, whisker } of model?.bars ?? []) {
      const [before, added] = segments;
      expect(added?.from).toBe(before?.to);
      expect(added?.to).toBeGreaterThan(added?.from ?? NaN);
      expect(whisker?.low).toBeLessThan(added?.to ?? NaN);
      expect(whisker?.high).toBeGreaterThan(added?.to ?? NaN);
    }
  });

  it('draws a cost from proxies as an assumption', () => {
    const formOf = (label: string) =>
      prepareMarginBars(economics)?.bars.find((bar) => bar.label === label)?.segments[0]?.form;
    expect(formOf('OpenAI')).toBe('assumption');
    expect(formOf('DeepSeek')).toBe('derived');
  });

  it('names the labs without a margin', () => {
    const early = readLabsWorld('2025-03-31');
    const model = prepareMarginBars(economicsOf({}, early));
    expect(model?.notes.join(' ')).toContain('Xiaomi: no price of a flagship was listed yet.');
  });
});

describe('the tables', () => {
  it('has every price, newest first as the page asks, and those of one provider', () => {
    const table = preparePriceTable(world.prices);
    const { sort } = DEFAULT_LABS_LINK;
    const all = chooseRows(table, { words: '', facets: {}, sort });
    const days = all.map(({ cells }) => String(cells[2]?.value));
    expect(all).toHaveLength(175);
    expect(days).toEqual(days.toSorted().toReversed());
    const xiaomi = chooseRows(table, { words: '', facets: { provider: 'Xiaomi' }, sort });
    expect(xiaomi.length).toBeGreaterThan(5);
    expect(new Set(table.rows.map(({ key }) => key)).size).toBe(175);
  });

  it('writes a cut with before, after, factor and source', () => {
    const row = prepareCutRows(economics.cuts).find(
      ({ model, from }) => model === 'deepseek-v4-flash' && words(from) === '26 Apr 2026',
    );
    expect(row).toMatchObject({ before: '$0.028', after: '$0.0028', factor: '÷10' });
    expect(words(row?.ofInput ?? '')).toBe('20.0 % → 2.0 %');
    expect(row?.source.url).toContain('https://');
  });

  it('sets the disclosed figures beside the recomputed ones', () => {
    if (economics.day === null) throw new Error('the day is public');
    const rows = prepareDayRows(economics.day).map(({ disclosed, recomputed }) => [disclosed, recomputed]);
    expect(rows[0]).toEqual(['$87,072', '$87,072']);
    expect(rows[1]).toEqual(['$562,027', '$562,100']);
    expect(rows[2]?.map(words)).toEqual(['84.5 %', '84.5 %']);
    expect(rows[3]?.map(words)).toEqual(['545 %', '546 %']);
    expect(rows[4]?.[1]).toBe('$0.112');
  });
});
