import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runFreezeLoop } from '#lib/jobs/freeze-loop.ts';
import { db } from '#lib/db/client.ts';
import { freezeMonth } from '#lib/services/track-record/freeze-month.ts';
import { childEnvironment, runCommand } from '#lib/start/run-command.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { PROJECT_ROOT } from '#tests/support/cluster.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase({ seeded: false });
});

afterAll(() => database.close());

describe('the first freeze', () => {
  it('waits for facts in an empty database and comes as soon as they are there', async () => {
    expect(await freezeMonth()).toBe(0);
    const ending = new AbortController();
    const loop = runFreezeLoop(ending.signal, { pauseMs: 50 });
    const { exitCode } = await runCommand({
      file: process.execPath,
      args: ['--conditions=react-server', 'prisma/seed/seed.ts'],
      cwd: PROJECT_ROOT,
      env: childEnvironment({ DATABASE_URL: database.url }),
    });
    expect(exitCode).toBe(0);
    await expect.poll(() => db().forecastFreeze.count(), { timeout: 30_000 }).toBe(1);
    ending.abort();
    await loop;
    expect(await db().forecastCall.count()).toBeGreaterThan(40);
  });
});
