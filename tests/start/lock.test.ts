import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { tryLock } from '#lib/start/lock.ts';
import { makeTestFolder, PROJECT_ROOT } from '#tests/support/cluster.ts';

const folder = makeTestFolder();
const file = path.join(folder, 'start.lock');
const journal = path.join(folder, 'journal');

beforeEach(() => {
  rmSync(file, { force: true });
  rmSync(journal, { force: true });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function hold(end: 'release' | 'die'): Promise<void> {
  const child = spawn(process.execPath, ['tests/start/hold-lock.ts', file, journal, end], {
    cwd: PROJECT_ROOT,
    stdio: 'inherit',
  });
  await once(child, 'exit');
}

describe('the start lock', () => {
  it('lets one process in at a time, also while holders die without letting go', async () => {
    await Promise.all((['release', 'die', 'release', 'die', 'release', 'die'] as const).map(hold));
    const entries = readFileSync(journal, 'utf8').trim().split('\n');
    expect(entries).toEqual(Array.from({ length: 6 }, () => ['enter', 'leave']).flat());
  });

  it('tells who holds it and where the app answers', () => {
    const mine = tryLock(file);
    if (!('lock' in mine)) throw new Error('the lock should be free');
    mine.lock.update({ url: 'http://127.0.0.1:3000' });
    expect(tryLock(file)).toMatchObject({ heldBy: { pid: process.pid, url: 'http://127.0.0.1:3000' } });
    mine.lock.release();
    expect(existsSync(file)).toBe(false);
  });

  it('is taken over from a dead process whose id another program has now, and keeps its note', () => {
    const note = {
      pid: process.pid,
      startMark: 'an earlier boot/1',
      url: 'http://127.0.0.1:3000',
      server: null,
    };
    writeFileSync(file, JSON.stringify(note));
    const attempt = tryLock(file);
    expect(attempt).toMatchObject({ lock: { takenFrom: note } });
  });

  it('is taken over when its file was damaged', () => {
    writeFileSync(file, '');
    expect(tryLock(file)).toHaveProperty('lock');
  });
});
