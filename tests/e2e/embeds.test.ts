/** Charts in frames of other sites: no cookie, live or pinned, and nothing else of Waterline may be framed. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import AxeBuilder from '@axe-core/playwright';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { EMBEDS } from '#lib/contracts/embeds.ts';
import { launchChromium } from '#tests/support/chromium.ts';

import { visit } from './visit.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
let host: Server;
let hostUrl: string;
/** Body of the page of the other site. */
let body = '';

beforeAll(async () => {
  browser = await launchChromium();
  host = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><title>An article</title><body>${body}</body></html>`);
  });
  await new Promise<void>((resolve) => {
    host.listen(0, '127.0.0.1', resolve);
  });
  hostUrl = `http://127.0.0.1:${String((host.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  await browser.close();
  host.close();
});

interface Framed {
  readonly page: Page;
  readonly frame: FrameLocator;
  readonly complaints: readonly string[];
}

/** The page of the other site, with `tag` in it. */
async function openArticle(tag: string): Promise<Framed> {
  body = tag;
  const page = await (await browser.newContext({ viewport: { width: 900, height: 800 } })).newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.goto(hostUrl, { waitUntil: 'networkidle' });
  return { page, frame: page.frameLocator('iframe'), complaints };
}

describe('an embed', () => {
  it('is taken from the page by its own tag and shows the page’s chart in a frame of another origin', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/?x=0.5&v=1' });
    const summary = await page.getByRole('figure').first().locator('figcaption p').innerText();
    await page.getByRole('button', { name: 'Embed a chart of this page elsewhere' }).click();
    await page.getByLabel('Theme').selectOption('dark');
    const tag = await page.getByLabel('Tag for the other page').inputValue();
    await page.context().close();

    const article = await openArticle(tag);
    expect(await article.frame.getByRole('figure').locator('figcaption p').innerText()).toBe(summary);
    expect(await article.frame.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await article.frame.getByRole('contentinfo').innerText()).toMatch(/^Pinned\s+to data version \d+/);
    expect(await article.frame.getByRole('navigation').count()).toBe(0);
    expect(article.complaints).toEqual([]);
    expect(await article.page.context().cookies()).toEqual([]);
    await article.page.context().close();
  });

  it.each(EMBEDS.map(({ chart, page }) => [chart, page] as const))(
    '%s: live, with its source and the way back to %s, no cookie set, axe clean',
    async (chart, path) => {
      const { page, complaints } = await visit(browser, { baseUrl, path: `/embed/${chart}?theme=light` });
      const foot = page.getByRole('contentinfo');
      expect(await foot.innerText()).toMatch(/^Live\s+As of /);
      const back = foot.getByRole('link', { name: 'Open in Waterline' });
      expect(await back.getAttribute('href')).toBe(path);
      expect(await page.getByText(/^Source: \S/).count()).toBe(1);
      expect(await page.context().cookies()).toEqual([]);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('reads no cookie: whoever comes sees the same, in the theme of the address', async () => {
    const read = async (cookie: string): Promise<string> => {
      const response = await fetch(`${baseUrl}/embed/capex?theme=light`, { headers: { cookie } });
      expect(response.headers.getSetCookie()).toEqual([]);
      return (await response.text()).replaceAll(/nonce="[^"]*"/g, '');
    };
    const [stranger, known] = [await read(''), await read('theme=dark; waterline.session_token=x.y')];
    expect(known).toContain('data-theme="light"');
    expect(/<main[\s\S]*<\/main>/.exec(known)?.[0]).toBe(/<main[\s\S]*<\/main>/.exec(stranger)?.[0]);
  });

  it('says what of its address it did not use, and refuses a chart that there is none of', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/embed/waterline?theme=neon&zz=1' });
    const words = await page.getByRole('list', { name: 'Not used' }).innerText();
    expect(words).toContain('theme=neon must be one of light, dark');
    expect(words).toContain('zz=1 is not a parameter');
    await page.context().close();
    expect((await fetch(`${baseUrl}/embed/none`)).status).toBe(404);
  });

  it('is refused, not shown live, when it is pinned to facts that are not here', async () => {
    const { page } = await visit(browser, {
      baseUrl,
      path: '/embed/waterline?pin=2026-11-20,d999999,m1.0.0&v=2',
    });
    await page.getByRole('heading', { name: 'Data version 999999 is not known here.' }).waitFor();
    expect(await page.getByRole('figure').count()).toBe(0);
    await page.context().close();
  });
});

describe('everything else', () => {
  it.each([
    '/',
    '/exposure',
    '/account',
    '/sign-in',
    '/import',
    '/watchlists',
    '/shared/watchlists/x',
    '/nowhere',
  ])('%s is not shown in a foreign frame', async (path) => {
    const { page, complaints } = await openArticle(
      `<iframe src="${baseUrl}${path}" title="stolen"></iframe>`,
    );
    await expect.poll(() => complaints.join('\n')).toMatch(/frame-ancestors|X-Frame-Options/);
    const frame = page.frames().find((each) => each !== page.mainFrame());
    expect(await frame?.evaluate(() => document.querySelectorAll('main, nav').length)).toBe(0);
    await page.context().close();
  });
});
