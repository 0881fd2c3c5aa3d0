import 'server-only';

import type { ImpliedListingItem } from '#lib/contracts/implied-saving.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { Observation } from '#lib/core/alerts/run-level.ts';

import { solveImpliedSaving } from '../implied-saving/solve-implied.ts';
import type { AlertWorld, LevelReader, Reading } from './alert-readers.ts';

/** The smallest saving that explains a price needs no draws; this is the least that the engine takes. */
const DRAWS = 16;
const UNIT = '%';

/** The saving that the price of a listing implies in the base scenario, per cent of HBM, session by session. */
export const IMPLIED_READER: LevelReader<'implied-move'> = {
  family: 'level',
  condition: ({ by }) => ({ kind: 'moved', by }),
  subjectOf: ({ ticker }) => ticker,
  read: async (subjects, world) => {
    const readings = new Map<string, Reading>();
    for (const ticker of subjects.keys()) readings.set(ticker, await readListing(ticker, world));

    return readings;
  },
  history: async ({ spec: { ticker } }, fromOn, world) => {
    const { observations, lapse, unit } = await readListing(ticker, world);
    const shown = observations.filter(({ on }) => on >= fromOn);
    const first = observations[0]?.on ?? null;

    return {
      ...{ unit, lapse, observations: shown, fromOn: first !== null && first > fromOn ? first : fromOn },
      sampled: 'at every close since the event that it counts from',
      absence: first === null ? lapse : first > fromOn ? `it counts from ${first}` : null,
    };
  },
  pathOf: () => '/priced-in',
};

async function readListing(ticker: string, { on: asOf, dataVersion }: AlertWorld): Promise<Reading> {
  const solved = await solveImpliedSaving({
    scenario: { asOf, dataVersion },
    tickers: [ticker],
    draws: DRAWS,
  });
  if (!solved.ok) return { unit: UNIT, observations: [], lapse: describe(solved.error), breaks: [] };
  const item = solved.value.items.find((each) => each.ticker === ticker);
  const sessions = item?.history ?? [];
  const lapse = sessions.length === 0 ? (item?.absence ?? `${ticker} is not modelled`) : null;

  return { unit: UNIT, observations: sessions.map(toObservation), lapse, breaks: [] };
}

function toObservation({ sessionOn, verdict, roots }: ImpliedListingItem['history'][number]): Observation {
  const [root] = roots;
  const value = verdict === 'implied' && root !== undefined ? ((root.from + root.to) / 2) * 100 : null;
  return {
    at: sessionOn,
    on: sessionOn,
    value,
    absence: value === null ? VERDICT_WORDS[verdict] : null,
    bounds: null,
  };
}

const VERDICT_WORDS: Readonly<Record<ImpliedListingItem['history'][number]['verdict'], string>> = {
  implied: 'no single saving explains the price',
  'not-separable': 'the price has not moved enough to tell a saving from chance',
  none: 'no saving explains so large a move',
  rise: 'the price moved the other way than a saving moves it',
  fall: 'the price moved the other way than a saving moves it',
  'no-exposure': 'no saving moves its value',
};

function describe(fault: RequestFault): string {
  return fault.kind === 'invalid-input'
    ? fault.faults.map(({ message }) => message).join('; ')
    : fault.detail;
}
