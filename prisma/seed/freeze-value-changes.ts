import { readFile, writeFile } from 'node:fs/promises';
import { closeDb } from '#lib/db/client.ts';
import { listFrozenRecords } from '#lib/services/implied-saving/freeze-value-changes.ts';
import {
  FROZEN_FILE_NAME,
  readFrozenFile,
  writeFrozenFile,
} from '#lib/services/implied-saving/frozen-file.ts';

/**
 * Appends to the shipped file what share prices say today after each efficiency event. Needs DATABASE_URL with the facts and
 * the prices: `node --conditions=react-server prisma/seed/freeze-value-changes.ts`. Lines that are there stay as they are.
 */
const FILE = new URL(`data/${FROZEN_FILE_NAME}`, import.meta.url);

async function freeze(): Promise<void> {
  const kept = readFrozenFile(await readFile(FILE));
  if (!kept.ok) throw new Error(`${FROZEN_FILE_NAME}: ${kept.error}`);
  const made = await listFrozenRecords();
  const keys = new Set(kept.value.map(keyOf));
  const added = made.filter((record) => !keys.has(keyOf(record)));
  await writeFile(FILE, writeFrozenFile([...kept.value, ...added]));
  console.log(`${FROZEN_FILE_NAME}: ${String(kept.value.length)} kept, ${String(added.length)} added`);
}

type Keyed = Awaited<ReturnType<typeof listFrozenRecords>>[number];

function keyOf({ eventId, ticker, computedOn, modelVersion }: Keyed): string {
  return [eventId, ticker, computedOn, modelVersion].join(' ');
}

try {
  await freeze();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await closeDb();
}
