import { describe, expect, it } from 'vitest';
import { prepareCapexPage, type CapexPageModel } from '#lib/charts/capex/capex-page.ts';
import { findMissingQuarters } from '#lib/charts/capex/capex-unknowns.ts';
import {
  formatBnChange,
  formatGuide,
  formatGuideChange,
  formatGuideRange,
} from '#lib/charts/capex/capex-words.ts';
import { drawnSegments } from '#lib/charts/bar-plot-model.ts';
import { sentenceText } from '#lib/charts/sentence.ts';
import type { CapexTotals } from '#lib/contracts/capex.ts';
import { readCapexLink } from '#lib/core/catalogue/capex-link.ts';
import { findExclusionReason } from '#lib/core/demand/consolidation.ts';
import { readCapexFacts } from '#tests/support/capex.ts';
import { curatedWorld } from '#tests/support/exposure-world.ts';

const words = (text: string): string => text.replaceAll('\u00a0', ' ');

/** Totals as the service gives them, of the included issuers and one that is left out. */
function totalsOf(year: number, asOf: string): CapexTotals {
  const included = curatedWorld(asOf)
    .issuerYears.filter((row) => row.year === year)
    .map((row) => ({ ...row, guidedUsdBn: null, includedInTotal: true, exclusionReason: null }));
  const left = { issuer: 'TSMC', ticker: 'TSM', kind: 'guidance' };
  return {
    modelVersion: '0',
    dataVersion: 1,
    year,
    asOf,
    lowUsdBn: 0,
    pointUsdBn: 0,
    highUsdBn: 0,
    issuers: [
      ...included,
      {
        issuer: left.issuer,
        ticker: left.ticker,
        actualUsdBn: null,
        guidedUsdBn: 62,
        lowUsdBn: 60,
        pointUsdBn: 62,
        highUsdBn: 64,
        announcementId: 'tsm-cy2026-20260716',
        includedInTotal: false,
        exclusionReason: findExclusionReason(left),
      },
    ],
  };
}

function pageOf(query = '', asOf = '2026-11-23'): CapexPageModel {
  const decoded = readCapexLink(new URLSearchParams(query));
  const facts = readCapexFacts(asOf);
  const year = decoded.link.year ?? Number(asOf.slice(0, 4));
  const page = prepareCapexPage({ facts, totals: totalsOf(year, asOf), modelVersion: '0' }, decoded);
  if (!page.ok) throw new Error(JSON.stringify(page.error));
  return page.value;
}

const page = pageOf();

describe('amounts as they are written', () => {
  it.each([
    [732.5, '$732.5 bn'],
    [710, '$710 bn'],
    [3708.6, '$3,709 bn'],
    [6.819, '$6.82 bn'],
    [-15, '\u2212$15 bn'],
    [0, '$0 bn'],
  ])('%d', (usdBn, text) => {
    expect(words(formatGuide(usdBn))).toBe(text);
  });

  it('writes changes with their sign and ranges in order of size', () => {
    expect(words(formatGuideChange(37.5))).toBe('+$37.5 bn');
    expect(formatBnChange(-0.553)).toBe('\u22120.553');
    expect(words(formatGuideRange({ lowUsdBn: 40, pointUsdBn: 37.5, highUsdBn: 35 }) ?? '')).toBe(
      '$35–40 bn',
    );
    expect(formatGuideRange({ lowUsdBn: 15, pointUsdBn: 15, highUsdBn: 15 })).toBeNull();
  });
});

