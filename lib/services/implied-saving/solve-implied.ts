import 'server-only';

import { impliedBodySchema } from '#lib/contracts/implied-saving.ts';
import type { ImpliedBody, ImpliedListingItem, ImpliedResponse } from '#lib/contracts/implied-saving.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { IMPLIED_DRAWS, MOST_IMPLIED_DRAWS } from '#lib/core/implied-saving/drawn-curves.ts';
import {
  createModelSide,
  scenarioSavingOf,
  studyImplied,
  type ImpliedListing,
  type ImpliedSession,
} from '#lib/core/implied-saving/evaluate.ts';
import type { InputFault } from '#lib/core/input-fault.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { getExposureWorld } from '../exposure/get-exposure-world.ts';
import { getMarketSide } from './get-market-side.ts';

/** Fewer would leave the ends of an 80 % range to two draws. */
const LEAST_DRAWS = 16;

/**
 * Implied saving of every listing since a close, its history, and one saving for all makers of HBM.
 *
 * @param input JSON as received; every bad field is named at once
 */
export async function solveImpliedRequest(input: unknown): Promise<Result<ImpliedResponse, RequestFault>> {
  const body = parseInput(impliedBodySchema, input);
  if (!body.ok) return err(invalidInput(body.error));

  return solveImpliedSaving(body.value);
}

/** The same for a body that has been read. */
export async function solveImpliedSaving(body: ImpliedBody): Promise<Result<ImpliedResponse, RequestFault>> {
  const faults = findDrawFaults(body);
  if (faults.length > 0) return err(invalidInput(faults));
  const { asOf, dataVersion: wanted, vendors: _rows, ...fields } = body.scenario ?? {};
  const versioned = await getExposureWorld({ asOf, dataVersion: wanted });
  if (!versioned.ok) return versioned;
  const { world, dataVersion } = versioned.value;
  const scope = { asOf: world.asOf, dataVersion };
  const read = await getMarketSide(world, scope, body);
  if (!read.ok) return read;
  const { market, difference } = read.value;
  const known = market.listings.map(({ ticker }) => ticker);
  const unknown = (body.tickers ?? []).filter((ticker) => !known.includes(ticker));
  if (unknown.length > 0) return err(unknownTickers(unknown, known));

  const scenario = given(fields);
  const listings = market.listings.filter(({ ticker }) => body.tickers?.includes(ticker) ?? true);
  const tickers = listings.map(({ ticker }) => ticker);
  const saving = scenarioSavingOf(world, scenario);
  if (!saving.ok) return err(invalidInput(saving.error.map(intoScenario)));
  const model = createModelSide(
    world,
    { scenario, ...given({ draws: body.draws, seed: body.seed }) },
    tickers,
  );
  if (!model.ok) return err(invalidInput(model.error.map(intoScenario)));
  const study = studyImplied({ ...market, listings }, model.value, saving.value, tickers);

  return ok({
    modelVersion: MODEL_VERSION,
    ...scope,
    seed: study.seed,
    draws: study.draws,
    sinceOn: market.sinceOn,
    event: market.eventId,
    eventTitle: market.eventTitle,
    source: market.source,
    frozenOn: market.frozenOn,
    frozenDifference: difference,
    scenarioSaving: study.scenarioSaving,
    items: study.listings.map(toItem),
    joint: study.joint,
  });
}

function toItem(listing: ImpliedListing): ImpliedListingItem {
  const { market, newest } = listing;
  return {
    ticker: listing.ticker,
    name: listing.name,
    marketCapUsdBn: listing.marketCapUsdBn,
    marketCapAsOn: market.marketCapAsOn,
    d0On: market.path?.d0On ?? null,
    benchmark: market.basis?.benchmark ?? null,
    alpha: market.basis?.alpha ?? null,
    beta: market.basis?.beta ?? null,
    residualStdDev: market.basis?.residualStdDev ?? null,
    estimationFromOn: market.basis?.estimationFromOn ?? null,
    estimationToOn: market.basis?.estimationToOn ?? null,
    estimationSessions: market.basis?.estimationSessions ?? null,
    reachLowUsdBn: newest?.reach.low ?? null,
    reachHighUsdBn: newest?.reach.high ?? null,
    changeUsdBn: newest?.change.usdBn ?? null,
    modelUsdBn: newest?.modelUsdBn ?? null,
    gapUsdBn: newest?.gapUsdBn ?? null,
    gapPct: newest?.gapPct ?? null,
    newest: newest === null ? null : toSession(newest),
    history: listing.history.map(toSession),
    absence: listing.absence,
  };
}

function toSession(session: ImpliedSession): ImpliedListingItem['history'][number] {
  const { sessionOn, changePct, changeLowPct, changeHighPct, verdict, roots, range } = session;
  return { sessionOn, changePct, changeLowPct, changeHighPct, verdict, roots, range };
}

function findDrawFaults({ draws = IMPLIED_DRAWS }: ImpliedBody): InputFault[] {
  if (Number.isInteger(draws) && draws >= LEAST_DRAWS && draws <= MOST_IMPLIED_DRAWS) return [];
  const range = `${String(LEAST_DRAWS)} to ${String(MOST_IMPLIED_DRAWS)}`;
  return [{ pointer: '/draws', message: `draws must be a whole number from ${range}, not ${String(draws)}` }];
}

function unknownTickers(unknown: readonly string[], known: readonly string[]): RequestFault {
  return invalidInput(
    unknown.map((ticker) => ({
      pointer: '/tickers',
      message: `tickers "${ticker}" is no listing that the model follows; use ${known.join(', ')}`,
    })),
  );
}

/** Pointers of the engine into the scenario of the body; those of draws and seed stand beside it. */
function intoScenario(fault: InputFault): InputFault {
  const isBeside = /^\/(scenario|draws|seed|assumptions)/.test(fault.pointer);
  return isBeside ? fault : { ...fault, pointer: `/scenario${fault.pointer}` };
}

function given(
  fields: Readonly<Record<string, unknown>>,
): ExposureScenario & { draws?: number; seed?: number } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
