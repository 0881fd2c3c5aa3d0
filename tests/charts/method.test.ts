import { describe, expect, it } from 'vitest';
import { CALCULATOR_FAULTS } from '#lib/charts/method/calculator-faults.ts';
import { dateOracles } from '#lib/charts/method/dated-oracles.ts';
import { prepareMethodHeadline } from '#lib/charts/method/method-headline.ts';
import { prepareOracleTable } from '#lib/charts/method/oracle-table.ts';
import { deviationWords, inUnit } from '#lib/charts/method/oracle-words.ts';
import { sentenceText } from '#lib/charts/sentence.ts';
import type { OracleItem } from '#lib/contracts/catalogue.ts';
import { toOracleItem } from '#lib/contracts/oracle-item.ts';
import { ORACLE_SORT_KEYS } from '#lib/core/catalogue/method-link.ts';
import type { ModelArchitecture } from '#lib/core/efficiency/architecture.ts';
import { judgeOracle } from '#lib/core/efficiency/judge-oracle.ts';
import { readKvOracles, readModelArchitectures } from '#tests/support/efficiency-facts.ts';

const models = readModelArchitectures();

function itemsBy(known: ReadonlyMap<string, ModelArchitecture>): OracleItem[] {
  return readKvOracles().map((oracle) => toOracleItem(judgeOracle(oracle, known)));
}

const rows = dateOracles(itemsBy(models), new Set(models.keys()));
const headlineOf = (dated: typeof rows) =>
  prepareMethodHeadline({
    rows: dated,
    modelVersion: '1.0.0',
    dataVersion: 1,
    inputCount: 190,
    assumedCount: 117,
  });

describe('published figures beside ours', () => {
  it('counts what the tables of the facts hold: 101, 92, 91, 9 and 1', () => {
    expect(sentenceText(headlineOf(rows).parts)).toBe(
      'Of 101 published figures 92 are recomputed, 91 within tolerance; 9 are measurements that shapes cannot give; 1 looks wrong in its source.',
    );
  });

  it('sets figures about models released later apart instead of calling them measurements', () => {
    const early = new Map([...models].filter(([, { releasedOn }]) => releasedOn <= '2024-06-01'));
    const dated = dateOracles(itemsBy(early), new Set(early.keys()));
    const later = dated.filter(({ standing }) => standing === 'later');
    expect(later.length).toBeGreaterThan(50);
    expect(dated.filter(({ standing }) => standing === 'outside')).toEqual([]);
    const text = sentenceText(headlineOf(dated).parts);
    expect(text).toContain(`${String(later.length)} are about models released later`);
    const table = prepareOracleTable(dated, () => null, '');
    const row = table.rows.find(({ key }) => key === later[0]?.item.id);
    expect(row?.cells[3]?.text).toBe('none');
  });

  it('shows every row with its source, and a reason wherever there is no figure of ours', () => {
    const table = prepareOracleTable(rows, (id) => models.get(id)?.name ?? null, '');
    expect(table.rows).toHaveLength(101);
    const keys = table.columns.map(({ key }) => key);
    for (const key of ORACLE_SORT_KEYS) expect(keys).toContain(key);
    for (const { cells } of table.rows) {
      expect(cells[keys.indexOf('source')]?.href).toMatch(/^https:/);
      if (cells[keys.indexOf('ours')]?.value === null) {
        expect(cells[keys.indexOf('verdict')]?.note?.length).toBeGreaterThan(10);
      }
    }
  });

  it('opens the evidence of every figure that it marks', () => {
    const { parts, figures, evidence } = headlineOf(rows);
    const keys = [...parts.flatMap(({ evidence: key }) => key ?? []), ...figures.map(({ key }) => key)];
    expect(keys.length).toBeGreaterThan(8);
    for (const key of keys) expect(evidence[key]).toBeDefined();
  });

  it('writes units as words and rounding as nothing', () => {
    expect(inUnit(7.28, 'x')).toBe('7.28\u00a0times');
    expect(inUnit(10, 'pct_of_reference')).toBe('10\u00a0% of the other');
    expect(deviationWords(1e-12)).toBe('0\u00a0%');
    expect(deviationWords(-1.5)).toBe('\u22121.5\u00a0%');
  });
});

describe('where calculators differ', () => {
  const textOf = (id: string): string => CALCULATOR_FAULTS.find((fault) => fault.id === id)?.what ?? '';
  const modelOf = (id: string): ModelArchitecture => {
    const model = models.get(id);
    if (model === undefined) throw new Error(`${id} is not in the catalogue`);
    return model;
  };

  it('each has a source to check', () => {
    expect(CALCULATOR_FAULTS).toHaveLength(7);
    for (const { sources } of CALCULATOR_FAULTS) {
      for (const { url } of sources) expect(url).toMatch(/^https:\/\/github\.com\//);
    }
  });

  it('factors of query over key-value heads are those of the shapes', () => {
    for (const [id, factor] of [
      ['llama-3.1-8b', 4],
      ['llama-3.1-70b', 8],
      ['llama-3.1-405b', 16],
    ] as const) {
      expect(modelOf(id).qHeads / modelOf(id).kvHeads).toBe(factor);
      expect(textOf('query-heads')).toContain(`${String(factor)} times`);
    }
  });

  it('factors of a derived head width are those of the shapes', () => {
    for (const [id, factor] of [
      ['qwen3-32b', 0.625],
      ['qwen3-0.6b', 0.5],
    ] as const) {
      const { hiddenSize, qHeads, headDim } = modelOf(id);
      expect((hiddenSize ?? NaN) / qHeads / headDim).toBe(factor);
      expect(textOf('head-width')).toContain(`${String(factor)} times`);
    }
  });

  it('factors of layers billed as attention are those of the shapes', () => {
    for (const [id, factor] of [
      ['nemotron-3-nano-30b-a3b', '8.7'],
      ['nemotron-3-super-120b-a12b', '11'],
      ['nemotron-h-56b', '11.8'],
    ] as const) {
      const { layers, fullAttentionLayers } = modelOf(id);
      expect((layers / fullAttentionLayers).toFixed(factor.includes('.') ? 1 : 0)).toBe(factor);
      expect(textOf('hybrid-layers')).toContain(`${factor} times`);
    }
  });
});