describe('the sentence', () => {
  it('says the rise on one basis and as printed, the sum, and the HBM content', () => {
    const text = words(sentenceText(page.headline));
    expect(text).toMatch(
      /^Guidance of the big four for 2026 rose \$37\.5 bn \(\$35–40 bn\) since 29 Apr 2026 on one basis, \+\$22\.5 bn as printed, now \$732\.5 bn \(\$720–745 bn\); HBM content \d+\.\d–\d+\.\d %\.$/,
    );
    const { low = NaN, high = NaN } = page.study.content?.share ?? {};
    expect(text).toContain(`${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)} %`);
  });

  it('counts from the day asked for', () => {
    const text = words(sentenceText(pageOf('since=2026-07-30').headline));
    expect(text).toContain('for 2026 has not moved since 30 Jul 2026, now $732.5 bn');
  });

  it('says who gave no guide, and what was reported in the end', () => {
    const past = pageOf('year=2025');
    expect(words(sentenceText(past.headline))).toContain(
      'Guidance of 3 of the big four for 2025 rose $45.5 bn ($45–46 bn) since 6 Feb 2025; $293 bn were reported, +$4.96 bn against the last guides',
    );
    expect(words(past.headlineNote)).toContain('Microsoft gave no guide for the whole of 2025');
    const reported = past.figures.find(({ key }) => key === 'reported');
    expect(words(reported?.value ?? '')).toBe('$376.1 bn');
  });

  it('says so where nobody guided, and where the model has no HBM', () => {
    expect(words(sentenceText(pageOf('year=2027').headline))).toMatch(
      /^Nobody has guided 2027 in whole and in numbers; the model takes \$\d[\d,.]* bn for the big four; HBM content/,
    );
    expect(words(sentenceText(pageOf('year=2023&set=six').headline))).toBe(
      'No guide for 2023 is on file; reported by 5 of the six issuers: $153.8 bn; HBM content of 2023 is not modelled.',
    );
  });

  it.each(['', 'set=six', 'year=2025', 'year=2027', 'year=2023', 'year=2024&set=six'])(
    'opens evidence for each figure of "%s", and writes no hole',
    (query) => {
      const shown = pageOf(query);
      const keys = [
        ...shown.headline.map(({ evidence }) => evidence),
        ...shown.figures.map(({ key }) => key),
        ...shown.doubles.sentence.map(({ evidence }) => evidence),
        ...shown.doubles.groups.map(({ evidence }) => evidence),
      ].filter((key) => key !== null);
      expect(keys.length).toBeGreaterThan(5);
      expect(keys.filter((key) => shown.evidence[key] === undefined)).toEqual([]);
      expect(JSON.stringify(shown)).not.toMatch(/NaN|undefined|Infinity/);
    },
  );
});

describe('the steps of guides', () => {
  it('draw three series at most on first paint: the sum with its band, and the sum on the first basis', () => {
    const lines = page.guides?.series.filter(({ mark }) => mark === 'step') ?? [];
    expect(lines.map(({ id }) => id)).toEqual(['sum', 'comparable']);
    expect(lines.map(({ points }) => points.at(-1)?.y)).toEqual([732.5, 747.5]);
    const band = page.guides?.series.find(({ mark }) => mark === 'band')?.points.at(-1);
    expect([band?.low, band?.high]).toEqual([720, 745]);
    expect(page.guides?.rules.map(({ label }) => label)).toEqual(['Microsoft changes its measure, \u221215']);
  });

  it('draw each issuer from its first guide on, one card for each vintage', () => {
    const each = pageOf('show=each').guides;
    const lines = each?.series.filter(({ mark }) => mark === 'step') ?? [];
    expect(lines.map(({ id }) => id)).toEqual(['MSFT', 'GOOGL', 'AMZN', 'META']);
    expect(lines.map(({ points }) => points.at(-1)?.y)).toEqual([175, 200, 220, 137.5]);
    const opened = lines.flatMap(({ points }) => points.flatMap(({ cardIndex }) => cardIndex ?? []));
    expect(new Set(opened).size).toBe(each?.cards.length);
  });

  it('mark what one issuer has reported of its guide', () => {
    const only = pageOf('show=meta').guides;
    const reported = only?.series.find(({ id }) => id === 'reported')?.points ?? [];
    expect(reported.at(-1)?.y).toBeCloseTo(18.997 + 30.116, 9);
    expect(only?.yAxis.min).toBe(0);
  });

  it('are nothing for an issuer that gave none', () => {
    expect(pageOf('year=2025&show=msft').guides).toBeNull();
    expect(pageOf('year=2027').guides).toBeNull();
  });
});

