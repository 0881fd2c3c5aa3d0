import { describe, expect, it } from 'vitest';
import { quarterLabel } from '#lib/core/calendar/quarter.ts';
import { COMPANIES, type SegmentNode } from '#lib/core/vendors/company.ts';
import { isAbsent, type Figure } from '#lib/core/vendors/figure.ts';
import { lastDisclosed } from '#lib/core/vendors/hbm-standing.ts';
import { findExposure } from '#lib/core/vendors/vendor-exposure.ts';
import { splitRevenue } from '#lib/core/vendors/split-revenue.ts';
import { readCompaniesWorld, studyShipped } from '#tests/support/vendors.ts';

const world = readCompaniesWorld();
const study = (ticker: string) => studyShipped(ticker, world);

const figure = (value: number, rounding = 0.0005): Figure => ({
  value,
  kind: 'reported',
  derivation: null,
  rounding,
  chosen: [],
});

describe('revenue by segment', () => {
  it('takes HBM out of DRAM and names what is left: Micron FQ4-25, 2.0 of 9.0 and 2.3 NAND of 11.315', () => {
    const quarter = study('MU').fiscal.find(({ label }) => label === 'FQ4-25');
    expect(
      quarter?.split.parts.map(({ label, value, kind }) => [label, Number(value.toFixed(3)), kind]),
    ).toEqual([
      ['HBM', 2, 'reported'],
      ['DRAM without HBM', 7, 'derived'],
      ['NAND', 2.3, 'reported'],
    ]);
  });

  it('adds up to revenue in every quarter that is drawn, but for the rounding of parts printed to a tenth', () => {
    for (const { ticker } of COMPANIES) {
      const { fiscal, calendar } = study(ticker);
      for (const { revenue, split, label } of [...fiscal, ...calendar]) {
        if (isAbsent(revenue)) continue;
        const sum = split.parts.reduce((total, { value }) => total + value, 0);
        expect(sum / revenue.value, `${ticker} ${label}`).toBeGreaterThan(0.99);
        expect(sum / revenue.value, `${ticker} ${label}`).toBeLessThan(1.01);
        expect(split.faults).toEqual([]);
      }
    }
  });

  it('says when parts exceed their whole by more than rounding', () => {
    const part = (segment: string): SegmentNode => ({
      segment,
      label: segment,
      role: 'nand',
      parts: [],
      remainder: { label: 'rest', role: 'rest' },
      isWhole: false,
    });
    const whole: SegmentNode = { ...part('total'), parts: [part('a'), part('b')] };
    const split = (a: number, b: number, total: number) => {
      const figures: Record<string, Figure> = { total: figure(total), a: figure(a), b: figure(b) };
      return splitRevenue(whole, (segment) => figures[segment] ?? null);
    };
    expect(split(1, 2, 3.001).faults).toEqual([]);
    expect(split(1, 2, 2.9).faults).toEqual(['the parts of total differ from it by -0.100']);
    expect(split(1, 2, 4).parts.at(-1)).toMatchObject({ label: 'rest', value: 1, kind: 'derived' });
  });

  it('leaves a quarter without revenue empty', () => {
    const micron = study('MU').calendar.at(-1);
    expect(micron === undefined ? '' : quarterLabel(micron.calendar)).toBe('2026Q3');
    expect(micron?.split.parts).toEqual([]);
  });
});

describe('margins', () => {
  it('are operating income over revenue: SK hynix 2Q26, 60.5426 over 79.3187 = 76.3 %', () => {
    expect(study('000660.KS').newest).toMatchObject({ label: '2Q26' });
    expect(study('000660.KS').newest?.operatingMargin).toBeCloseTo(0.7633, 4);
  });

  it('are absent where income is: Seagate’s FQ4-26 has revenue only', () => {
    const { newest } = study('STX');
    expect(newest?.label).toBe('FQ4-26');
    expect(newest?.operatingMargin).toEqual({ absence: 'operating income not on file' });
  });
});

describe('the tiers', () => {
  it('are shares of revenue where they are disclosed', () => {
    const hynix = study('000660.KS').tierMix;
    // The half-year report: 71.8 and 27.7.
    expect(isAbsent(hynix.dram) ? NaN : hynix.dram.share).toBeCloseTo(0.718, 3);
    expect(isAbsent(hynix.nand) ? NaN : hynix.nand.share).toBeCloseTo(0.277, 3);
    const micron = study('MU').tierMix;
    expect(isAbsent(micron.nand) ? NaN : micron.nand.share).toBeCloseTo(14.1 / 54.229, 9);
  });

  it('are not disclosed by Samsung, whose NAND figure on file is of memory and not of revenue', () => {
    expect(study('005930.KS').tierMix).toMatchObject({
      dram: { absence: 'not disclosed' },
      nand: { absence: 'not disclosed' },
    });
  });

  it('are disks alone at Western Digital and not said at Seagate, which also sells SSDs', () => {
    expect(study('WDC').tierMix.hdd).toMatchObject({ share: 1 });
    expect(study('STX').tierMix).toMatchObject({
      nand: { absence: 'not disclosed' },
      hdd: { absence: 'not disclosed' },
    });
  });
});

