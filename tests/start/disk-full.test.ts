import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findFreePort } from '#lib/start/ports.ts';
import { makeTestFolder } from '#tests/support/cluster.ts';
import { runStart } from '#tests/support/started-app.ts';

const folder = makeTestFolder();
/** Only root may make a disk that is too small, and not in every container. */
const isMounted = mountSmallDisk();

afterAll(() => {
  if (isMounted) run('umount', folder);
  rmSync(folder, { recursive: true, force: true });
});

function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { stdio: 'ignore' });
}

function mountSmallDisk(): boolean {
  try {
    run('mount', '-t', 'tmpfs', '-o', 'size=30m,mode=0755', 'tmpfs', folder);
    return true;
  } catch {
    return false;
  }
}

describe.runIf(isMounted)('npm start on a full disk', () => {
  it('says so, and leaves no half-made database', async () => {
    const dataDir = path.join(folder, 'data');
    const program = runStart({ env: { WATERLINE_DATA_DIR: dataDir, PORT: String(await findFreePort()) } });
    expect(await program.ended).toBe(1);
    expect(program.output()).toMatch(
      /Setting up the embedded PostgreSQL failed because the disk is full\. Free some space/,
    );
    expect(existsSync(path.join(dataDir, 'pg'))).toBe(false);
    expect(existsSync(path.join(dataDir, 'pg.new'))).toBe(false);
  });
});
