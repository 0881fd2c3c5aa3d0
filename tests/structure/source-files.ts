import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const PROJECT_ROOT = path.resolve(import.meta.dirname, '../..');

export interface SourceFile {
  /** From the project root, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

const GENERATED = /^prisma\/generated\/|^tests\/\.output\//;

/** Every written source file under `folders`, generated ones left out. */
export function readSourceFiles(folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(PROJECT_ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|js|cjs|css|prisma|sql)$/.test(entry.name))
      .map((entry) =>
        path.relative(PROJECT_ROOT, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'),
      )
      .filter((file) => !GENERATED.test(file))
      .map((file) => ({ file, text: readFileSync(path.join(PROJECT_ROOT, file), 'utf8') })),
  );
}
