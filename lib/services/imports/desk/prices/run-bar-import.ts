import { PRICE_BAR_FILE, BAR_FIGURES } from '#lib/contracts/imports/price-bars.ts';
import type { PreviewChange } from '#lib/contracts/imports/imports.ts';
import { inBarSession, type BarSession } from '#lib/db/desk/bar-session.ts';
import {
  dropRepeatedBars,
  holdDoubtfulBars,
  listOtherCurrencies,
  listUnknownSymbols,
  lockBars,
  stageBars,
  type HeldBar,
} from '#lib/db/desk/bar-staging.ts';
import {
  compareBars,
  countNewlyHeld,
  listBarChanges,
  writeBars,
  type BarChange,
} from '#lib/db/desk/write-bars.ts';
import { today } from '#lib/platform/clock.ts';
import { toActor } from '../../../accounts/actor.ts';
import { ASIAN_BENCHMARKS, BENCHMARKS, CURRENCY_PAIRS } from '../../../refresh/refresh-universe.ts';
import { createFaultList, MAX_SHOWN_FAULTS, wholeLine, type FaultList } from '../desk-fault.ts';
import { inspectFile, type InspectedFile } from '../inspect-file.ts';
import { readBatches } from '../read-records.ts';
import { refused, toItem, type Commitment, type ImportChoices, type ImportReport } from '../run-import.ts';
import type { SpooledFile } from '../spool-body.ts';
import { createBarReader } from './read-bar.ts';
import { createSeenBars, type SeenBars } from './seen-bars.ts';

const MAX_SHOWN_CHANGES = 200;
const MAX_NAMED_BARS = 10;

const WATCHED = [...BENCHMARKS, ...Object.values(ASIAN_BENCHMARKS).flat(), ...CURRENCY_PAIRS].map(
  ({ symbol }) => symbol,
);

/** Carries a report out of a transaction that must leave no trace. */
class RolledBack extends Error {
  readonly report: ImportReport;

  constructor(report: ImportReport) {
    super('rolled back on purpose');
    this.report = report;
  }
}