describe('HBM', () => {
  it('in dollars is the share times revenue at the quarter’s rate: the 7.6 of SK hynix that the share came from', () => {
    const { hbm } = study('000660.KS');
    if (hbm.kind !== 'maker' || isAbsent(hbm.share.usdBn)) throw new Error('SK hynix makes HBM');
    // 14.4 % of 79.3187 tn won at 1500.5519.
    expect(hbm.share.usdBn.point).toBeCloseTo(7.6, 1);
    expect(hbm.share.usdBn.low).toBeCloseTo(0.5 * 13.65, 1);
    expect(hbm.share.usdBn.high).toBeCloseTo(0.62 * 15.2, 1);
  });

  it('is disclosed only where the company said it: Micron’s FQ4-25, 2.0 of 11.315', () => {
    const last = lastDisclosed(study('MU').hbm);
    expect(last?.chosen.row).toMatchObject({ fiscalQuarter: 'FQ4-25', value: 2 });
    expect(last?.shareOfRevenue).toBeCloseTo(0.1768, 4);
    expect(lastDisclosed(study('000660.KS').hbm)).toBeNull();
    expect(lastDisclosed(study('005930.KS').hbm)).toBeNull();
  });

  it('is none for flash and disks, with the reason', () => {
    for (const ticker of ['SNDK', '285A.T', 'WDC', 'STX']) {
      const { hbm } = study(ticker);
      expect(hbm.kind).toBe('none');
      expect(hbm.kind === 'none' ? hbm.reason : '').not.toBe('');
    }
  });
});

describe('exposure', () => {
  it('of the makers is a loss whose ends stand around its point', () => {
    for (const ticker of ['000660.KS', '005930.KS', 'MU']) {
      const { exposure } = study(ticker);
      if (isAbsent(exposure)) throw new Error(`${ticker} is modelled`);
      const { low, point, high } = exposure.valueChangeUsdBn;
      expect(exposure.via).toBe('hbm');
      expect(low).toBeLessThan(point);
      expect(point).toBeLessThan(high);
      expect(high).toBeLessThan(0);
      expect(exposure.valueChangePct?.point).toBeCloseTo(
        (point / (exposure.row.marketCapUsdBn ?? NaN)) * 100,
        9,
      );
    }
  });

  it('of the others is nothing by default and a gain at the high of the shift to their tier', () => {
    for (const ticker of ['SNDK', '285A.T', 'WDC', 'STX']) {
      const { exposure } = study(ticker);
      if (isAbsent(exposure)) throw new Error(`${ticker} is modelled`);
      expect(exposure.via).toBe('tiers');
      expect(exposure.tierShift.point).toBe(0);
      expect(exposure.valueChangeUsdBn).toMatchObject({ low: 0, point: 0 });
      expect(exposure.valueChangeUsdBn.high).toBeGreaterThan(0);
    }
  });

  it('is absent for a vendor that sells into nothing that is modelled, never 0', () => {
    // Nanya sells conventional DRAM of which no share is on file; Nvidia is no memory vendor at all.
    expect(findExposure(world.defaults, '2408.TW')).toEqual({ absence: 'not modelled yet' });
    expect(findExposure(world.defaults, 'NVDA')).toEqual({
      absence: 'the vendor was not on file by then',
    });
    expect(findExposure({ absence: 'too few facts' }, 'MU')).toEqual({ absence: 'too few facts' });
  });
});

describe('the figures on file', () => {
  it('agree with each other within rounding of what was printed', () => {
    const checks = COMPANIES.flatMap(({ ticker }) =>
      study(ticker).checks.map((check) => ({ ticker, ...check })),
    );
    expect(checks.length).toBeGreaterThan(50);
    expect(checks.filter(({ agrees }) => !agrees)).toEqual([]);
  });

  it('are caught when they do not: a year that is 0.1 off', () => {
    const metrics = world.metrics.map((row) =>
      row.ticker === 'SNDK' && row.fiscalQuarter === 'FY2026' && row.metric === 'revenue'
        ? { ...row, value: 20.348 }
        : row,
    );
    const { checks } = studyShipped('SNDK', { ...world, metrics });
    expect(checks.filter(({ agrees }) => !agrees)).toMatchObject([
      { what: 'Revenue of the year', period: 'FY2026', stated: 20.348 },
    ]);
  });
});
