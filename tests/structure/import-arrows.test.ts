import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ICruiseResult } from 'dependency-cruiser';
import { cruiseImports, describeViolations } from './cruise-imports.ts';

const PROJECT_ROOT = path.resolve(import.meta.dirname, '../..');

describe('imports of the product', () => {
  let graph: ICruiseResult;
  beforeAll(async () => {
    graph = await cruiseImports(PROJECT_ROOT, ['app', 'lib', 'prisma', 'proxy.ts', 'instrumentation.ts']);
  }, 60_000);

  it('were really looked at: the graph has modules and edges in each layer', () => {
    expect(graph.summary.totalCruised).toBeGreaterThan(120);
    expect(graph.summary.totalDependenciesCruised).toBeGreaterThan(300);
    for (const layer of [
      'app/',
      'lib/core/',
      'lib/contracts/',
      'lib/charts/',
      'lib/db/',
      'lib/services/',
      'prisma/',
    ]) {
      const modules = graph.modules.filter((module) => module.source.startsWith(layer));
      expect(
        modules.some((module) => module.dependencies.length > 0),
        layer,
      ).toBe(true);
    }
  });

  it('follow the arrows between the layers', () => {
    expect(describeViolations(graph)).toEqual([]);
  });

  it('keep the server out of files that run in the browser', () => {
    const clientFiles = graph.modules.filter(
      (module) =>
        module.source.startsWith('app/') &&
        /^['"]use client['"]/m.test(readFileSync(path.join(PROJECT_ROOT, module.source), 'utf8')),
    );
    expect(clientFiles.length).toBeGreaterThan(0);
    const leaks = clientFiles.flatMap((module) =>
      module.dependencies
        .filter(
          ({ resolved, typeOnly }) =>
            typeOnly !== true && /^lib\/(services|http|db|platform)\//.test(resolved),
        )
        .map(({ resolved }) => `${module.source} -> ${resolved}`),
    );
    expect(leaks).toEqual([]);
  });
});

describe('the rules bite', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'waterline-arrows-'));
  const files: Record<string, string> = {
    'package.json': '{"type":"module","imports":{"#lib/*":"./lib/*","#tests/*":"./tests/*"}}',
    'lib/core/reads-disk.ts': "import { readFileSync } from 'node:fs';\nexport const text = readFileSync;\n",
    'lib/core/calls-db.ts': "import { rows } from '#lib/db/rows.ts';\nexport const all = rows;\n",
    'lib/core/loop-a.ts': "import { b } from './loop-b.ts';\nexport const a = (): unknown => b;\n",
    'lib/core/loop-b.ts': "import { a } from './loop-a.ts';\nexport const b = (): unknown => a;\n",
    'lib/core/alone.ts': 'export const alone = 1;\n',
    'lib/core/lost.ts': "import { gone } from './gone.ts';\nexport const lost = gone;\n",
    'lib/charts/draws.ts': "import type { Rows } from '../db/rows.ts';\nexport type Drawn = Rows;\n",
    'lib/db/rows.ts':
      "import { a } from '../core/loop-a.ts';\nexport const rows = a;\nexport type Rows = number;\n",
    'lib/services/tested.ts': "import { probe } from '#tests/probe.ts';\nexport const tested = probe;\n",
    'app/page.tsx': "import { rows } from '#lib/db/rows.ts';\nexport default rows;\n",
    'tests/probe.ts': 'export const probe = 1;\n',
  };
  let violations: string[] = [];

  beforeAll(async () => {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(root, file), content);
    }
    violations = describeViolations(await cruiseImports(root, ['app', 'lib']));
  }, 60_000);
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it.each([
    ['core reading the disk', 'lib-core-imports-only-its-own: lib/core/reads-disk.ts -> fs'],
    ['core calling the database', 'lib-core-imports-only-its-own: lib/core/calls-db.ts -> lib/db/rows.ts'],
    [
      'a chart knowing the database, even its types',
      'lib-charts-imports-only-its-own: lib/charts/draws.ts -> lib/db/rows.ts',
    ],
    ['a query calculating', 'queries-do-not-calculate: lib/db/rows.ts -> lib/core/loop-a.ts'],
    ['a page calling the database', 'app-imports-only-its-own: app/page.tsx -> lib/db/rows.ts'],
    ['the product importing a test', 'nothing-imports-tests: lib/services/tested.ts -> tests/probe.ts'],
    ['a cycle', 'no-cycles: lib/core/loop-a.ts -> lib/core/loop-b.ts'],
    ['a file that nothing uses', 'no-orphans-in-lib: lib/core/alone.ts -> lib/core/alone.ts'],
    ['an import of nothing', 'everything-resolves: lib/core/lost.ts -> ./gone.ts'],
  ])('on %s', (_, violation) => {
    expect(violations).toContain(violation);
  });
});
