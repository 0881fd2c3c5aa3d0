import { AppError } from '../platform/errors.ts';

const DISK_FULL =
  'the disk is full. Free some space (about 1 GB is enough) and start again; nothing half-made is used.';

/**
 * Turns the output of a failed program into an explanation with a remedy.
 *
 * @param what the step in words, such as `Building the app`
 * @param remedy what to do when the output shows no better known cause
 */
export function explainFailure(what: string, output: string, remedy: string): AppError {
  const tail = output.split('\n').slice(-25).join('\n');
  if (/no space left on device|ENOSPC|53100/i.test(output)) {
    return new AppError('disk-full', `${what} failed because ${DISK_FULL}\n${tail}`);
  }
  if (/heap out of memory|ENOMEM|cannot allocate memory/i.test(output)) {
    return new AppError(
      'memory-full',
      `${what} failed for want of memory. Close other programs and start again.\n${tail}`,
    );
  }
  return new AppError('step-failed', `${what} failed. ${remedy}\n${tail}`);
}

/**
 * Turns an error of the file system into an explanation with a remedy.
 *
 * @returns `null` when it is none that a user can do something about
 */
export function explainSystemError(error: unknown): AppError | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const file = 'path' in error && typeof error.path === 'string' ? error.path : 'A file';
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
    return new AppError('disk-full', `${file} could not be written because ${DISK_FULL}`, { cause: error });
  }
  if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS') {
    return new AppError(
      'unwritable',
      `${file} cannot be read or written by this user (${error.code}). Start as the user who owns it (a start as root leaves ` +
        'files of root), give this user the folder, or set WATERLINE_DATA_DIR to a folder of your own.',
      { cause: error },
    );
  }
  return null;
}