/** Imports a file of daily bars in one transaction, or, without a commitment, tells what that would do. */
export async function runBarImport(
  file: SpooledFile,
  choices: ImportChoices,
  commitment: Commitment | null,
): Promise<ImportReport> {
  const faults = createFaultList();
  const inspected = await inspectFile(file, PRICE_BAR_FILE);
  if (!inspected.ok) faults.add(...inspected.error);
  try {
    return await inBarSession(async (session) => {
      if (!inspected.ok) throw new RolledBack(refused(await lockBars(session), [], faults));
      const seen = createSeenBars();
      await stageBars(session, toLines(inspected.value, faults, seen));
      const dataVersion = await lockBars(session);
      if (commitment !== null && commitment.dataVersion !== dataVersion) {
        throw new RolledBack({ ...refused(dataVersion, [], faults), outcome: 'overtaken' });
      }
      const repeated =
        faults.count() === 0
          ? await checkBars(session, choices, { faults, mayRepeat: seen.hasRepeated() })
          : 0;
      if (faults.count() > 0) throw new RolledBack(refused(dataVersion, inspected.value.notes, faults));
      const held = await holdDoubtfulBars(session);
      const notes = [...inspected.value.notes, ...describeBars(inspected.value, repeated, held)];
      const report = { ...(await store(session, file, commitment, dataVersion)), notes };
      if (report.outcome === 'rehearsed') throw new RolledBack(report);
      return report;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.report;
    throw error;
  }
}

/** Lines for the database; after a first refusal the rest is only read. */
async function* toLines(file: InspectedFile, faults: FaultList, seen: SeenBars): AsyncGenerator<string> {
  const read = createBarReader(file.columns, file.writing, { today: today(), seen });
  let isHeader = true;
  for await (const batch of readBatches(file.text, file.dialect)) {
    let text = '';
    for (const record of isHeader ? batch.slice(1) : batch) {
      const line = read(record);
      if (typeof line === 'string') text += line;
      else faults.add(...line);
    }
    isHeader = false;
    if (faults.count() === 0 && text !== '') yield text;
  }
}

async function checkBars(
  session: BarSession,
  choices: ImportChoices,
  { faults, mayRepeat }: { readonly faults: FaultList; readonly mayRepeat: boolean },
): Promise<number> {
  const { repeated, contradicting } = await dropRepeatedBars(session, { limit: MAX_SHOWN_FAULTS, mayRepeat });
  faults.add(
    ...contradicting.map(({ line, name, other }) =>
      wholeLine({
        line,
        what: `contradicts line ${other} on ${name}`,
        remedy: 'keep the right one of the two',
      }),
    ),
  );
  faults.addUnlisted((contradicting[0]?.count ?? 0) - contradicting.length);
  for (const { line, name, other } of await listOtherCurrencies(session)) {
    const what = `is not ${other}, the currency of the symbol`;
    faults.add({ line, column: 'currency', value: name, what, remedy: 'correct it, or the symbol' });
  }
  if (choices.mayHaveNewNames) return repeated;
  for (const { line, name, other } of await listUnknownSymbols(session, WATCHED)) {
    const what = `is a symbol that no listing and no stored bar has (${other} lines)`;
    const remedy = 'correct it, or accept new names if it is one';
    faults.add({ line, column: 'symbol', value: name, what, remedy });
  }
  return repeated;
}

async function store(
  session: BarSession,
  file: SpooledFile,
  commitment: Commitment | null,
  dataVersion: number,
): Promise<ImportReport> {
  const stored = await compareBars(session);
  const counts = toItem(stored);
  const changes = (await listBarChanges(session, MAX_SHOWN_CHANGES)).map(describeChange);
  const none = { notes: [], counts, changes, faults: [], faultCount: 0, batchId: null, dataVersion };
  if (commitment === null) return { ...none, outcome: 'rehearsed' };
  // A file of which every bar is held changes nothing yet, but somebody must be asked about them.
  if (stored.added + stored.revised + (await countNewlyHeld(session)) === 0) {
    return { ...none, outcome: 'unchanged' };
  }
  const id = dataVersion + 1;
  const { member, reason } = commitment;
  await writeBars(session, {
    ...{ id, summary: reason, author: member.name, fileName: PRICE_BAR_FILE.fileName, sha256: file.sha256 },
    ...{ counts: stored, today: today() },
    audit: {
      ...toActor(member),
      action: 'import.committed',
      entityType: 'import_batch',
      entityId: String(id),
      after: { table: 'price_bar', ...counts, sha256: file.sha256, reason },
    },
  });
  return { ...none, outcome: 'committed', batchId: id, dataVersion: id };
}

function describeChange({ line, symbol, sessionOn, isNew, before, after }: BarChange): PreviewChange {
  const headers = [...BAR_FIGURES.map(([header]) => header), 'currency'];
  const fields = headers.map((column, index) => ({
    column,
    before: before?.[index] ?? null,
    after: after[index] ?? null,
  }));
  return {
    ...{ line, key: `${symbol} | ${sessionOn}`, status: isNew ? 'new' : 'revised' },
    fields: fields.filter((field) => field.before !== field.after),
  };
}

function describeBars(file: InspectedFile, repeated: number, held: readonly HeldBar[]): string[] {
  const named = held
    .slice(0, MAX_NAMED_BARS)
    .map(({ symbol, sessionOn, price }) => `${symbol} ${sessionOn} at ${String(price)}`);
  const more = held.length > named.length ? `, and ${String(held.length - named.length)} more` : '';
  return [
    ...(repeated === 0
      ? []
      : [`${String(repeated)} lines say again what another line says and were passed over.`]),
    ...(file.columns.some(({ header }) => header === 'close')
      ? []
      : ['The file has adjusted closes only; where no close is stored they stand for it.']),
    ...(held.length === 0
      ? []
      : [`${String(held.length)} bars are held in quarantine and not imported: ${named.join(', ')}${more}.`]),
  ];
}
