import { DatabaseError } from 'pg';
import { AppError } from '../platform/errors.ts';

const LOST_CODES = ['57P01', '57P02', '57P03', 'ECONNRESET', 'ECONNREFUSED', 'EPIPE'];

/**
 * Turns what the database says during a backup or a restore into an explanation with a remedy.
 *
 * @returns `null` when it is no failure of the database
 */
export function explainDatabaseFailure(error: unknown): AppError | null {
  if (!(error instanceof Error) || error instanceof AppError) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (LOST_CODES.includes(code) || error.message.startsWith('Connection terminated')) {
    return new AppError(
      'database-lost',
      `The database went away in the middle (${error.message}). Nothing half-made was kept: run the command again.`,
      { cause: error },
    );
  }
  if (!(error instanceof DatabaseError)) return null;
  if (code === '42501') {
    return new AppError(
      'database-forbidden',
      `The role in DATABASE_URL may not do this: ${error.message}. Name the role that owns the tables.`,
      { cause: error },
    );
  }
  if (code === '55P04') {
    return new AppError(
      'database-enum-in-use',
      `This PostgreSQL cannot make and fill the tables in one step: ${error.message}. Restore into PostgreSQL 17 or newer, or ` +
        'let `prisma migrate deploy` of the version that made the backup make the tables first.',
      { cause: error },
    );
  }
  // Its details and the rest of the place quote the row, in which there may be secrets.
  const place = /^COPY \S+, line \d+/.exec(error.where ?? '')?.[0] ?? '';
  return new AppError(
    'database-refused',
    `The database refused: ${error.message} (SQLSTATE ${code}). ${place}\nNothing was kept.`,
    { cause: error },
  );
}
