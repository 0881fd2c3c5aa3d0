// Run by lock.test.ts in several processes: takes the lock, notes that it entered and left, and lets go or dies.
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitForLock } from '#lib/start/lock.ts';

const [file = '', journal = '', end = 'release'] = process.argv.slice(2);
const lock = await waitForLock(file, new AbortController().signal, () => undefined);
appendFileSync(journal, 'enter\n');
await sleep(30);
appendFileSync(journal, 'leave\n');
if (end === 'die') process.kill(process.pid, 'SIGKILL');
lock.release();
