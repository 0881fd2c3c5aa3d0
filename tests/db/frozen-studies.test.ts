import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { FROZEN_FILES } from '#lib/contracts/facts/frozen-studies.ts';
import { frozenCar } from '#lib/core/event-study/frozen.ts';
import { db } from '#lib/db/client.ts';
import { listFrozenPlacebos, listFrozenStudies } from '#lib/db/frozen-studies.ts';
import { importFrozenStudies } from '#lib/services/imports/import-frozen-studies.ts';

import { openDatabase, type OpenDatabase } from './open-database.ts';

const TURBOQUANT = 'ev087';
const USUAL = { models: ['market'], benchmarks: ['SPY', '^KS11'] } as const;

let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase({ seeded: true });
});
afterAll(() => database.close());

async function shipped() {
  const [studies, placebos] = await Promise.all(
    [FROZEN_FILES.studies, FROZEN_FILES.placebos].map((name) =>
      readFile(new URL(`../../prisma/seed/data/${name}`, import.meta.url)),
    ),
  );
  return { studies: studies ?? new Uint8Array(), placebos: placebos ?? new Uint8Array() };
}

/** The first record of the file with one cell of it changed. */
function withCell(bytes: Uint8Array, column: string, value: string): Uint8Array {
  const [header = '', first = ''] = new TextDecoder().decode(bytes).split('\n');
  const cells = first.match(/("[^"]*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? [];
  cells[header.split(',').indexOf(column)] = value;
  return new TextEncoder().encode(`${header}\n${cells.slice(0, header.split(',').length).join(',')}\n`);
}

describe('frozen studies', () => {
  it('are there after the seed, newest version of each, one for each listing that had enough days', async () => {
    const kept = await listFrozenStudies({ eventIds: [TURBOQUANT], ...USUAL });
    expect(kept.map(({ symbol }) => symbol).toSorted()).toEqual([
      '000660.KS',
      '005930.KS',
      'MU',
      'SNDK',
      'STX',
      'WDC',
    ]);
    expect(
      kept.every(({ version, firstSessionOn }) => version === 1 && firstSessionOn === '2026-03-25'),
    ).toBe(true);
    for (const record of kept) {
      const path = frozenCar(record, { from: -2, to: 3 });
      const window = frozenCar(record, { from: -1, to: 3 });
      expect(window?.isErrorExact).toBe(true);
      expect(path?.isErrorExact).toBe(false);
      // The path gives what the kept window gives, to the rounding of two of its points.
      const { pathFrom, pathHundredthsPct: sums } = record;
      const summed = ((sums[3 - pathFrom] ?? NaN) - (sums[-2 - pathFrom] ?? NaN)) / 1e4;
      expect(Math.abs(summed - (window?.car ?? NaN))).toBeLessThan(1.1e-4);
    }
  });

  it('hold a placebo distribution whose quantiles are in order and widen with the window', async () => {
    const bands = await listFrozenPlacebos({ symbols: ['MU'], models: ['market'], benchmarks: ['SPY'] });
    expect(bands.map(({ length }) => length)).toEqual(Array.from({ length: 62 }, (_, i) => i + 1));
    for (const { car, t } of bands) {
      expect([...car].toSorted((a, b) => a - b)).toEqual(car);
      expect([...t].toSorted((a, b) => a - b)).toEqual(t);
    }
    const width = (length: number): number => {
      const car = bands.find((band) => band.length === length)?.car ?? [];
      return (car[4] ?? NaN) - (car[0] ?? NaN);
    };
    expect(width(21)).toBeGreaterThan(2 * width(1));
  });

  it('come again without a new version, and as a new version where they differ', async () => {
    const files = await shipped();
    const again = await importFrozenStudies(files);
    expect(again.ok && [again.value.studies.kept, again.value.placebos.kept]).toEqual([0, 0]);

    const changed = await importFrozenStudies({
      ...files,
      studies: withCell(files.studies, 'beta', '1.234'),
    });
    expect(changed.ok && changed.value.studies).toEqual({ rows: 1, kept: 1 });
    const [first] = await listFrozenStudies({
      eventIds: ['ev010'],
      symbols: ['000660.KS'],
      models: ['market'],
    });
    expect(first).toMatchObject({ version: 2, beta: 1.234 });
  });

  it('are refused whole, with line and column, when a cell is bad', async () => {
    const files = await shipped();
    const bad = await importFrozenStudies({ ...files, studies: withCell(files.studies, 'alpha', 'NaN') });
    expect(bad).toEqual({
      ok: false,
      error: [
        { file: FROZEN_FILES.studies, line: 2, column: 'alpha', value: 'NaN', reason: 'is not a number' },
      ],
    });
  });

  it('cannot be changed or deleted, by the database’s own rule', async () => {
    await expect(db().$executeRaw`UPDATE frozen_study SET beta = 0`).rejects.toThrow(/append-only/);
    await expect(db().$executeRaw`DELETE FROM frozen_study`).rejects.toThrow(/append-only/);
    await expect(db().$executeRaw`UPDATE frozen_placebo SET dates = 0`).rejects.toThrow(/append-only/);
    await expect(db().$executeRaw`TRUNCATE frozen_placebo`).rejects.toThrow(/append-only/);
  });

  it('take no NaN', async () => {
    await expect(
      db().$executeRaw`
        INSERT INTO frozen_study
        SELECT (jsonb_populate_record(kept, '{"event_id": "copy", "beta": "NaN"}')).*
          FROM frozen_study AS kept LIMIT 1`,
    ).rejects.toThrow(/frozen_study_beta_is_a_number/);
  });
});
