import { describe, expect, it } from 'vitest';
import {
  addOwnModel,
  MAX_OWN_MODELS,
  ownModelId,
  readOwnModels,
  type OwnModel,
} from '#lib/core/efficiency/own-models.ts';
import { readModelArchitectures } from '#tests/support/efficiency-facts.ts';

const catalogue = [...readModelArchitectures().values()];

function entryOf(id: string): OwnModel {
  const model = catalogue.find((each) => each.id === 'llama-3.1-8b');
  if (model === undefined) throw new Error('llama-3.1-8b is not in the catalogue');
  return {
    model: { ...model, id },
    provenance: { sourceUrl: 'pasted', retrievedOn: '2026-11-26', basis: 'pasted config' },
    addedAt: '2026-11-26T10:00:00.000Z',
  };
}

describe('models of the reader', () => {
  it('read back as they were written, for every shape of the catalogue', () => {
    const entries = catalogue.map((model) => ({
      ...entryOf(''),
      model: {
        ...entryOf('').model,
        ...Object.fromEntries(Object.keys(entryOf('').model).map((field) => [field, model[field as 'id']])),
        id: `own:${model.id}`,
      },
    }));
    const read = readOwnModels(JSON.stringify(entries));
    expect(read.fault).toBeNull();
    expect(read.entries).toEqual(entries);
  });

  it('are empty when nothing is stored, and name why when what is stored cannot be read', () => {
    expect(readOwnModels(null)).toEqual({ entries: [], fault: null });
    expect(readOwnModels('{oops').fault).toContain('not JSON');
    expect(readOwnModels('{}').fault).toContain('not a list');
  });

  it.each([
    ['a missing field', { model: { ...entryOf('own:a').model, kvHeads: undefined } }],
    ['a number as text', { model: { ...entryOf('own:a').model, layers: '32' } }],
    ['a number that is none', { model: { ...entryOf('own:a').model, headDim: null } }],
    ['fields that contradict', { model: { ...entryOf('own:a').model, kvHeads: 5 } }],
    ['an unknown attention', { model: { ...entryOf('own:a').model, attention: 'magic' } }],
    ['an id of the catalogue', { model: { ...entryOf('own:a').model, id: 'llama-3.1-8b' } }],
    ['no provenance', { provenance: null }],
  ])('drop one entry with %s, keep the sound one, and count the loss', (_, damage) => {
    const read = readOwnModels(JSON.stringify([{ ...entryOf('own:a'), ...damage }, entryOf('own:b')]));
    expect(read.entries.map(({ model }) => model.id)).toEqual(['own:b']);
    expect(read.fault).toContain('1 of 2');
  });

  it('get ids of their own that an address can carry', () => {
    expect(ownModelId('My Model (v2)!', [])).toBe('own:my-model-v2');
    expect(ownModelId('My Model (v2)!', ['own:my-model-v2', 'own:my-model-v2-2'])).toBe('own:my-model-v2-3');
    expect(ownModelId('模型', [])).toBe('own:model');
    expect(ownModelId('x'.repeat(500), [])).toMatch(/^[\w.:-]{1,80}$/);
  });

  it('replace their namesake, and stop at the most that a browser keeps', () => {
    const once = addOwnModel([entryOf('own:a')], entryOf('own:a'));
    expect('entries' in once ? once.entries.length : 0).toBe(1);
    const full = Array.from({ length: MAX_OWN_MODELS }, (_, index) => entryOf(`own:m${String(index)}`));
    const refused = addOwnModel(full, entryOf('own:one-more'));
    expect('faults' in refused ? refused.faults[0]?.message : '').toContain('remove one');
  });
});
