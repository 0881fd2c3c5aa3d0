import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

const PROJECT = path.join(import.meta.dirname, '../..');
/** Each of these asks who reads before anything is read; `loadPage` does it for most pages. */
const GUARDS = /\b(?:await requireReader\(\)|await requireMember\('|loadPage\()/;

describe('pages of the shell', () => {
  const pages = globSync('app/(app)/**/page.tsx', { cwd: PROJECT });

  it('are found', () => {
    expect(pages.length).toBeGreaterThan(15);
  });

  it.each(pages)('%s asks who reads it', (page) => {
    expect(readFileSync(path.join(PROJECT, page), 'utf8')).toMatch(GUARDS);
  });
});
