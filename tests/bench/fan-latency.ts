/**
 * How long from a move of the Overview's saving to its painted fan, in Chromium: the point at once, the first draws, all
 * 4,096, and the longest task of the main thread meanwhile. 30 moves after 5 warm-ups, each left time to be refined.
 *
 *   node --conditions=react-server tests/bench/fan-latency.ts [--url http://127.0.0.1:3000]
 */
import type { Page } from 'playwright-core';
import { launchChromium } from '#tests/support/chromium.ts';
import { findRunningApp } from './running-app.ts';

const WARM_UPS = 5;
const MOVES = 30;
const PAUSE_MS = 500;

type Stage = 'point' | 'partial' | 'final';

declare global {
  interface Window {
    fanTimes: { stage: Stage; ms: number }[];
    longTasks: number[];
  }
}

/** Watches inputs, the messages of the page's drawing worker and long tasks, from outside the product's code. */
function watchFan(): void {
  window.fanTimes = [];
  window.longTasks = [];
  let startedAt = NaN;
  const afterPaint = (stage: Stage): void => {
    const since = startedAt;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        window.fanTimes.push({ stage, ms: performance.now() - since });
      };
      channel.port2.postMessage(null);
    });
  };
  window.addEventListener(
    'input',
    () => {
      startedAt = performance.now();
      afterPaint('point');
    },
    { capture: true },
  );
  window.Worker = new Proxy(window.Worker, {
    construct: (target, parameters: ConstructorParameters<typeof Worker>) => {
      const worker = new target(...parameters);
      worker.addEventListener('message', ({ data }: MessageEvent<{ step?: { kind: string } }>) => {
        const kind = data.step?.kind;
        if (kind === 'partial' || kind === 'final') afterPaint(kind);
      });
      return worker;
    },
  });
  new PerformanceObserver((list) => {
    window.longTasks.push(...list.getEntries().map(({ duration }) => duration));
  }).observe({ type: 'longtask' });
}

async function moveSaving(page: Page): Promise<void> {
  const slider = page.locator('input[type=range]').first();
  await slider.focus();
  for (let move = 0; move < WARM_UPS + MOVES; move += 1) {
    if (move === WARM_UPS) {
      await page.evaluate(() => {
        window.fanTimes = [];
        window.longTasks = [];
      });
    }
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(PAUSE_MS);
  }
}

function report(
  times: readonly { readonly stage: Stage; readonly ms: number }[],
  stage: Stage,
  aim: string,
): void {
  const sorted = times.flatMap((time) => (time.stage === stage ? [time.ms] : [])).toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.ceil(share * sorted.length) - 1] ?? NaN).toFixed(1);
  const name = { point: 'point painted', partial: '512 draws painted', final: '4,096 draws painted' }[stage];
  console.log(`${name.padEnd(22)} p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (${String(sorted.length)}; ${aim})`);
}

const url = await findRunningApp(process.argv);
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(watchFan);
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.mouse.move(700, 400);
  await page.mouse.move(701, 401);
  await page.waitForFunction(() => document.querySelectorAll('[data-drawn=true]').length >= 2);
  await page.waitForLoadState('networkidle');
  await moveSaving(page);
  const { times, tasks } = await page.evaluate(() => ({ times: window.fanTimes, tasks: window.longTasks }));
  report(times, 'point', 'p95 <= 34 ms, aim 17');
  report(times, 'partial', 'with as many draws as fit');
  report(times, 'final', '<= 200 ms');
  console.log(
    `tasks of the main thread over 50 ms: ${String(tasks.length)}, longest ${Math.max(0, ...tasks).toFixed(0)} ms`,
  );
} finally {
  await browser.close();
}
