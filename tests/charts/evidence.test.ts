import { describe, expect, it } from 'vitest';
import { prepareEvidence, type EvidenceModel } from '#lib/charts/evidence.ts';
import type { EvidenceKey } from '#lib/charts/headline.ts';
import { createOverviewEngine } from '#lib/charts/overview-engine.ts';
import { evaluateOverview, prepareOverview } from '#lib/charts/overview-model.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { curatedWorld } from '#tests/support/exposure-world.ts';

const world = curatedWorld();
const versions = { modelVersion: '1.0.0', dataVersion: 1 };

function evidenceOf(key: EvidenceKey, scenario: ExposureScenario = {}): EvidenceModel {
  const answers = evaluateOverview(world, scenario);
  if (!answers.ok) throw new Error(JSON.stringify(answers.error));
  const evidence = prepareEvidence(world, answers.value, key);
  if (evidence === null) throw new Error(`no evidence for ${key}`);
  return evidence;
}

function keysOnPage(scenario: ExposureScenario): EvidenceKey[] {
  const answers = evaluateOverview(world, scenario);
  if (!answers.ok) throw new Error(JSON.stringify(answers.error));
  const model = prepareOverview(world, scenario, answers.value, { ...versions, isOrders: false });
  const keys = [
    ...model.headline.parts.map((part) => part.evidence),
    ...model.absorption.map((part) => part.evidence),
    ...model.figures.map((figure) => figure.key),
    ...model.vendorFigures.rows.flatMap((row) => Object.values(row.evidence)),
  ];
  return [...new Set(keys.filter((key) => key !== null))];
}

describe('evidence', () => {
  it.each([
    {},
    { memorySaving: 0.5, usageMultiple: 10, trainingShare: 0 },
    { memorySaving: 0.4, contractShare: 1 },
  ])('stands behind every figure that the page shows under %j, with formula and inputs', (scenario) => {
    const keys = keysOnPage(scenario);
    expect(keys.length).toBeGreaterThan(10);
    for (const key of keys) {
      const evidence = evidenceOf(key, scenario);
      expect(evidence.title).not.toBe('');
      expect(evidence.value).not.toMatch(/NaN|undefined|null/);
      expect(evidence.formulaWords).not.toBe('');
      expect(evidence.inputs.length).toBeGreaterThan(0);
    }
  });

  it('ends its chain in the revenue of the quarter, from the saving on', () => {
    const { chain } = evidenceOf('change');
    expect(chain?.steps[0]).toMatchObject({ name: 'Saving reached', value: '28.0\u00a0%' });
    expect(chain?.steps.at(-1)).toMatchObject({ name: 'HBM revenue' });
  });

  it('says of an input what it rests on, and of one that was set that it was set', () => {
    expect(evidenceOf('saving')).toMatchObject({
      value: '28\u00a0%',
      range: '12–48\u00a0%',
      revisionsOf: 'memory_saving',
    });
    expect(evidenceOf('saving').grade).toContain('assumption');
    expect(evidenceOf('saving', { memorySaving: 0.5 }).grade).toContain('set by you');
  });

  it("lists of the vendors' inputs only the vendor's own", () => {
    const ids = evidenceOf('vendor:MU').inputs.map((input) => input.id);
    expect(ids.some((id) => id.includes('micron'))).toBe(true);
    expect(ids.filter((id) => /sk_hynix|samsung|_other/.test(id))).toEqual([]);
    expect(ids).not.toContain('hbm_share_of_accelerator_spend');
  });

  it("breaks a vendor's profit and whole DRAM revenue down to parts that add up to the figure", () => {
    for (const key of ['ebit:MU', 'dram:MU', 'ebit:000660.KS', 'dram:005930.KS'] as const) {
      const { chain, value } = evidenceOf(key);
      const numbers = (chain?.steps ?? []).map((each) =>
        Number(each.value.replace('−', '-').replace(/[^\d.-]/g, '')),
      );
      expect(chain?.steps.at(-1)?.value).toBe(value);
      // Each part is written to three digits, so the sum of at most four is off by at most four half units.
      const parts = numbers.slice(0, -1);
      const slack = parts.reduce((sum, part) => sum + Math.abs(part) * 0.005, 0.01);
      expect(Math.abs(parts.reduce((sum, part) => sum + part, 0) - (numbers.at(-1) ?? NaN))).toBeLessThan(
        slack,
      );
    }
  });

  it('names the day of the market value behind a share of it, and says when none was known', () => {
    expect(evidenceOf('value:MU').chain?.steps.at(-1)?.note).toContain('2026');
    const answers = evaluateOverview(curatedWorld('2026-05-01'), {});
    if (!answers.ok) throw new Error('expected answers');
    expect(prepareEvidence(world, answers.value, 'value:MU')?.value).toContain('not known');
  });

  it('breaks a year of capex down to issuers that sum to it', () => {
    const evidence = evidenceOf('capex:2026');
    const rows = world.issuerYears.filter((row) => row.year === 2026);
    expect(evidence.chain?.steps.map((step) => step.symbol)).toEqual(rows.map((row) => row.ticker));
    expect(evidence.value).toBe('$859\u00a0bn');
    expect(evidence.rangeWords).toContain('guides');
  });

  it('sets the market sizes of others beside revenue, by the years that the horizon touches', () => {
    expect(evidenceOf('baseline').rivals).toEqual({
      quantity: 'hbm_market_size',
      periods: ['2026', '2027', '2028', '2029'],
    });
    expect(evidenceOf('breakEven').rivals).toBeNull();
  });

  it('has none for a key that names nothing', () => {
    const answers = evaluateOverview(world, {});
    if (!answers.ok) throw new Error('expected answers');
    expect(prepareEvidence(world, answers.value, 'vendor:XYZ')).toBeNull();
    expect(prepareEvidence(world, answers.value, 'capex:1999')).toBeNull();
    expect(prepareEvidence(world, answers.value, 'input:none')).toBeNull();
  });
});

describe('live engine', () => {
  it('gives what the server drew, and leaves out what the model refuses', () => {
    const engine = createOverviewEngine(world, versions);
    const answers = evaluateOverview(world, {});
    if (!answers.ok) throw new Error('expected answers');
    const drawn = prepareOverview(world, {}, answers.value, { ...versions, isOrders: false });
    expect(engine.overview({ scenario: {}, ranges: [] }, false, null)).toEqual({ model: drawn, faults: [] });
    const live = engine.overview(
      { scenario: { memorySaving: 7 }, ranges: [{ id: 'usage_elasticity', low: 2, high: 1 }] },
      false,
      null,
    );
    expect(live.model).toEqual(drawn);
    expect(live.faults.map(({ param }) => param)).toEqual(['x', 'r']);
  });
});
