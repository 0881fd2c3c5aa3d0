import 'server-only';

import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { usualDate, type AsOfLink } from '#lib/core/backtest/as-of-link.ts';
import type { Backtest } from '#lib/core/backtest/run-backtest.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import { scopeOfLink } from '#lib/core/link/pin.ts';
import type { Reconciliation } from '#lib/core/reconciliation/reconcile.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { getKnowledge, type Knowledge } from '#lib/services/as-of/get-knowledge.ts';
import { listNews, type News } from '#lib/services/as-of/list-news.ts';
import { getBacktest } from '#lib/services/backtest/get-backtest.ts';
import { getReconciliation } from '#lib/services/reconciliation/get-reconciliation.ts';

/** Everything of the page. `link` is what was used; what was refused stands in `faults`. */
export interface LoadedAsOf {
  readonly link: AsOfLink;
  readonly faults: readonly LinkFault[];
  readonly then: Knowledge;
  readonly now: Knowledge;
  readonly news: News;
  readonly backtest: Backtest;
  /** Knowledge at the days of the back-test. */
  readonly modelsOfRuns: readonly Knowledge[];
  readonly reconciliation: Reconciliation;
}

/** Loads the page of `link`: a day or runs that cannot be had are refused by name, and the usual ones shown. */
export async function loadAsOf(link: AsOfLink): Promise<Result<LoadedAsOf, RequestFault>> {
  const now = await getKnowledge(scopeOfLink(link));
  if (!now.ok) return now;
  const scope = { asOf: now.value.asOf, dataVersion: now.value.dataVersion };
  const [past, tested, reconciled] = await Promise.all([
    loadPast(link, now.value),
    loadBacktest(link, scope),
    getReconciliation(scope),
  ]);
  if (!past.ok) return past;
  if (!tested.ok) return tested;
  if (!reconciled.ok) return reconciled;
  const then = past.value.knowledge;
  const { backtest } = tested.value;
  const [news, ...ofRuns] = await Promise.all([
    listNews(then.asOf, scope),
    ...backtest.runs.map(({ asOf }) => getKnowledge({ asOf, dataVersion: scope.dataVersion })),
  ]);

  return ok({
    link: {
      ...link,
      date: past.value.fault === null ? link.date : null,
      runs: tested.value.fault === null ? link.runs : null,
    },
    faults: [past.value.fault, tested.value.fault].filter((fault) => fault !== null),
    then,
    now: now.value,
    news,
    backtest,
    modelsOfRuns: ofRuns.flatMap((known) => (known.ok ? [known.value] : [])),
    reconciliation: reconciled.value.reconciliation,
  });
}

interface LoadedPast {
  readonly knowledge: Knowledge;
  readonly fault: LinkFault | null;
}

async function loadPast(link: AsOfLink, now: Knowledge): Promise<Result<LoadedPast, RequestFault>> {
  const { dataVersion } = now;
  const usual = usualDate(now.asOf);
  let fault: LinkFault | null = null;
  if (link.date !== null) {
    const asked =
      link.date < now.asOf ? await getKnowledge({ asOf: link.date, dataVersion }) : notPast(now.asOf);
    if (asked.ok) return ok({ knowledge: asked.value, fault: null });
    fault = { param: 'date', raw: link.date, message: messageOf(asked.error) };
  }
  if (usual === null) return err(invalidDate(`none of the usual days lies before ${now.asOf}; choose one`));
  const knowledge = await getKnowledge({ asOf: usual, dataVersion });

  return knowledge.ok ? ok({ knowledge: knowledge.value, fault }) : knowledge;
}

function notPast(asOf: string): Result<Knowledge, RequestFault> {
  return err(invalidDate(`must lie before ${asOf}, the day that it is set against`));
}

function invalidDate(message: string): RequestFault {
  return { kind: 'invalid-input', faults: [{ pointer: '/date', message }] };
}

interface LoadedBacktest {
  readonly backtest: Backtest;
  readonly fault: LinkFault | null;
}

async function loadBacktest(
  { runs }: AsOfLink,
  scope: { readonly asOf: string; readonly dataVersion: number },
): Promise<Result<LoadedBacktest, RequestFault>> {
  let fault: LinkFault | null = null;
  if (runs !== null) {
    const asked = await getBacktest(scope, runs);
    if (asked.ok) return ok({ backtest: asked.value.backtest, fault: null });
    fault = { param: 'runs', raw: runs.join(','), message: messageOf(asked.error) };
  }
  const usual = await getBacktest(scope);

  return usual.ok ? ok({ backtest: usual.value.backtest, fault }) : usual;
}

function messageOf(fault: RequestFault): string {
  if (fault.kind !== 'invalid-input') return fault.detail;
  return fault.faults.map(({ message }) => message.replace(/^asOf /, '')).join('; ');
}
