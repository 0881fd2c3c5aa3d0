/**
 * Which part may import which. A layer may import itself and what it lists here, in paths from the project root
 * or names of npm packages; everything else is an error. `node:` = Node's own modules.
 */
const LAYERS = {
  'lib/core/': [],
  'lib/contracts/': ['lib/core/', 'zod'],
  'lib/charts/': ['lib/core/', 'lib/contracts/', 'match-sorter'],
  'lib/platform/': ['zod', 'pino', 'server-only', 'node:'],
  'lib/db/': [
    'lib/core/',
    'lib/contracts/',
    'lib/platform/',
    'prisma/generated/',
    '@prisma/',
    'pg',
    'pg-copy-streams',
    'server-only',
    'node:',
  ],
  'lib/auth/': [
    'lib/contracts/',
    'lib/db/',
    'lib/platform/',
    'better-auth',
    '@zxcvbn-ts/',
    'server-only',
    'node:',
  ],
  'lib/mail/': ['lib/platform/', 'nodemailer', 'server-only', 'node:'],
  'lib/outbound/': ['lib/core/result.ts', 'lib/platform/', 'ipaddr.js', 'server-only', 'node:'],
  'lib/backup/': [
    'lib/platform/',
    'prisma/migrate.ts',
    'prisma/migration-files.ts',
    'pg',
    'pg-copy-streams',
    'zod',
    'node:',
  ],
  'lib/sources/': [
    'lib/core/',
    'lib/contracts/',
    'lib/platform/',
    'yahoo-finance2',
    'zod',
    'server-only',
    'node:',
  ],
  'lib/services/': [
    'lib/core/',
    'lib/contracts/',
    'lib/db/',
    'lib/sources/',
    'lib/auth/',
    'lib/mail/',
    'lib/outbound/',
    'lib/backup/',
    'lib/platform/',
    // Words of what an alert says, which go by e-mail too.
    'lib/charts/alerts/',
    'better-auth',
    'prisma/migrate.ts',
    'package.json',
    'csv-parse',
    'zod',
    'server-only',
    'node:',
  ],
  'lib/jobs/': ['lib/services/', 'lib/contracts/', 'lib/core/', 'lib/platform/', 'server-only', 'node:'],
  'lib/http/': [
    'lib/contracts/',
    'lib/auth/',
    'lib/db/rate-limits.ts',
    'lib/platform/',
    'lib/core/result.ts',
    'lib/core/input-fault.ts',
    'zod',
    'next',
    'server-only',
    'node:',
  ],
  'lib/client/': ['lib/core/', 'lib/contracts/', '@tanstack/', 'react'],
  'lib/start/': ['lib/platform/', 'lib/backup/', 'lib/jobs/worker.ts', 'prisma/', 'pg', 'zod', 'node:'],
  'prisma/': [
    'lib/core/',
    'lib/contracts/',
    'lib/platform/',
    'lib/db/',
    'lib/services/imports/',
    'lib/services/implied-saving/',
    'lib/start/',
    '@prisma/',
    'prisma',
    'pg',
    'csv-parse',
    'zod',
    'node:',
  ],
  'instrumentation.ts': ['lib/jobs/', 'lib/platform/'],
  'app/': [
    'lib/services/',
    'lib/http/',
    'lib/auth/',
    'lib/contracts/',
    'lib/charts/',
    'lib/core/',
    'lib/client/',
    'lib/platform/env.ts',
    'react',
    'react-dom',
    'next',
    'geist',
    'chart.js',
    'chartjs-plugin-annotation',
    '@tanstack/',
    'server-only',
    'zod',
  ],
};

/** What a query may take from the core beside types: words to check a stored word against. It does not calculate. */
const CORE_VOCABULARIES = ['lib/core/efficiency/architecture.ts', 'lib/core/track-record/types.ts'];

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Regular expressions that match a target as the cruiser resolves it (a path, a package folder or a bare name). */
function targetPatterns(target) {
  if (target === 'node:') return ['^(node:)?[a-z_/]+$'];
  if (/^(lib|app|prisma)\/|^package\.json$/.test(target)) return [`^#?${escape(target)}`];
  const name = escape(target);
  const end = target.endsWith('/') ? '' : '(/|$)';
  return [`node_modules/(@types/)?${name}${end}`, `^${name}${end}`];
}

const layerRules = Object.entries(LAYERS).map(([layer, targets]) => ({
  name: `${layer.replace(/\/$/, '').replace('/', '-')}-imports-only-its-own`,
  comment: `${layer} may import itself and: ${targets.join(', ') || 'nothing else'}`,
  severity: 'error',
  from: { path: `^${layer}`, pathNot: layer === 'prisma/' ? '^prisma/generated/' : undefined },
  to: { couldNotResolve: false, pathNot: [layer, ...targets].flatMap(targetPatterns) },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'queries-do-not-calculate',
      comment: 'lib/db takes only types and vocabularies from lib/core',
      severity: 'error',
      from: { path: '^lib/db/' },
      to: {
        path: '^lib/core/',
        pathNot: CORE_VOCABULARIES.flatMap(targetPatterns),
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(app|lib|prisma)/|^[^/]+$' },
      to: { path: '^#?tests/' },
    },
    {
      name: 'generated-client-only-in-db-and-seed',
      comment: 'Everyone else reads through lib/db',
      severity: 'error',
      from: { pathNot: ['^lib/db/', '^prisma/', '^tests/'] },
      to: { path: '^#?prisma/generated/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans-in-lib',
      severity: 'error',
      from: { orphan: true, path: '^lib/' },
      to: {},
    },
    {
      name: 'everything-resolves',
      comment: 'The Prisma client is generated at first start, so it may be absent',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^#prisma/generated/', '^\\./generated/'] },
    },
    {
      name: 'no-development-packages-in-the-product',
      severity: 'error',
      from: { path: '^(app|lib|prisma)/', pathNot: '^prisma/(dev-engine|generated)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^prisma/generated/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default', 'require'],
    },
  },
};
