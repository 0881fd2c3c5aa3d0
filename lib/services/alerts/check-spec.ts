import 'server-only';

import { FACT_TABLES } from '#lib/contracts/facts/tables.ts';
import { VENDOR_METRICS, scenarioOf, type AlertSpec } from '#lib/contracts/alerts/alert-spec.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import type { InputFault } from '#lib/core/input-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { findNearestNames } from '#lib/core/watchlist/nearest-names.ts';
import { watchKey } from '#lib/core/watchlist/types.ts';

import { loadLedger } from '../sources/get-ledger.ts';
import { loadKnownThings, type KnownThing } from '../watchlists/known-things.ts';
import { answerScenario } from './answer-scenarios.ts';

/**
 * What a rule watches with its names as they are on file, whatever the case they were written in. Faults name the field
 * that says something that is not there, with what comes nearest; a scenario of somebody else is not there.
 */
export async function checkSpec(ownerId: string, spec: AlertSpec): Promise<Result<AlertSpec, RequestFault>> {
  const known = await loadKnownThings(ownerId);
  if (!known.ok) return known;
  const { byKind, byKey, asOf, dataVersion } = known.value;
  const scenarioId = scenarioOf(spec);
  if (scenarioId !== null && !byKey.has(watchKey({ kind: 'scenario', ref: scenarioId }))) {
    return refuse('scenarioId', 'is no scenario of yours');
  }
  switch (spec.kind) {
    case 'price-level':
    case 'stale':
      return withTicker(spec, byKind.stock);
    case 'implied-move': {
      const tickers = await listModelled(asOf, dataVersion);
      return withTicker(
        spec,
        byKind.stock.filter(({ ref }) => tickers.includes(ref)),
      );
    }
    case 'exposure-level': {
      if (!VENDOR_METRICS.includes(spec.metric)) {
        return spec.ticker === null ? ok(spec) : refuse('ticker', 'goes with metrics of one vendor only');
      }
      const tickers = await listModelled(asOf, dataVersion);
      return withTicker(
        spec,
        byKind.stock.filter(({ ref }) => tickers.includes(ref)),
      );
    }
    case 'hbm-disclosed':
      return spec.ticker === null ? ok(spec) : withTicker(spec, byKind.stock);
    case 'guide-revised': {
      if (spec.issuer === null) return ok(spec);
      const found = findNamed(spec.issuer, byKind.issuer);
      return found === null
        ? refuse('issuer', unknown(spec.issuer, 'no issuer of capex', byKind.issuer))
        : ok({ ...spec, issuer: found });
    }
    case 'fact-revised': {
      if (!FACT_TABLES.some((table) => table === spec.table)) {
        return refuse('table', `is no table of the ledger; use one of ${FACT_TABLES.join(', ')}`);
      }
      const { rows } = await loadLedger({ asOf, dataVersion });
      const isThere = rows.some(({ table, key }) => table === spec.table && key === spec.key);
      return isThere ? ok(spec) : refuse('key', `is no value of ${spec.table}; Sources lists them`);
    }
    default:
      return ok(spec);
  }
}

/** Tickers of the vendors that the model values. */
async function listModelled(asOf: string, dataVersion: number): Promise<readonly string[]> {
  const answered = await answerScenario(null, { asOf, dataVersion });
  return 'answer' in answered ? answered.answer.vendors.map((vendor) => vendor.ticker) : [];
}

function withTicker<Spec extends AlertSpec & { readonly ticker: string | null }>(
  spec: Spec,
  stocks: readonly KnownThing[],
): Result<Spec, RequestFault> {
  if (spec.ticker === null) return refuse('ticker', 'must name the vendor');
  const found = findNamed(spec.ticker, stocks);

  return found === null
    ? refuse('ticker', unknown(spec.ticker, 'no ticker that is followed here', stocks))
    : ok({ ...spec, ticker: found });
}

function findNamed(written: string, things: readonly KnownThing[]): string | null {
  const wanted = written.toLowerCase();
  return (
    things.find(({ ref, title }) => [ref, title].some((name) => name.toLowerCase() === wanted))?.ref ?? null
  );
}

function unknown(written: string, what: string, things: readonly KnownThing[]): string {
  const nearest = findNearestNames(
    written,
    things.map(({ ref, title }): readonly [string, ...string[]] => [ref, title]),
  );
  return `“${written}” is ${what}; nearest are ${nearest.join(', ')}`;
}

function refuse(field: string, remedy: string): Result<never, RequestFault> {
  const fault: InputFault = { pointer: `/spec/${field}`, message: `spec.${field} ${remedy}` };
  return err(invalidInput([fault]));
}
