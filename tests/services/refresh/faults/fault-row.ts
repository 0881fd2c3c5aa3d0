/** One line of the table of faults: what a refresh under a fault stores and what Health shows, and what follows. */
import { stateOfRun, stateOfSource, whyOfRun } from '#app/(app)/health/run-words.ts';
import { ok } from '#lib/core/result.ts';
import { findRun } from '#lib/db/refresh-runs.ts';
import { sumSubjects } from '#lib/db/refresh-subjects.ts';
import { listQuarantine } from '#lib/services/quarantine/list-quarantine.ts';
import { listRefresh } from '#lib/services/refresh/list-refresh.ts';
import { takeUpRuns } from '#lib/services/refresh/take-up-runs.ts';
import type { SubjectTask } from '#lib/services/refresh/subject-task.ts';
import type { SourceId } from '#lib/sources/source.ts';
import { driveRefresh, runNow } from '#tests/support/refresh-run.ts';

/** A source on loopback as one fault meets it: a first day is fetched in peace, then comes the fault with a new day. */
export interface FaultRig {
  readonly source: SourceId;
  readonly jobId: string;
  /** Instants of the first fetch and of the one under the fault. */
  readonly peaceMs: number;
  readonly faultMs: number;
  readonly tasksAt: (nowMs: () => number) => readonly SubjectTask[];
  readonly startFault: () => void;
  readonly endFault: () => void;
  /** What the database holds of it, in order, as text. */
  readonly stored: () => Promise<readonly string[]>;
  /** What it must hold once all is well: everything that the source has, and nothing else. */
  readonly truth: () => Promise<readonly string[]> | readonly string[];
  readonly close: () => Promise<void>;
}

/** What was seen; the printed table is made of nothing else. */
export interface FaultRow {
  readonly source: SourceId;
  readonly fault: string;
  /** Under the fault: new rows, and rows that say something else. */
  readonly stored: string;
  /** Values that wait for a decision on Health, with what can be done. */
  readonly keptApart: string;
  /** State of the run on Health. */
  readonly run: string;
  /** State of the source on Health. */
  readonly sourceState: string;
  /** What Health says of the run, and of the first value kept apart; empty when there is nothing to say. */
  readonly why: string;
  readonly nextTry: string;
  /** What the run after the fault did. */
  readonly then: string;
  /** Whether everything from before the fault stood all the while, and whether all is stored in the end. */
  readonly data: string;
}

/** Drives a fault from the day before it to the run after it. */
export async function driveFault(name: string, rig: FaultRig): Promise<FaultRow> {
  const deps = driveRefresh(rig.peaceMs, () => Promise.resolve(ok(rig.tasksAt(() => deps.nowMs()))));
  const run = () => runNow(rig.source, rig.jobId, deps);
  await run();
  const before = await rig.stored();
  if (before.length === 0) throw new Error(`${name}: nothing was stored before the fault`);
  const waiting = await listOpenIds();

  deps.moveTo(rig.faultMs);
  rig.startFault();
  const id = await run();
  const { items, sources } = await listRefresh({ source: rig.source, limit: 1 });
  const [item, source] = [items[0], sources[0]];
  if (item?.id !== String(id) || source === undefined)
    throw new Error(`${name}: Health does not show the run`);
  const held = (await listQuarantine({ state: 'open', limit: 500 })).items.filter(
    (value) => !waiting.includes(value.id),
  );
  const under = await rig.stored();
  const nextTryMs = item.nextTryAt === null ? null : Date.parse(item.nextTryAt);

  rig.endFault();
  // A run that waits is taken up when it said; one that has ended is followed by that of the next slot.
  deps.moveTo(nextTryMs ?? rig.faultMs + 3_600_000);
  const [follower, words] = nextTryMs === null ? [await run(), 'next slot'] : [id, 'same run'];
  if (nextTryMs !== null) await takeUpRuns(rig.source, deps);
  const after = await findRun(follower);
  const counts = (await sumSubjects([follower])).get(follower);
  const truth = await rig.truth();

  return {
    source: rig.source,
    fault: name,
    stored: countWords(item),
    keptApart: keptApartWords(held),
    run: stateOfRun(item),
    sourceState: stateOfSource(source),
    // Ports differ from run to run.
    why: [whyOfRun(item), ...held.slice(0, 1).map(({ reason }) => reason)]
      .filter((words) => words !== '')
      .join(' / ')
      .replaceAll(/127\.0\.0\.1:\d+/g, 'the source'),
    nextTry: nextTryWords(nextTryMs, rig.faultMs),
    then: `${words}: ${after?.state ?? 'lost'}, ${countWords(counts ?? { newCount: 0, revisedCount: 0 })}`,
    data: [
      before.every((line) => under.includes(line)) ? 'kept' : 'CHANGED',
      sameLines(await rig.stored(), truth) ? 'whole' : 'NOT WHOLE',
    ].join(', '),
  };
}

async function listOpenIds(): Promise<readonly string[]> {
  return (await listQuarantine({ state: 'open', limit: 500 })).items.map(({ id }) => id);
}

function countWords({ newCount, revisedCount }: { newCount: number; revisedCount: number }): string {
  if (newCount + revisedCount === 0) return 'nothing';

  return [
    newCount > 0 ? `${String(newCount)} new` : '',
    revisedCount > 0 ? `${String(revisedCount)} revised` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function keptApartWords(held: readonly { readonly wouldStore: unknown }[]): string {
  if (held.length === 0) return 'none';
  const acceptable = held.filter(({ wouldStore }) => wouldStore !== null).length;

  return `${String(held.length)}, ${acceptable === 0 ? 'to be corrected' : `${String(acceptable)} to accept or keep out`}`;
}

/** Delays are lengthened by a jitter of up to twelve seconds; which one is no matter here. */
function nextTryWords(nextTryMs: number | null, faultMs: number): string {
  if (nextTryMs === null) return 'next slot';
  const seconds = (nextTryMs - faultMs) / 1000;
  const said = [60, 240, 1800].find((asked) => seconds >= asked && seconds <= asked + 12);

  return said === undefined ? `after ${String(seconds)} s` : `after ${String(said)} s`;
}

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const HEADINGS = {
  source: 'source',
  fault: 'fault',
  stored: 'stored',
  keptApart: 'kept apart',
  run: 'run',
  sourceState: 'source on Health',
  nextTry: 'next try',
  then: 'after the fault',
  data: 'data',
  why: 'what Health says',
} as const satisfies Record<keyof FaultRow, string>;

/** The table as text, a line a fault. */
export function printFaults(rows: readonly FaultRow[]): string {
  const names = Object.keys(HEADINGS) as (keyof FaultRow)[];
  const widths = names.map((name) => Math.max(HEADINGS[name].length, ...rows.map((row) => row[name].length)));
  const lineOf = (row: Readonly<Record<keyof FaultRow, string>>): string =>
    names
      .map((name, index) => row[name].padEnd(widths[index] ?? 0))
      .join(' | ')
      .trimEnd();

  return [lineOf(HEADINGS), ...rows.map(lineOf)].join('\n');
}
