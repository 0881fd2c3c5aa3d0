/** Opens pages of the built app and writes down everything that a browser may complain about. */
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';

interface VisitOptions {
  readonly baseUrl: string;
  readonly path?: string;
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly hasScript?: boolean;
}

export interface Visit {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught errors, refused resources; empty on a sound page. */
  readonly complaints: readonly string[];
}

/** A page in a context of its own, opened and at rest. Close `page.context()` when done. */
export async function visit(browser: Browser, options: VisitOptions): Promise<Visit> {
  const { baseUrl, path = '/', theme = 'light', width = 1440, hasScript = true } = options;
  const context = await browser.newContext({
    baseURL: baseUrl,
    viewport: { width, height: width < 700 ? 844 : 900 },
    colorScheme: theme,
    javaScriptEnabled: hasScript,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    // The page itself gives up requests that it no longer needs.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.url()}: ${reason}`);
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  if (hasScript) await expect.poll(() => page.evaluate(hasReactEverywhere), { timeout: 15_000 }).toBe(true);
  return { page, complaints };
}

/**
 * Whether React has taken over what can be clicked. Before that a link is a plain link: it loads the page anew, at
 * its top; on a busy machine that moment is long enough for a test to click in.
 */
function hasReactEverywhere(): boolean {
  const controls = document.querySelectorAll('main button, main select, main nav a');
  return [...controls].every((control) => Object.keys(control).some((key) => key.startsWith('__react')));
}

/** Text of the headline with plain spaces. */
export async function readHeadline(page: Page): Promise<string> {
  const text = await page.getByTestId('headline').innerText();
  return text.replaceAll('\u00a0', ' ');
}
