import { readFile } from 'node:fs/promises';
import { closeDb } from '#lib/db/client.ts';
import { capexRestatementFile } from '#lib/contracts/facts/capex.ts';
import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import { FROZEN_FILES } from '#lib/contracts/facts/frozen-studies.ts';
import { FACT_TABLES } from '#lib/contracts/facts/tables.ts';
import { describeFault, type ImportFault } from '#lib/services/imports/import-fault.ts';
import { importFacts, type ImportOutcome } from '#lib/services/imports/import-facts.ts';
import { insertFrozenValueChanges } from '#lib/db/frozen-value-changes.ts';
import { FROZEN_FILE_NAME, readFrozenFile } from '#lib/services/implied-saving/frozen-file.ts';
import { importFrozenStudies } from '#lib/services/imports/import-frozen-studies.ts';

/**
 * Imports the curated facts of `prisma/seed/data` into DATABASE_URL as one batch, and what was restated since as a second,
 * and keeps the shipped records of event studies and of what share prices implied; run again, it changes nothing.
 * Needs a migrated database: `node --conditions=react-server prisma/seed/seed.ts`. Ends with 1 when refused.
 */

/** Day on which the shipped facts were collected. */
const COLLECTED_ON = '2026-11-23';

async function seed(): Promise<boolean> {
  const files = await Promise.all(FACT_TABLES.map((table) => readShipped(FACT_FILES[table].fileName)));
  const restatements = await readShipped(capexRestatementFile.fileName);
  const outcome = await importFacts({
    files,
    origin: 'seed',
    summary: `curated facts of ${COLLECTED_ON}`,
    restatements: { ...restatements, summary: `restatements up to ${COLLECTED_ON}` },
    owner: 'Waterline',
    author: 'Waterline',
    collectedOn: COLLECTED_ON,
  });
  if (!outcome.ok) return refuse('The curated facts were refused and nothing was changed:', outcome.error);
  console.log(describeOutcome(outcome.value));
  const frozen = await importFrozenStudies({
    studies: (await readShipped(FROZEN_FILES.studies)).bytes,
    placebos: (await readShipped(FROZEN_FILES.placebos)).bytes,
  });
  if (!frozen.ok) return refuse('The records of event studies were refused and none was kept:', frozen.error);
  const { studies, placebos } = frozen.value;
  console.log(
    `${String(studies.rows)} event studies and ${String(placebos.rows)} placebo distributions: ` +
      `${String(studies.kept + placebos.kept)} kept anew.`,
  );
  return seedValueChanges();
}

function refuse(what: string, faults: readonly ImportFault[]): false {
  console.error(what);
  for (const fault of faults) console.error(`  ${describeFault(fault)}`);
  return false;
}

/** Frozen records are no facts: they are kept as computed, a new computation beside the old. */
async function seedValueChanges(): Promise<boolean> {
  const { name, bytes } = await readShipped(FROZEN_FILE_NAME);
  const records = readFrozenFile(bytes);
  if (!records.ok) {
    console.error(`${name} was refused: ${records.error}`);
    return false;
  }
  const added = await insertFrozenValueChanges(records.value);
  console.log(`${String(records.value.length)} records of value changes: ${String(added)} kept anew.`);
  return true;
}

async function readShipped(name: string): Promise<{ name: string; bytes: Uint8Array }> {
  return { name, bytes: await readFile(new URL(`data/${name}`, import.meta.url)) };
}

function describeOutcome({ status, dataVersion, tables }: ImportOutcome): string {
  const lines = tables.map(
    ({ fileName, rows, added, revised, withdrawn }) =>
      `  ${fileName.padEnd(27)}${String(rows).padStart(4)} rows: ` +
      `${String(added)} added, ${String(revised)} revised, ${String(withdrawn)} withdrawn`,
  );
  const result = status === 'unchanged' ? 'Facts are unchanged' : 'Facts are imported';
  return [...lines, `${result}; data version ${String(dataVersion)}.`].join('\n');
}

try {
  if (!(await seed())) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await closeDb();
}
