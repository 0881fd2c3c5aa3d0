import { defineConfig } from 'prisma/config';
import { readEnv } from './lib/platform/env-schema.ts';

const { databaseUrl } = readEnv();

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations', seed: 'node --conditions=react-server prisma/seed/seed.ts' },
  // Generating the client needs no database; the commands that do say so when it is missing.
  ...(databaseUrl === null ? {} : { datasource: { url: databaseUrl } }),
});
