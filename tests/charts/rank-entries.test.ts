import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { rankEntries, type PaletteChoice } from '#lib/charts/palette/rank-entries.ts';

const choice = (group: string, title: string, code = '', detail = ''): PaletteChoice => ({
  id: `${group} ${title}`,
  group,
  title,
  code,
  detail,
});
const CHOICES = [
  choice('Page', 'Exposure', 'g e'),
  choice('Page', 'Models', 'g m'),
  choice('Company', 'Micron', 'MU', 'Nasdaq'),
  choice('Company', 'SK hynix', '000660.KS', 'Korea Exchange'),
  choice('Technique', 'Multi-head latent attention', 'mla', 'attention architecture'),
  choice('Model', 'DeepSeek-V3', 'deepseek-v3', 'DeepSeek'),
];
const titles = (typed: string) => rankEntries(CHOICES, typed).map(({ title }) => title);

describe('the command palette', () => {
  it('finds by ticker, id, words in any order, case and a part of a word', () => {
    expect(titles('mu')[0]).toBe('Micron');
    expect(titles('000660')).toEqual(['SK hynix']);
    expect(titles('attention latent')).toEqual(['Multi-head latent attention']);
    expect(titles('HYNIX korea')).toEqual(['SK hynix']);
    expect(titles('mla')[0]).toBe('Multi-head latent attention');
    expect(titles('nothing like it')).toEqual([]);
  });

  it('lists everything in its own order while nothing is typed', () => {
    expect(titles('  ')).toEqual(CHOICES.map(({ title }) => title));
  });

  it('gives only what holds every word that was typed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('mo', 'e', 'deep', 'SK', 'page', 'a'), { minLength: 1 }),
        (words) => {
          for (const { group, title, code, detail } of rankEntries(CHOICES, words.join(' '))) {
            const text = [group, title, code, detail].join(' ').toLowerCase();
            for (const word of words) expect(text).toContain(word.toLowerCase());
          }
        },
      ),
    );
  });
});
