/** Members, prices and facts for rules of alerts, put where the product itself puts them. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { Member } from '#lib/auth/viewer.ts';
import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import { db } from '#lib/db/client.ts';
import { insertPriceBars } from '#lib/db/price-bars.ts';
import { recordSubject } from '#lib/db/refresh-subjects.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { importFacts } from '#lib/services/imports/import-facts.ts';
import { makeEndedRun, priceBar } from '#tests/support/refresh-rows.ts';

/** A member as a session of theirs would be one. */
export async function addMember(email = `${randomUUID()}@firm.example`): Promise<Member> {
  const id = randomUUID();
  await db().user.create({ data: { id, email, name: email, emailVerified: true, role: 'analyst' } });

  return {
    ...{ kind: 'member', userId: id, name: email, email, role: 'analyst' },
    via: { kind: 'session', sessionId: randomUUID() },
  };
}

/** A day so many days before another. */
export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

/** Stores closes as a refresh does, with the outcome that says that something changed. */
export async function storeCloses(
  symbol: string,
  closes: readonly { readonly on: string; readonly close: number; readonly isFinal?: boolean }[],
): Promise<void> {
  const at = new Date();
  const runId = await makeEndedRun(at);
  await inTransaction(async (tx) => {
    const bars = closes.map(({ on, close, isFinal = true }) =>
      priceBar({
        symbol,
        sessionOn: on,
        close,
        isFinal,
        open: null,
        high: null,
        low: null,
        adjustedClose: close,
      }),
    );
    const counts = await insertPriceBars(tx, 'yahoo', bars, { runId, recordedAt: at });
    const rest = { outcome: 'done', quarantinedCount: 0, isWholeHistory: false, reason: null } as const;
    await recordSubject(tx, runId, { subject: symbol, ...rest, ...counts }, at);
  });
}

/**
 * Records rows of a fact table. By themselves they are the desk's own, all that it has in that table; beside the shipped
 * rows, which others refer to, each stands in place of the shipped one of its id.
 */
export async function importRows(
  table: FactTable,
  rows: readonly Readonly<Record<string, string>>[],
  { withShipped = false } = {},
): Promise<number> {
  const name = FACT_FILES[table].fileName;
  const shipped = readFileSync(new URL(`../../prisma/seed/data/${name}`, import.meta.url), 'utf8').split(
    /\r?\n/,
  );
  const header = (shipped[0] ?? '').split(',');
  const unknown = rows.flatMap((row) => Object.keys(row).filter((column) => !header.includes(column)));
  if (unknown.length > 0) throw new Error(`${name} has no column ${unknown.join(', ')}`);
  const ids = rows.map((row) => row[header[0] ?? ''] ?? '');
  const kept = withShipped
    ? shipped.slice(1).filter((line) => !ids.some((id) => line.startsWith(`${id},`)))
    : [];
  const lines = rows.map((row) =>
    header.map((column) => `"${(row[column] ?? '').replaceAll('"', '""')}"`).join(','),
  );
  const outcome = await importFacts({
    files: [
      {
        name,
        bytes: new TextEncoder().encode(
          [header.join(','), ...kept.filter((line) => line !== ''), ...lines, ''].join('\n'),
        ),
      },
    ],
    origin: withShipped ? 'seed' : 'csv',
    summary: `rows of ${table}`,
    owner: 'desk',
    author: 'desk',
    collectedOn: new Date().toISOString().slice(0, 10),
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error.slice(0, 5)));

  return outcome.value.dataVersion;
}
