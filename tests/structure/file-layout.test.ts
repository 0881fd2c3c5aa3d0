import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSourceFiles } from './source-files.ts';

const MAX_LINES = 400;
const sources = readSourceFiles(['app', 'lib', 'prisma', 'tests']);

/** Data and migrations are as long as what they hold. */
const isData = (file: string): boolean => /\.sql$|\.prisma$|\/data\//.test(file);

describe('source files', () => {
  it('are there to look at', () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  it(`have at most ${MAX_LINES} lines`, () => {
    const long = sources
      .filter(({ file }) => !isData(file))
      .map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > MAX_LINES);
    expect(long).toEqual([]);
  });

  it('are kebab-case, except React components, which carry the name of their export', () => {
    const files = new Set(sources.map(({ file }) => file));
    const strange = sources.filter(({ file, text }) => {
      const name = path.basename(file).split('.')[0] ?? '';
      if (isData(file) || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return false;
      if (file.endsWith('.module.css')) return !files.has(file.replace('.module.css', '.tsx'));
      const componentExport = new RegExp(`export (default |async )*(function|const) ${name}\\b`);
      return !(file.endsWith('.tsx') && componentExport.test(text));
    });
    expect(strange.map(({ file }) => file)).toEqual([]);
  });

  it('are named after what they hold, never after a drawer', () => {
    const drawers =
      /(^|\/)(utils?|helpers?|common|misc|shared|manager)(\/|\.[a-z.]+$)|^lib\/(.*\/)?index\.ts$/;
    // Folders of pages are addresses: what a link opens stands under /shared.
    const named = sources.map(({ file }) => file.replace(/^app\/shared\//, 'app/'));
    expect(named.filter((file) => drawers.test(file))).toEqual([]);
  });
});