describe('the waterfall of revisions', () => {
  it.each(['', 'set=six', 'year=2025', 'since=2026-07-22', 'year=2024&set=six'])(
    'adds up for "%s"',
    (query) => {
      const { waterfall, study } = pageOf(query);
      const bars = waterfall?.bars ?? [];
      const steps = bars.slice(1, -1).flatMap(({ segments }) => segments);
      let at = 0;
      for (const { from, to } of steps) {
        expect(from).toBeCloseTo(at, 9);
        at = to;
      }
      const { from, to } = study.change ?? {};
      expect(at).toBeCloseTo((to?.pointUsdBn ?? NaN) - (from?.pointUsdBn ?? NaN), 9);
      expect(bars.at(-1)?.segments[0]).toMatchObject({ from: 0, to: expect.closeTo(at, 9) as number });
      expect(waterfall?.cards).toHaveLength(bars.length);
      expect(bars.every((bar) => drawnSegments(bar).length === 1)).toBe(true);
    },
  );

  it('gives a change of measure a form and colour of its own, with the reason', () => {
    const bar = page.waterfall?.bars.find(({ label }) => label === 'Microsoft');
    expect(bar?.segments[0]).toMatchObject({ colour: 'c-muted', form: 'assumption', from: 15 });
    const others = page.waterfall?.bars.filter(({ label }) => label !== 'Microsoft') ?? [];
    expect(others.every(({ segments }) => segments[0]?.form === 'reported')).toBe(true);
    expect(page.waterfall?.notes.join(' ')).toContain('Not a cut');
  });
});

describe('the quarters', () => {
  it('stack what is reported, guided and projected to the whole of each quarter', () => {
    const bars = page.quarters?.bars ?? [];
    const formsOf = (label: string) =>
      bars.find((bar) => words(bar.label) === label)?.segments.map(({ form }) => form);
    expect(formsOf('Q2 26')).toEqual(['reported']);
    expect(formsOf('Q4 26')).toEqual(['estimate']);
    expect(formsOf('Q1 27')).toEqual(['assumption']);
    const year = bars.filter(({ label }) => label.endsWith('26'));
    const sum = year.reduce((total, { segments }) => total + (segments.at(-1)?.to ?? NaN), 0);
    expect(year).toHaveLength(4);
    expect(sum).toBeCloseTo(732.5, 9);
  });

  it('stand by issuer on demand, with the same heights', () => {
    const heights = (model: CapexPageModel) =>
      model.quarters?.bars.map(({ segments }) => segments.at(-1)?.to);
    const each = heights(pageOf('show=each')) ?? [];
    heights(page)?.forEach((height, index) => {
      expect(each[index]).toBeCloseTo(height ?? NaN, 9);
    });
  });
});

describe('the table of issuers', () => {
  const cellOf = (model: CapexPageModel, issuer: string, column: string) => {
    const index = model.issuers.columns.findIndex(({ key }) => key === column);
    return model.issuers.rows.find(({ key }) => key === issuer)?.cells[index];
  };

  it('names measure, period, place and source of each', () => {
    expect(cellOf(page, 'Microsoft', 'measure')?.text).toBe('additions with finance leases');
    expect(cellOf(page, 'Meta Platforms', 'measure')?.text).toBe('cash and finance-lease principal');
    expect(cellOf(page, 'Amazon', 'period')?.text).toBe('calendar year');
    expect(words(cellOf(page, 'Oracle', 'period')?.note ?? '')).toBe('to 31 May 2027; by days');
    expect(cellOf(page, 'Alphabet', 'source')?.href).toMatch(/^https:\/\//);
    expect(cellOf(page, 'TSMC', 'place')).toMatchObject({
      value: 'out',
      note: findExclusionReason({ issuer: 'TSMC', ticker: 'TSM', kind: 'guidance' }),
    });
  });

  it('has Oracle in the sum of six alone', () => {
    expect(cellOf(page, 'Oracle', 'place')?.note).toContain('not one of the big four');
    expect(cellOf(pageOf('set=six'), 'Oracle', 'place')?.value).toBe('in');
  });
});

describe('what the page does not know', () => {
  it('finds the third quarter of 2026 missing for all but Oracle, and nothing missing in August', () => {
    const { actuals } = readCapexFacts();
    expect(findMissingQuarters(actuals, '2026-11-23')).toEqual([
      { endsOn: '2026-09-30', issuers: ['Microsoft', 'Alphabet', 'Amazon', 'Meta', 'CoreWeave'] },
    ]);
    expect(findMissingQuarters(readCapexFacts('2026-08-31').actuals, '2026-08-31')).toEqual([]);
  });

  it('quotes measures and leases from the facts', () => {
    const text = words(page.unknowns.join('\n'));
    expect(text).toContain(
      'Microsoft guides additions with finance leases ($41 bn against $35.8 bn cash in the quarter to 30 Jun 2026)',
    );
    expect(text).toContain('Meta 278.99 bn (+ about 68 bn signed in July 2026)');
    expect(text).toContain('Microsoft 329.1 bn');
    expect(words(pageOf('', '2026-06-30').unknowns.join('\n'))).not.toContain('329.1');
  });
});
