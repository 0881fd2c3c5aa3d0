import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import {
  findStagedLines,
  listBrokenReferences,
  listKnownNames,
  listUnknownNames,
} from '#lib/db/desk/standing-checks.ts';
import { listRepeatedKeys } from '#lib/db/desk/staging.ts';
import { listStandingValues } from '#lib/db/fact-writes.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';
import { findFaultsAcrossRows, REFERENCES } from '../check-references.ts';
import { shorten } from '../import-fault.ts';
import { findClosestName } from './closest-name.ts';
import { MAX_SHOWN_FAULTS, toDeskFault, type DeskFault, type FaultList } from './desk-fault.ts';

/** Tables that name companies in words; a misspelt name would quietly become a company of its own. */
const NAMED_ISSUERS: readonly FactTable[] = ['capex_announcement', 'capex_actual'];

/** Refuses keys that occur twice in the staged file. */
export async function checkRepeatedKeys(
  tx: DbTransaction,
  table: FactTable,
  faults: FaultList,
): Promise<void> {
  const { columns, keyFields } = FACT_FILES[table];
  const names = columns.filter(({ field }) => (keyFields as readonly string[]).includes(field));
  const column = names.map(({ header }) => header).join(' + ');
  const repeated = await listRepeatedKeys(tx, MAX_SHOWN_FAULTS);
  faults.add(
    ...repeated.items.map(({ line, firstLine, key }) => ({
      line,
      column,
      value: shorten(key),
      what: `repeats the key of line ${String(firstLine)}`,
      remedy: 'keep one of the two lines',
    })),
  );
  faults.addUnlisted(repeated.count - repeated.items.length);
}

/** Refuses issuers that no stored row has. */
export async function checkIssuers(tx: DbTransaction, table: FactTable, faults: FaultList): Promise<void> {
  if (!NAMED_ISSUERS.includes(table)) return;
  const known = await listKnownNames(tx, NAMED_ISSUERS, 'issuer');
  const unknown = await listUnknownNames(tx, 'issuer', known, MAX_SHOWN_FAULTS);
  faults.add(
    ...unknown.map(({ line, name }) => {
      const closest = findClosestName(name, known);
      const hint = closest === null ? '' : `write ${closest} if that is meant, or `;
      return {
        line,
        column: 'issuer',
        value: shorten(name),
        what: 'is an issuer that no stored row has',
        remedy: `${hint}accept new names if it is one`,
      };
    }),
  );
  faults.addUnlisted((unknown[0]?.count ?? 0) - unknown.length);
}

/** Faults of what would stand once the change is written: pointers to nothing, chains that do not settle. */
export async function findStandingFaults(tx: DbTransaction, table: FactTable): Promise<readonly DeskFault[]> {
  return [...(await findBroken(tx, table)), ...(await findAcrossRows(tx, table))];
}

async function findBroken(tx: DbTransaction, table: FactTable): Promise<readonly DeskFault[]> {
  const faults: DeskFault[] = [];
  for (const reference of REFERENCES.filter(({ from, to }) => from === table || to === table)) {
    const { from, field, to, isExempt } = reference;
    const broken = (await listBrokenReferences(tx, reference)).filter(
      ({ word }) => isExempt?.(word) !== true,
    );
    const keys = from === table ? broken.map(({ key }) => key) : [];
    const lines = await findStagedLines(tx, keys);
    for (const { key, word } of broken) {
      const line = lines.get(key);
      const header = FACT_FILES[from].columns.find((column) => column.field === field)?.header ?? field;
      const target = to.replaceAll('_', ' ');
      faults.push(
        line === undefined
          ? {
              line: 1,
              column: null,
              value: shorten(word),
              what: `would go, but the ${from.replaceAll('_', ' ')} "${shorten(key)}" refers to it`,
              remedy: 'keep it, or change what refers to it first',
            }
          : {
              line,
              column: header,
              value: shorten(word),
              what: `is not a row of ${target}`,
              remedy: `correct it, or bring the ${target} first`,
            },
      );
    }
  }
  return faults;
}

async function findAcrossRows(tx: DbTransaction, table: FactTable): Promise<readonly DeskFault[]> {
  const file = FACT_FILES[table];
  const fields = ACROSS_ROWS[table] ?? [];
  if (fields.length === 0) return [];
  const rows = new Map<string, Record<string, string | number | boolean | null | readonly string[]>>();
  for (const field of fields) {
    for (const { key, value } of await listStandingValues(tx, table, field)) {
      rows.set(key, { ...rows.get(key), [field]: value });
    }
  }
  const lines = await findStagedLines(tx, [...rows.keys()]);
  return findFaultsAcrossRows({
    table,
    fileName: file.fileName,
    headerOf: (field) => file.columns.find((column) => column.field === field)?.header ?? field,
    rows: [...rows].map(([key, content]) => ({ key, content, line: lines.get(key) ?? 1 })),
  }).map(toDeskFault);
}

/** Fields that the checks across rows read. */
const ACROSS_ROWS: Readonly<Partial<Record<FactTable, readonly string[]>>> = {
  capex_announcement: ['supersedesId', 'announcedOn'],
  listing: ['vendor', 'isPrimary'],
};
