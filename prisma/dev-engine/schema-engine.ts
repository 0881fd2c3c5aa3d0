import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine, SchemasContainer } from '@prisma/schema-engine-wasm';
import { createSchemaAdapter } from './schema-adapter.ts';

/** Nothing is managed by other means than the migrations. */
const NO_FILTER = { externalTables: [], externalEnums: [] };

declare global {
  // The engine reports a crash through this; without it a crash shows as an unrelated TypeError.
  var PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => void } | undefined;
}

/** What the engine works on. */
export interface SchemaEngineOptions {
  readonly url: string;
  /** Address of a role that may create the throwaway databases; `url` unless given. */
  readonly shadowAdminUrl?: string | undefined;
  /** Path and content of each schema file. */
  readonly datamodels?: [string, string][] | undefined;
}

/**
 * Loads Prisma's schema engine, compiled to WebAssembly, so that developers need no download of the native one.
 */
export async function openSchemaEngine(options: SchemaEngineOptions): Promise<SchemaEngine> {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => {
      process.stderr.write(`${message}\n`);
    },
  };
  // Loaded here because the import prints a warning, which must not disturb the commands that need no engine.
  const { SchemaEngine: Engine } = await import('@prisma/schema-engine-wasm');
  const adapter = bindMigrationAwareSqlAdapterFactory(
    createSchemaAdapter(options.url, options.shadowAdminUrl),
  );
  return Engine.new({ datamodels: options.datamodels }, () => undefined, adapter);
}

/** Two descriptions of the same tables. */
export interface SchemaSources {
  /** Folder of the `.prisma` files. */
  readonly schemaDir: string;
  readonly migrationsDir: string;
}

/**
 * Compares what the migrations make with what the schema says, through a throwaway database.
 *
 * @param adminUrl a role that may create databases
 * @returns the SQL that would be missing; `null` when the two agree
 */
export async function findSchemaDrift(sources: SchemaSources, adminUrl: string): Promise<string | null> {
  const engine = await openSchemaEngine({ url: adminUrl });
  try {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...readMigrationList(sources.migrationsDir) },
      to: { tag: 'schemaDatamodel', ...readSchema(sources.schemaDir) },
      script: true,
      exitCode: true,
      filters: NO_FILTER,
    });
    return exitCode === 0 ? null : (stdout ?? '');
  } finally {
    engine.free();
  }
}

function readSchema(folder: string): SchemasContainer {
  const files = readdirSync(folder).filter((name) => name.endsWith('.prisma'));
  return {
    files: files.sort().map((name) => {
      const file = path.join(folder, name);
      return { path: file, content: readFileSync(file, 'utf8') };
    }),
  };
}

function readMigrationList(folder: string): MigrationList {
  const directories = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return {
    baseDir: folder,
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(path.join(folder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: directories
      .map((entry) => entry.name)
      .sort()
      .map((name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: readFileSync(path.join(folder, name, 'migration.sql'), 'utf8') },
        },
      })),
  };
}
