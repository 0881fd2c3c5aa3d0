import 'server-only';

import { scenarioOf } from '#lib/contracts/alerts/alert-spec.ts';
import {
  findScenarioHeads,
  insertFirings,
  readDataMark,
  storeEvaluated,
  takeDueAlerts,
  type DueAlert,
  type NewFiring,
} from '#lib/db/alert-evaluation.ts';
import { inTransaction, type DbTransaction } from '#lib/db/transaction.ts';
import { now } from '#lib/platform/clock.ts';
import { log } from '#lib/platform/log.ts';

import { currentDataVersion } from '../scope/current-data-version.ts';
import type { AlertReaders, AlertWorld } from './alert-readers.ts';
import { evaluateRules } from './evaluate-rules.ts';
import { ALERT_READERS } from './readers.ts';
import { tellMembers } from './tell-members.ts';

/** Rules of one transaction: a crash loses the work of so many, never what they found. */
const AT_ONCE = 2_000;
/** The name of an hour, since ages move without new data. */
const HOUR_LENGTH = 13;

interface EvaluateOptions {
  readonly signal?: AbortSignal;
  readonly atOnce?: number;
  /** What rules are read from; tests plant series. */
  readonly readers?: AlertReaders;
  readonly nowAt?: () => Date;
}

/**
 * Evaluates every rule that was not evaluated yet with the data, the hour and the scenarios as they are. Each rule is
 * locked while it is, and its state, what it fired for and what is to be sent are committed together: any number of
 * processes may do so at once, and one that dies leaves the rest to the next.
 *
 * @returns how many rules were evaluated
 */
export async function evaluateAlerts({
  signal,
  atOnce = AT_ONCE,
  readers = ALERT_READERS,
  nowAt = now,
}: EvaluateOptions = {}): Promise<number> {
  let count = 0;
  while (signal?.aborted !== true) {
    const done = await inTransaction((tx) =>
      evaluateDue(tx, { limit: atOnce, onlyId: null, readers, at: nowAt() }),
    );
    if (done === 0) break;
    count += done;
  }

  return count;
}

/** Rules that are evaluated in this process because somebody has just made or changed them, one after the other. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Evaluates one rule at once. Those of a process wait for each other: each holds one connection while it reads through
 * others, and many at once would leave none to read through. One that fails is left to the worker, for which it is due.
 */
export async function evaluateAlert(id: string): Promise<void> {
  const done = queue.then(() =>
    inTransaction((tx) => evaluateDue(tx, { limit: 1, onlyId: id, readers: ALERT_READERS, at: now() })),
  );
  queue = done.catch((error: unknown) => {
    log().error({ err: error, id }, 'an alert could not be evaluated');
  });
  await queue;
}

interface DueTask {
  readonly limit: number;
  readonly onlyId: string | null;
  readonly readers: AlertReaders;
  readonly at: Date;
}

async function evaluateDue(tx: DbTransaction, { limit, onlyId, readers, at }: DueTask): Promise<number> {
  const { dataVersion, refreshedAt } = await readDataMark(tx);
  // Without facts there is nothing to evaluate.
  if (dataVersion === 0) return 0;
  const mark = `${at.toISOString().slice(0, HOUR_LENGTH)} ${String(dataVersion)} ${refreshedAt}`;
  const rules = await takeDueAlerts(tx, mark, { limit, onlyId });
  if (rules.length === 0) return 0;
  // What is remembered of the newest import may be older than the mark.
  currentDataVersion.forget();
  const world: AlertWorld = {
    on: at.toISOString().slice(0, 10),
    at: at.toISOString(),
    nowMs: at.getTime(),
    dataVersion,
  };
  const heads = await findScenarioHeads(tx, listScenarios(rules));
  const outcomes = await evaluateRules(rules, { readers, heads, world });
  await storeEvaluated(
    tx,
    outcomes.map(({ evaluated }) => evaluated),
    at,
  );
  const firings = outcomes.flatMap((outcome) => outcome.firings);
  const kept = new Set((await insertFirings(tx, firings, at)).map(keyOf));
  await tellMembers(tx, listNew(firings, kept), rules);

  return rules.length;
}

function listScenarios(rules: readonly DueAlert[]) {
  const wanted = rules.flatMap(({ spec, scenarioVersion }) => {
    const id = scenarioOf(spec);
    return id === null || scenarioVersion === null ? [] : [[id, scenarioVersion] as const];
  });

  return [...new Map(wanted)].map(([id, version]) => ({ id, version }));
}

function listNew(firings: readonly NewFiring[], kept: ReadonlySet<string>): readonly NewFiring[] {
  return firings.filter((firing) => kept.has(keyOf(firing)));
}

function keyOf({ ruleId, dedupeKey }: Pick<NewFiring, 'ruleId' | 'dedupeKey'>): string {
  return `${ruleId} ${dedupeKey}`;
}
