import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '#tests/support/chromium.ts';
import { readHeadline, visit } from './visit.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

async function getJson<Answer>(path: string): Promise<Answer> {
  const response = await fetch(`${baseUrl}${path}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

interface Models {
  readonly items: readonly { readonly id: string; readonly kvBytesPerToken: number }[];
}

describe('Models', () => {
  it("prints the ratio of the API's bytes in its sentence and every model in its table", async () => {
    const { items } = await getJson<Models>('/api/v1/efficiency/models');
    const bytesOf = (id: string): number => items.find((item) => item.id === id)?.kvBytesPerToken ?? NaN;
    const { page, complaints } = await visit(browser, { baseUrl, path: '/models' });
    const ratio = bytesOf('llama-3.1-405b') / bytesOf('deepseek-v4-pro');
    expect(await readHeadline(page)).toContain(`fell ${ratio.toFixed(1)} times`);
    const table = page.getByRole('region', { name: 'Table: Every model of the catalogue' });
    expect(await table.getByRole('row').count()).toBe(items.length + 1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('filters and sorts in the address, and a link of it opens the same rows without script', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/models' });
    await page.getByRole('combobox', { name: 'Lab' }).selectOption('DeepSeek');
    await page.getByRole('button', { name: 'One more token, BF16' }).click();
    await expect.poll(() => page.url()).toContain('lab=DeepSeek&s=-token&v=1');
    const names = await page.getByRole('rowheader').allInnerTexts();
    expect(names[0]).toContain('ablation: large MoE with MHA');
    const still = await visit(browser, { baseUrl, path: new URL(page.url()).search, hasScript: false });
    await still.page.goto(page.url());
    expect(await still.page.getByRole('rowheader').allInnerTexts()).toEqual(names);
    expect(complaints).toEqual([]);
    await still.page.context().close();
    await page.context().close();
  });

  it('adds a model from a pasted config, keeps it over a reload, and forgets it', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/models' });
    await page.getByText('Add your own model from its config.json').click();
    const text = page.getByLabel('config.json, as text');
    await text.fill('{"num_hidden_layers": 0}');
    await page.getByRole('button', { name: 'Read the config' }).click();
    await page.getByText('config field num_hidden_layers must be a whole number').waitFor();
    const config = {
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      hidden_size: 4096,
      intermediate_size: 14_336,
      vocab_size: 128_256,
      max_position_embeddings: 131_072,
    };
    await text.fill(JSON.stringify(config));
    await page.getByLabel('name', { exact: true }).fill('Mine');
    await page.getByRole('button', { name: 'Read the config' }).click();
    await page.getByRole('button', { name: 'Add to the catalogue of this browser' }).click();
    const own = page.getByRole('row').filter({ hasText: 'your own, pasted config' });
    await own.waitFor();
    expect(await own.innerText()).toContain('128\u00a0KiB');
    await page.reload({ waitUntil: 'networkidle' });
    await own.waitFor();
    expect(await own.getByRole('link').first().getAttribute('href')).toBe('/workbench?m=own:mine');
    await own.getByRole('button', { name: 'remove' }).click();
    await expect.poll(() => own.count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('says which part of a link it refuses, and draws a state for an unknown model', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/models?c=0&lab=Nobody&v=1' });
    const words = await page.getByRole('region', { name: 'Part of this link was not used' }).innerText();
    expect(words).toContain('c=0');
    expect(words).toContain('lab=Nobody');
    const answer = await page.goto('/models/no-such-model');
    expect(answer?.status()).toBe(404);
    expect(await page.getByRole('main').innerText()).toContain('There is no model of this id');
    await page.getByRole('link', { name: 'Open the catalogue of models' }).click();
    await expect.poll(() => readHeadline(page)).toContain('times');
    await page.context().close();
  });

  it('shows a model at the context and format of its form, with its published figures', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/models/deepseek-v3' });
    expect(await readHeadline(page)).toContain('70.3 KB in BF16');
    await page.getByLabel('Tokens of context').fill('4096');
    await page.getByLabel('Cache in').selectOption('fp8');
    await page.getByRole('main').getByRole('button', { name: 'Show' }).click();
    // 61 layers x 576 elements x 1 byte x 4,096 tokens.
    await expect.poll(() => readHeadline(page)).toContain('of 4K tokens keeps 144 MB in FP8');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('Techniques', () => {
  it('shows every technique of the API and saves its rows as a file', async () => {
    const { items } = await getJson<{ items: readonly unknown[] }>('/api/v1/efficiency/techniques');
    const { page, complaints } = await visit(browser, { baseUrl, path: '/techniques' });
    expect(await readHeadline(page)).toContain(`${String(items.length)} techniques`);
    const table = page.getByRole('region', { name: 'Every technique of the catalogue', exact: true });
    const download = page.waitForEvent('download');
    await table.getByRole('button', { name: 'CSV' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    const records: string[][] = parse(text, { relax_column_count: true, bom: true });
    expect(records.filter(([first]) => first?.startsWith('#') !== true)).toHaveLength(items.length + 1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('computes a chosen set as the API does, and says who excludes whom', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/techniques?x=kv-fp8,nvfp4-kv&v=1' });
    const matrix = page.getByRole('region', { name: 'Overlap of the chosen set' });
    expect(await matrix.innerText()).toContain('excluded');
    expect(await page.getByRole('main').innerText()).toContain('left out of the sum');
    await page.getByText(/Choose the set/).click();
    await page.getByLabel('NVFP4 KV cache (Blackwell)').uncheck();
    await page.getByRole('button', { name: 'Show this set' }).click();
    await expect.poll(() => page.url()).toContain('x=kv-fp8');
    await expect.poll(() => readHeadline(page)).toContain('50.0 %');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('shows one technique with its spread and its events, and a state for an unknown one', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/techniques/mla' });
    expect(await readHeadline(page)).toContain('saves 71.9 %');
    await page.getByRole('figure', { name: 'How it spreads, by segment of the fleet' }).waitFor();
    expect(await page.getByRole('main').innerText()).toContain('DeepSeek-V2 with MLA');
    expect(complaints).toEqual([]);
    await page.goto('/techniques/no-such-technique');
    expect(await page.getByRole('main').innerText()).toContain('There is no technique of this id');
    await page.context().close();
  });
});

describe('Method', () => {
  it("counts as the API counts, filters by verdict, and opens a row's figures", async () => {
    const { counts } = await getJson<{ counts: Readonly<Record<string, number>> }>(
      '/api/v1/efficiency/oracles',
    );
    const { page, complaints } = await visit(browser, { baseUrl, path: '/method' });
    const sentence = await readHeadline(page);
    for (const count of Object.values(counts)) expect(sentence).toContain(String(count));
    await page.getByRole('combobox', { name: 'Verdict' }).selectOption('measured');
    await page
      .getByText(`${String(counts['notComputable'])} of ${String(counts['published'])} figures`)
      .waitFor();
    await expect.poll(() => page.url()).toContain('verdict=measured');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Method' }).click();
    await page.keyboard.press('.');
    await page.getByRole('dialog', { name: 'Recomputed from shapes' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
