/**
 * First paint of a watchlist of 500 things (stocks with prices, techniques, models, issuers, 200 saved scenarios) against
 * one of 10, rounds interleaved in one run: `node --conditions=react-server tests/bench/watchlist.ts [--rounds=20]`.
 * HTML ready is the last byte of the page's answer; paint is Chromium's first contentful paint.
 */
import { parseArgs } from 'node:util';

import { WATCH_ITEMS_MAX } from '#lib/contracts/watchlists/watchlists.ts';
import type { PaletteBody } from '#lib/contracts/palette.ts';
import { appUrl } from '#lib/start/web-server.ts';
import { launchChromium } from '#tests/support/chromium.ts';
import { makeOwner, type Send } from '#tests/support/members.ts';
import { techniqueOf } from '#tests/services/imports/fact-file-builder.ts';
import { textOf } from '#tests/services/imports/desk/desk-files.ts';
import { listUsSessions } from '#tests/support/watchlists.ts';

import { startApp, startSeededDatabase } from './bench-servers.ts';

const SCENARIOS = 200;
const MADE_TECHNIQUES = 200;
const PRICED = ['MU', 'SNDK', 'WDC', 'STX'];

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
const database = await startSeededDatabase();
const app = await startApp(database.url);
const origin = appUrl('127.0.0.1', app.port);
const send: Send = (method, target, body, headers) =>
  fetch(new URL(target, origin), {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const browser = await launchChromium();

try {
  const owner = await makeOwner(send, database.url, 'owner@firm.example', origin);
  const headers = { ...owner.headers };
  await bring('price_bar', pricesFile());
  await bring(
    'technique',
    textOf(
      'technique',
      Array.from({ length: MADE_TECHNIQUES }, (_, index) => techniqueOf(`bench-${String(index)}`, {})),
    ),
  );
  const scenarios = await saveScenarios();
  const { items } = await ask<PaletteBody>('GET', '/api/v1/palette');
  const things = [
    ...items.map(({ kind, code }) => ({ kind: kind === 'company' ? 'stock' : kind, ref: code })),
    ...scenarios.map((ref) => ({ kind: 'scenario', ref })),
  ];
  const many = mixed(things, WATCH_ITEMS_MAX);
  const lists = [
    ['10 things', await makeList('Ten', mixed(many, 10))],
    ['500 things', await makeList('Five hundred', many)],
  ] as const;
  const ready = new Map<string, number[]>();
  const painted = new Map<string, number[]>();
  const sizes = new Map<string, number>();
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    for (const [name, id] of lists) {
      const path = `/watchlists?list=${id}`;
      const startMs = performance.now();
      const response = await fetch(new URL(path, origin), { headers });
      const html = await response.text();
      const readyMs = performance.now() - startMs;
      // The ten hold a stock without prices; of the 500 some have a trend.
      const sign = name === '10 things' ? '<table' : ', lowest ';
      if (response.status !== 200 || !html.includes(sign)) throw new Error(`${path} shows no list`);
      sizes.set(name, html.length);
      // The first round warms up.
      if (round === 0) continue;
      ready.set(name, [...(ready.get(name) ?? []), readyMs]);
      if (round % 4 === 0)
        painted.set(name, [...(painted.get(name) ?? []), await paintMs(path, owner.cookie)]);
    }
  }
  for (const [name] of lists) {
    const [times, paints] = [ready.get(name) ?? [], painted.get(name) ?? []];
    console.log(
      `${name.padEnd(12)} HTML ready p50 ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms; first paint p50 ${at(paints, 0.5)} ms; ${((sizes.get(name) ?? 0) / 1_000).toFixed(0)} kB`,
    );
  }
  const [ten, all] = lists.map(([name]) => Number(at(ready.get(name) ?? [], 0.5)));
  console.log(`500 over 10: ${((all ?? 0) / (ten ?? 1)).toFixed(2)} x`);

  /** Things of every kind, evenly. */
  function mixed<Thing>(from: readonly Thing[], count: number): readonly Thing[] {
    if (from.length < count) throw new Error(`there are only ${String(from.length)} things`);
    return Array.from({ length: count }, (_, i) => from[Math.floor((i * from.length) / count)]).filter(
      (thing) => thing !== undefined,
    );
  }

  async function ask<Answer>(method: string, target: string, body?: object): Promise<Answer> {
    const response = await send(method, target, body, headers);
    if (response.status !== 200) throw new Error(`${target}: ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  async function makeList(name: string, wanted: readonly object[]): Promise<string> {
    const columns = [
      'price',
      'change1',
      'change20',
      'trend',
      'exposure',
      'saving',
      'breakEven',
      'kvBytes',
      'dataAge',
    ];
    return (await ask<{ id: string }>('POST', '/api/v1/watchlists', { name, columns, items: wanted })).id;
  }

  async function saveScenarios(): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let index = 0; index < SCENARIOS; index += 1) {
      const scenario = { memorySaving: 0.1 + index / 400, usageElasticity: 1 + index / 200 };
      const body = { name: `Bench ${String(index)}`, scenario };
      ids.push((await ask<{ id: string }>('POST', '/api/v1/scenarios', body)).id);
    }
    return ids;
  }

  /** Imports a file as an editor does. */
  async function bring(table: string, file: string): Promise<void> {
    const post = async (path: string): Promise<{ fingerprint: string; status: string }> => {
      const response = await fetch(new URL(path, origin), {
        method: 'POST',
        headers: { ...headers, 'content-type': 'text/csv' },
        body: file,
      });
      const answer = await response.text();
      if (response.status !== 200) throw new Error(`${path}: ${answer}`);
      return JSON.parse(answer) as { fingerprint: string; status: string };
    };
    const { fingerprint } = await post(`/api/v1/imports/preview?table=${table}`);
    await post(`/api/v1/imports?table=${table}&fingerprint=${fingerprint}&reason=bench`);
  }
} finally {
  await browser.close();
  await app.stop();
  await database.remove();
}

function pricesFile(): string {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const lines = PRICED.flatMap((symbol) =>
    listUsSessions(yesterday, 80).map((day, age) => `${day},${symbol},${String(100 + (age % 17))},USD`),
  );
  return `date,symbol,close,currency\n${lines.join('\n')}\n`;
}

async function paintMs(path: string, cookie: string): Promise<number> {
  const context = await browser.newContext({ baseURL: origin });
  const [name = '', ...value] = cookie.split('=');
  await context.addCookies([{ name, value: value.join('='), url: origin }]);
  const page = await context.newPage();
  await page.goto(path, { waitUntil: 'load' });
  const painted = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
  );
  await context.close();
  return painted;
}

function at(times: readonly number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(0);
}
