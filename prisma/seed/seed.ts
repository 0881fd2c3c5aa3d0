import { readFile } from 'node:fs/promises';
import { closeDb } from '#lib/db/client.ts';
import { capexRestatementFile } from '#lib/contracts/facts/capex.ts';
import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import { FACT_TABLES } from '#lib/contracts/facts/tables.ts';
import { describeFault } from '#lib/services/imports/import-fault.ts';
import { importFacts, type ImportOutcome } from '#lib/services/imports/import-facts.ts';
import { insertFrozenValueChanges } from '#lib/db/frozen-value-changes.ts';
import { FROZEN_FILE_NAME, readFrozenFile } from '#lib/services/implied-saving/frozen-file.ts';

/**
 * Imports the curated facts of `prisma/seed/data` into DATABASE_URL as one batch, what was restated since as a second, and
 * the frozen readings of share prices beside them; run again, it changes nothing.
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
  if (outcome.ok) {
    console.log(describeOutcome(outcome.value));
    return seedFrozen();
  }
  console.error('The curated facts were refused and nothing was changed:');
  for (const fault of outcome.error) console.error(`  ${describeFault(fault)}`);
  return false;
}

/** Frozen records are no facts: they are kept as computed, a new computation beside the old. */
async function seedFrozen(): Promise<boolean> {
  const { name, bytes } = await readShipped(FROZEN_FILE_NAME);
  const records = readFrozenFile(bytes);
  if (!records.ok) {
    console.error(`${name} was refused: ${records.error}`);
    return false;
  }
  const added = await insertFrozenValueChanges(records.value);
  console.log(`  ${name}: ${String(records.value.length)} records, ${String(added)} added`);
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
