import path from 'node:path';

/** The file that somebody named: npm runs a script in the project folder, whatever folder it was typed in. */
export function resolveTyped(file: string): string {
  return path.resolve(process.env['INIT_CWD'] ?? process.cwd(), file);
}
