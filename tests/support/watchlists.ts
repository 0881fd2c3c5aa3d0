/** Watchlists over the API, every answer held against the schema that documents it. */
import { readFileSync } from 'node:fs';

import { expect } from 'vitest';

import { WATCHLIST_ENDPOINTS } from '#lib/contracts/watchlists/watchlist-endpoints.ts';
import type { WatchlistBody } from '#lib/contracts/watchlists/watchlists.ts';

import type { Send, TestMember } from './members.ts';

export const WATCHLISTS_PATH = '/api/v1/watchlists';

/** Asks for an operation and expects it to work. */
export async function askWatchlists<Answer = WatchlistBody>(
  send: Send,
  member: TestMember | null,
  operationId: string,
  { id = '', body }: { readonly id?: string; readonly body?: object } = {},
): Promise<Answer> {
  const endpoint = WATCHLIST_ENDPOINTS.find((each) => each.operationId === operationId);
  if (endpoint === undefined) throw new Error(`no endpoint ${operationId}`);
  const target = endpoint.path.replace('{id}', id);
  const response = await send(endpoint.method.toUpperCase(), target, body, { ...member?.headers });
  const answer: unknown = await response.json();
  expect(response.status, `${operationId}: ${JSON.stringify(answer)}`).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(endpoint.response.safeParse(answer).error?.issues ?? [], operationId).toEqual([]);

  return answer as Answer;
}

/** Faults of a refusal: status, pointers and the whole text. */
export async function refusalOf(
  response: Response,
): Promise<{ readonly status: number; readonly pointers: readonly string[]; readonly text: string }> {
  const text = await response.text();
  const { errors = [] } = JSON.parse(text) as { errors?: readonly { readonly pointer: string }[] };

  return { status: response.status, pointers: errors.map(({ pointer }) => pointer), text };
}

/** Sessions of the US exchanges up to a day, newest first, from the shipped list of holidays and the weekdays alone. */
export function listUsSessions(upTo: string, count: number): readonly string[] {
  const file = readFileSync(new URL('../../prisma/seed/data/exchange_holidays.csv', import.meta.url), 'utf8');
  const closed = new Set(
    file
      .split('\n')
      .filter((line) => line.includes('US') && line.includes('full'))
      .map((line) => /\d{4}-\d{2}-\d{2}/.exec(line)?.[0]),
  );
  const sessions: string[] = [];
  for (const day = new Date(`${upTo}T00:00:00Z`); sessions.length < count;) {
    const iso = day.toISOString().slice(0, 10);
    const isWeekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
    if (!isWeekend && !closed.has(iso)) sessions.push(iso);
    day.setUTCDate(day.getUTCDate() - 1);
  }

  return sessions;
}
