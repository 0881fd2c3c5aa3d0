/** What the command palette offers: everything that has a page, and nothing that has none. */
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { PaletteBody } from '#lib/contracts/palette.ts';
import { COMPANIES } from '#lib/core/vendors/company.ts';
import { query } from '#tests/support/members.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ seeded: true });
});
afterAll(() => api.close());

it('offers the companies, techniques, models and events that have a page', async () => {
  const { items } = (await (await api.call('/api/v1/palette')).json()) as PaletteBody;
  const codes = (kind: string) => items.flatMap((each) => (each.kind === kind ? [each.code] : [])).toSorted();
  const idsOf = async (table: string) =>
    (await query<{ id: string }>(api.databaseUrl, `SELECT DISTINCT id FROM ${table}`, []))
      .map(({ id }) => id)
      .toSorted();

  expect(codes('company')).toEqual(COMPANIES.map(({ ticker }) => ticker).toSorted());
  expect(codes('technique')).toEqual(await idsOf('technique'));
  expect(codes('model')).toEqual(await idsOf('model_architecture'));
  expect(codes('event')).toEqual(await idsOf('event'));
  expect(new Set(items.map(({ href }) => href)).size).toBe(items.length);
});
