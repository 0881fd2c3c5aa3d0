import 'server-only';

import { companyWords } from '#lib/charts/alerts/alert-words.ts';
import { db } from '#lib/db/client.ts';

import { listMatured, type MaturedCall } from '../track-record/list-matured.ts';
import type { AlertOccurrence, AlertWorld, EventReader } from './alert-readers.ts';

/** Calls of the track record that what was published has settled. */
export const MATURED_READER: EventReader<'call-matured'> = {
  family: 'events',
  read: async (questions, world) => {
    // Rules that were evaluated together ask since the same instant.
    const found = new Map<string, Promise<readonly AlertOccurrence[]>>();
    return Promise.all(
      questions.map(({ mark: { at } }) => {
        const loading = found.get(at) ?? load(new Date(at), world);
        found.set(at, loading);
        return loading;
      }),
    );
  },
  history: async (_spec, fromOn, world) => ({
    occurrences: (await load(new Date(0), world)).filter(({ on }) => on >= fromOn),
    sampled: 'by the day on which each was settled',
    absence: null,
  }),
};

async function load(since: Date, { on, dataVersion }: AlertWorld): Promise<readonly AlertOccurrence[]> {
  const calls = await listMatured(db(), { since, asOf: on });
  return calls.map((call) => toOccurrence(call, dataVersion));
}

function toOccurrence(call: MaturedCall, dataVersion: number): AlertOccurrence {
  const { key, state, maturedOn, subject, vendor, quarter, actual, inside80 } = call;
  const what = `${SUBJECT_WORDS[subject]}${vendor === null ? '' : ` of ${companyWords(vendor)}`}, ${quarter}`;
  const came = state === 'graded' ? 'settled' : 'given up, since nobody disclosed the figure';

  return {
    // A call that was given up and is graded after all comes again.
    key: `${key} ${state}`,
    on: maturedOn,
    recordedInBatch: dataVersion,
    title: `Frozen call on ${what}: ${came}`,
    ...{ before: null, beforeOn: null, after: actual ?? null },
    unit: subject === 'saving' ? 'fraction' : 'USD bn',
    path: '/track-record',
    details: () =>
      Promise.resolve(
        inside80 === undefined
          ? []
          : [`The figure lies ${inside80 ? 'inside' : 'outside'} the call’s 80 % band.`],
      ),
  };
}

const SUBJECT_WORDS: Readonly<Record<MaturedCall['subject'], string>> = {
  'hbm-revenue': 'HBM revenue',
  'hbm-total': 'HBM revenue of all vendors',
  capex: 'capex of the six issuers',
  saving: 'the fleet’s memory saving',
};
