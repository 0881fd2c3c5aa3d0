import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** Version of this Waterline, as its package.json states it. */
export function readProductVersion(root: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}
