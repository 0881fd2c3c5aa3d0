import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProcess } from './processes.ts';

/** What the holder of a lock tells others. */
export interface LockNote {
  readonly pid: number;
  /** Tells this process from a later one with the same id. */
  readonly startMark: string | null;
  /** Where the app answers, once it does. */
  readonly url: string | null;
  /** The web server below the holder, which outlives a holder that is killed outright. */
  readonly server: { readonly pid: number; readonly startMark: string | null } | null;
}

/** A lock held by this process. */
export interface Lock {
  /** Note of the dead holder that this lock was taken from. */
  readonly takenFrom: LockNote | null;
  update: (change: Partial<Pick<LockNote, 'url' | 'server'>>) => void;
  release: () => void;
}

/**
 * Takes an exclusive lock, or says who holds it. A lock whose holder has died is taken over.
 *
 * @param file path of the lock file; its folder must exist
 * @returns the lock, or the live holder's note
 */
export function tryLock(file: string): { lock: Lock } | { heldBy: LockNote } {
  let note: LockNote = {
    pid: process.pid,
    startMark: findProcess(process.pid)?.startMark ?? null,
    url: null,
    server: null,
  };
  const taken = takeFile(file, note);
  if ('heldBy' in taken) return taken;
  return {
    lock: {
      takenFrom: taken.takenFrom,
      update: (change) => {
        note = { ...note, ...change };
        replaceFile(file, note);
      },
      release: () => {
        if (readNote(file)?.pid === process.pid) rmSync(file, { force: true });
      },
    },
  };
}

/**
 * Takes a lock, waiting for its holder to let go.
 *
 * @param onWait called once with the holder's note if there is need to wait
 */
export async function waitForLock(
  file: string,
  signal: AbortSignal,
  onWait: (note: LockNote) => void,
): Promise<Lock> {
  for (let hasWaited = false; ; hasWaited = true) {
    const attempt = tryLock(file);
    if ('lock' in attempt) return attempt.lock;
    if (!hasWaited) onWait(attempt.heldBy);
    await sleep(200, undefined, { signal });
  }
}

/** Whether the process that wrote a note is still the one with that id. */
export function isHolderAlive(holder: Pick<LockNote, 'pid' | 'startMark'>): boolean {
  const found = findProcess(holder.pid);
  return found !== null && (holder.startMark === null || found.startMark === holder.startMark);
}

function takeFile(file: string, note: LockNote): { takenFrom: LockNote | null } | { heldBy: LockNote } {
  if (createFile(file, note)) return { takenFrom: null };
  const holder = readNote(file);
  if (holder !== null && isHolderAlive(holder)) return { heldBy: holder };
  // Two starters may both see a dead holder: only the one that makes the guard file may replace the lock.
  const guard = `${file}.guard`;
  if (!createFile(guard, note)) {
    const guardMaker = readNote(guard);
    if (guardMaker !== null && !isHolderAlive(guardMaker)) rmSync(guard, { force: true });
    return { heldBy: readNote(file) ?? note };
  }
  try {
    const current = readNote(file);
    if (current !== null && isHolderAlive(current)) return { heldBy: current };
    replaceFile(file, note);
    return { takenFrom: current };
  } finally {
    rmSync(guard, { force: true });
  }
}

/** Creates a file with its content in one stroke, so that nobody ever reads it half-written. */
function createFile(file: string, note: LockNote): boolean {
  const draft = writeDraft(file, note);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function replaceFile(file: string, note: LockNote): void {
  renameSync(writeDraft(file, note), file);
}

function writeDraft(file: string, note: LockNote): string {
  const draft = `${file}.${String(process.pid)}`;
  writeFileSync(draft, `${JSON.stringify(note)}\n`, { mode: 0o644 });
  return draft;
}

function readNote(file: string): LockNote | null {
  try {
    const note: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isNote(note) ? note : null;
  } catch {
    return null;
  }
}

function isNote(value: unknown): value is LockNote {
  return typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number';
}
