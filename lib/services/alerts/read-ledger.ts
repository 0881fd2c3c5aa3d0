import 'server-only';

import { changeTitle, effectSentence, moveSentence } from '#lib/charts/alerts/occurrence-words.ts';
import type { AlertKind, SpecOf } from '#lib/contracts/alerts/alert-spec.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import { FACT_TABLES } from '#lib/contracts/facts/tables.ts';
import {
  listChangesAround,
  listEntries,
  listGuideRevisions,
  listHbmDisclosures,
  type LedgerChange,
} from '#lib/core/alerts/ledger-occurrences.ts';
import { listSince } from '#lib/core/alerts/run-events.ts';
import { guidePointUsdBn } from '#lib/core/demand/guide-point.ts';
import type { RecordedRevision } from '#lib/core/ledger/reported-quarters.ts';
import type { Amount } from '#lib/core/ledger/stored-fact.ts';
import { listCapexAnnouncements } from '#lib/db/capex.ts';
import { listRecordedRevisions } from '#lib/db/ledger.ts';

import { getGuideEffect } from '../exposure/get-guide-effect.ts';
import { createAnswerCache } from '../scope/answer-cache.ts';
import { scopeKey, type Scope } from '../scope/resolve-scope.ts';
import type { AlertOccurrence, AlertWorld, EventReader } from './alert-readers.ts';

type LedgerKind = Extract<AlertKind, 'guide-revised' | 'hbm-disclosed' | 'fact-revised' | 'new-entry'>;

interface LedgerNews<Kind extends LedgerKind> {
  readonly tablesOf: (spec: SpecOf<Kind>) => readonly FactTable[];
  readonly list: (revisions: readonly RecordedRevision[], spec: SpecOf<Kind>) => readonly LedgerChange[];
  readonly sampled: string;
  readonly pathOf: (change: LedgerChange) => string;
  readonly details?: (change: LedgerChange, scope: Scope) => Promise<readonly string[]>;
}

const BY_DAY = 'by the day on which each became known';

/** Guides of capex, with how far each moved exposure. */
export const GUIDE_READER = createLedgerReader<'guide-revised'>({
  tablesOf: () => ['capex_announcement'],
  list: (revisions, { issuer }) => listGuideRevisions(revisions, issuer),
  sampled: BY_DAY,
  pathOf: () => '/capex',
  details: tellEffect,
});

/** HBM revenue as vendors state it. */
export const HBM_READER = createLedgerReader<'hbm-disclosed'>({
  tablesOf: () => ['vendor_metric'],
  list: (revisions, { ticker }) => listHbmDisclosures(revisions, ticker),
  sampled: BY_DAY,
  pathOf: ({ revision }) => `/companies/${encodeURIComponent(String(revision.columns['ticker']))}`,
});

/** One stored value and what contradicts it. */
export const FACT_READER = createLedgerReader<'fact-revised'>({
  tablesOf: ({ table }) => FACT_TABLES.filter((known) => known === table),
  list: (revisions, { key }) => listChangesAround(revisions, key),
  sampled: 'by the day on which each was recorded here or became known',
  pathOf: ({ revision }) => `/sources?open=${revision.id}`,
});

/** Techniques and events. */
export const ENTRY_READER = createLedgerReader<'new-entry'>({
  tablesOf: ({ what }) => (what === 'either' ? ['technique', 'event'] : [what]),
  list: (revisions) => listEntries(revisions),
  sampled: BY_DAY,
  pathOf: ({ revision }) =>
    revision.table === 'technique'
      ? `/techniques/${encodeURIComponent(revision.key)}`
      : `/sources?open=${revision.id}`,
});

/** Every revision of a table; only those that rules ask for are kept. */
const tables = createAnswerCache<readonly RecordedRevision[]>(12);

function createLedgerReader<Kind extends LedgerKind>(news: LedgerNews<Kind>): EventReader<Kind> {
  const load = async (spec: SpecOf<Kind>, { on, dataVersion }: AlertWorld) => {
    const scope = { asOf: on, dataVersion };
    const parts = await Promise.all(
      news
        .tablesOf(spec)
        .map((table) => tables.get(`${scopeKey(scope)} ${table}`, () => listRecordedRevisions(table, scope))),
    );

    return parts
      .flatMap((revisions) => news.list(revisions, spec))
      .map((change) => toOccurrence(news, change, scope));
  };

  return {
    family: 'events',
    read: async (questions, world) => {
      // Many rules ask the same of the same ledger.
      const found = new Map<string, Promise<readonly AlertOccurrence[]>>();
      return Promise.all(
        questions.map(async ({ spec, mark }) => {
          const key = JSON.stringify(spec);
          const loading = found.get(key) ?? load(spec, world);
          found.set(key, loading);
          return listSince(await loading, mark, world);
        }),
      );
    },
    history: async (spec, fromOn, world) => ({
      occurrences: (await load(spec, world)).filter(({ on }) => on >= fromOn && on <= world.on),
      sampled: news.sampled,
      absence: null,
    }),
  };
}

function toOccurrence<Kind extends LedgerKind>(
  { pathOf, details }: LedgerNews<Kind>,
  change: LedgerChange,
  scope: Scope,
): AlertOccurrence {
  const { revision, shape } = change;
  const source = [revision.sourceTitle, revision.publisher].filter((part) => part !== null).join(', ');

  return {
    key: change.key,
    on: change.on,
    recordedInBatch: change.recordedInBatch,
    title: changeTitle(change),
    before: pointOf(change.before),
    beforeOn: change.beforeOn,
    after: pointOf(change.after),
    unit: shape.unit,
    path: pathOf(change),
    details: async () => [
      ...((await details?.(change, scope)) ?? []),
      source === '' ? 'It names no source.' : `Source: ${source}.`,
    ],
  };
}

function pointOf(amount: Amount | null): number | null {
  if (amount === null) return null;
  return guidePointUsdBn({ lowUsdBn: amount.low, pointUsdBn: amount.point, highUsdBn: amount.high });
}

async function tellEffect(
  { revision, before, after }: LedgerChange,
  scope: Scope,
): Promise<readonly string[]> {
  const moved = moveSentence(pointOf(before), pointOf(after));
  const guide = (await listCapexAnnouncements(scope)).find(({ id }) => id === revision.key);
  if (guide === undefined) return moved === null ? [] : [moved];
  const words = effectSentence(await getGuideEffect(guide, scope.dataVersion));

  return [moved, words].filter((sentence) => sentence !== null);
}
