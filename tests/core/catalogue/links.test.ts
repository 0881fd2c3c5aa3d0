import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_METHOD_LINK,
  methodTablePairs,
  readMethodLink,
  VERDICT_WORDS,
} from '#lib/core/catalogue/method-link.ts';
import {
  CACHE_DTYPES,
  DEFAULT_MODELS_LINK,
  MAX_PAGE_CONTEXT,
  MODEL_SORT_KEYS,
  modelsPairs,
  modelsTablePairs,
  readModelsLink,
  refuseUnknownRows,
} from '#lib/core/catalogue/models-link.ts';
import {
  DEFAULT_STACK,
  DEFAULT_TECHNIQUES_LINK,
  readTechniquesLink,
  refuseUnknownTechniques,
  techniquesPairs,
  techniquesTablePairs,
} from '#lib/core/catalogue/techniques-link.ts';
import { writeLink } from '#lib/core/link/read-link.ts';
import { readModelArchitectures, readTechniques } from '#tests/support/efficiency-facts.ts';
import { anyPin } from '#tests/support/link-pin.ts';

const pairsOf = (query: string): [string, string][] => [...new URLSearchParams(query)];
const techniques = [...readTechniques().values()].map((technique) => ({ ...technique, originCountry: 'CN' }));
const words = fc.stringMatching(/^[a-z0-9][a-z0-9 &=%,+-]{0,20}[a-z0-9]$/);

describe('address of the models', () => {
  it('is empty for the default and reads back to it', () => {
    expect(modelsPairs(DEFAULT_MODELS_LINK)).toEqual([]);
    expect(modelsTablePairs(DEFAULT_MODELS_LINK)).toEqual([]);
    expect(readModelsLink([])).toEqual({ link: DEFAULT_MODELS_LINK, faults: [] });
  });

  it('reads back whatever it wrote', () => {
    const links = fc.record({
      asOf: fc.constantFrom(null, '2025-06-30'),
      pin: anyPin,
      contextTokens: fc.integer({ min: 1, max: MAX_PAGE_CONTEXT }),
      kvDtype: fc.constantFrom(...CACHE_DTYPES),
      words,
      lab: fc.option(words),
      country: fc.constantFrom(null, 'CN', 'US'),
      sort: fc.record({ key: fc.constantFrom(...MODEL_SORT_KEYS), isDescending: fc.boolean() }),
      fromModel: fc.constantFrom('gpt2-xl', 'llama-3.1-405b'),
      toModel: fc.constantFrom('own:mine', 'deepseek-v4-pro'),
    });
    fc.assert(
      fc.property(links, (link) => {
        const query = writeLink([...modelsPairs(link), ...modelsTablePairs(link)], link.asOf);
        expect(readModelsLink(pairsOf(query))).toEqual({ link, faults: [] });
      }),
    );
  });

  it('refuses by name what is out of range, unknown or repeated, and clamps nothing', () => {
    const { link, faults } = readModelsLink(pairsOf('c=0&d=fp5&s=colour&zz=1&q=a&q=b'));
    expect(faults.map(({ param }) => param).sort()).toEqual(['c', 'd', 'q', 's', 'zz']);
    expect(link.contextTokens).toBe(DEFAULT_MODELS_LINK.contextTokens);
    expect(readModelsLink(pairsOf(`c=${String(MAX_PAGE_CONTEXT + 1)}`)).faults).toHaveLength(1);
    expect(readModelsLink(pairsOf('c=1.5')).faults).toHaveLength(1);
    expect(readModelsLink(pairsOf(`q=${'x'.repeat(81)}`)).faults).toHaveLength(1);
  });

  it('takes fields that a form left empty as not given', () => {
    expect(readModelsLink(pairsOf('c=131072&d=bf16&q=&lab=&country=&s=-released'))).toEqual({
      link: DEFAULT_MODELS_LINK,
      faults: [],
    });
  });

  it('refuses labs, countries and models that the catalogue does not hold, but not its own defaults', () => {
    const models = [...readModelArchitectures().values()];
    const decoded = readModelsLink(pairsOf('lab=Nobody&country=XX&from=nope&to=kimi-k3'));
    const { link, faults } = refuseUnknownRows(decoded, models);
    expect(faults.map(({ param }) => param)).toEqual(['lab', 'country', 'from']);
    expect(link).toMatchObject({ lab: null, country: null, fromModel: 'llama-3.1-405b', toModel: 'kimi-k3' });
    expect(refuseUnknownRows(readModelsLink([]), []).faults).toEqual([]);
  });
});

describe('address of the techniques', () => {
  it('is empty for the default and reads back to it', () => {
    expect([
      ...techniquesPairs(DEFAULT_TECHNIQUES_LINK),
      ...techniquesTablePairs(DEFAULT_TECHNIQUES_LINK),
    ]).toEqual([]);
    expect(readTechniquesLink([])).toEqual({ link: DEFAULT_TECHNIQUES_LINK, faults: [] });
  });

  it('reads a set joined by commas and one sent by check boxes alike', () => {
    const joined = readTechniquesLink(pairsOf('x=kv-fp8,mtp'));
    const boxes = readTechniquesLink(pairsOf('x=kv-fp8&x=mtp'));
    expect(joined.link.chosen).toEqual(['kv-fp8', 'mtp']);
    expect(boxes).toEqual(joined);
  });

  it('starts with a set that the catalogue can apply and that excludes nothing of itself', () => {
    const { link, faults } = refuseUnknownTechniques(readTechniquesLink([]), techniques);
    expect(faults).toEqual([]);
    expect(link.chosen).toEqual(DEFAULT_STACK);
  });

  it('refuses unknown techniques, those without a fraction and more than twelve, each by name', () => {
    const { link, faults } = refuseUnknownTechniques(
      readTechniquesLink(pairsOf('x=nope,kv-offload-dram,mtp&family=none')),
      techniques,
    );
    expect(link.chosen).toEqual(['mtp']);
    expect(faults.map(({ param, raw }) => `${param}=${raw}`)).toEqual([
      'x=nope',
      'x=kv-offload-dram',
      'family=none',
    ]);
    expect(faults[1]?.message).toContain('no published saving');
    const usable = techniques.filter(({ savingPoint }) => savingPoint !== null).slice(0, 14);
    const many = refuseUnknownTechniques(
      readTechniquesLink([['x', usable.map(({ id }) => id).join(',')]]),
      techniques,
    );
    expect(many.link.chosen).toHaveLength(12);
    expect(many.faults[0]?.raw).toBe(
      usable
        .slice(12)
        .map(({ id }) => id)
        .join(','),
    );
  });

  it('keeps techniques that exclude each other: the matrix is there to show it', () => {
    const { link, faults } = refuseUnknownTechniques(
      readTechniquesLink(pairsOf('x=kv-fp8,nvfp4-kv')),
      techniques,
    );
    expect(link.chosen).toEqual(['kv-fp8', 'nvfp4-kv']);
    expect(faults).toEqual([]);
  });
});

describe('address of the method', () => {
  it('round-trips and refuses unknown verdicts', () => {
    for (const verdict of VERDICT_WORDS) {
      const link = { ...DEFAULT_METHOD_LINK, words: 'mla', verdict };
      expect(readMethodLink(pairsOf(writeLink(methodTablePairs(link), null)))).toEqual({ link, faults: [] });
    }
    expect(readMethodLink(pairsOf('verdict=maybe')).faults[0]?.message).toContain('within');
    expect(methodTablePairs(DEFAULT_METHOD_LINK)).toEqual([]);
  });
});
