import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** What the operating system tells about a live process; `null` where it does not say. */
export interface ProcessFacts {
  /** Differs between two processes that had the same id one after the other. */
  readonly startMark: string | null;
  readonly command: string | null;
  readonly parentPid: number | null;
}

/**
 * Describes a process.
 *
 * @returns `null` when there is no such process or it is dead and merely not yet collected by its parent
 */
export function findProcess(pid: number): ProcessFacts | null {
  if (!hasPid(pid)) return null;
  if (process.platform === 'linux') return readProc(pid);
  if (process.platform === 'win32') return { startMark: null, command: null, parentPid: null };
  return askPs(pid);
}

/** Process ids, in no order, whose working folder is `directory`; Linux only, elsewhere none are found. */
export function listProcessesIn(directory: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingFolder(pid) === directory && findProcess(pid) !== null);
}

/** Working folder of a process; `null` when the system does not say. */
export function workingFolder(pid: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    return readlinkSync(`/proc/${String(pid)}/cwd`);
  } catch {
    return null;
  }
}

function hasPid(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function readProc(pid: number): ProcessFacts | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The second field is the name in brackets and may itself hold spaces and brackets.
    const [state, parentPid, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return null;
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const command = readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')
      .replaceAll('\0', ' ')
      .trim();
    return { startMark: `${bootId}/${rest[17] ?? ''}`, command, parentPid: Number(parentPid) };
  } catch {
    return null;
  }
}

function askPs(pid: number): ProcessFacts | null {
  try {
    const columns = ['-o', 'state=', '-o', 'ppid=', '-o', 'lstart=', '-o', 'command='];
    const line = execFileSync('ps', [...columns, '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [state = '', parentPid, ...rest] = line.split(/\s+/);
    if (line === '' || state.startsWith('Z')) return null;
    return {
      startMark: rest.slice(0, 5).join(' '),
      command: rest.slice(5).join(' '),
      parentPid: Number(parentPid),
    };
  } catch {
    return null;
  }
}
