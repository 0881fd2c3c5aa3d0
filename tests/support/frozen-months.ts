/**
 * Freezes of past months, which no rule lets in: only who owns the tables can suspend a rule, as a restore does. For
 * tests of what follows from them.
 */
import { Client } from 'pg';
import type { FreezeContent } from '#lib/core/track-record/freeze-text.ts';
import { targetKey, type ForecastCall } from '#lib/core/track-record/types.ts';
import { digestFreeze } from '#lib/services/track-record/digest-freeze.ts';

const RULES = [
  ['forecast_freeze', 'forecast_freeze_is_of_today'],
  ['forecast_freeze', 'forecast_freeze_is_append_only'],
  ['forecast_call', 'forecast_call_is_append_only'],
] as const;

/** A planted forecast. */
export interface PlantedFreeze {
  readonly asOf: string;
  readonly calls: readonly ForecastCall[];
  readonly dataVersion?: number;
}

async function withRulesSuspended(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    for (const [table, rule] of RULES) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${rule}`);
    await work(client);
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    for (const [table, rule] of RULES) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER ${rule}`);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** Puts freezes of past months in, oldest first, chained as real ones. */
export async function plantFreezes(url: string, freezes: readonly PlantedFreeze[]): Promise<void> {
  await withRulesSuspended(url, async (client) => {
    const known = await client.query<{ digest: string }>(
      'SELECT digest FROM forecast_freeze ORDER BY month DESC LIMIT 1',
    );
    let previousDigest = known.rows[0]?.digest ?? null;
    for (const { asOf, calls, dataVersion = 1 } of freezes) {
      const month = asOf.slice(0, 7);
      const content: FreezeContent = {
        ...{ month, asOf, dataVersion, calls, previousDigest },
        ...{ modelVersion: '1.0.0', seed: Number(month.replace('-', '')), draws: 4096 },
      };
      const digest = digestFreeze(content);
      await insertFreeze(client, content, digest);
      previousDigest = digest;
    }
  });
}

async function insertFreeze(client: Client, content: FreezeContent, digest: string): Promise<void> {
  const { month, asOf, dataVersion, modelVersion, seed, draws, previousDigest, calls } = content;
  await client.query('INSERT INTO forecast_freeze VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
    month,
    `${asOf}T00:00:05Z`,
    asOf,
    dataVersion,
    modelVersion,
    seed,
    draws,
    calls.length,
    digest,
    previousDigest,
  ]);
  for (const call of calls) {
    const { p05, p10, p25, p50, p75, p90, p95 } = call.quantiles;
    await client.query(
      'INSERT INTO forecast_call VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)',
      [
        ...[month, targetKey(call), call.subject, call.vendor, call.quarter],
        ...[call.periodStartOn, call.periodEndOn, call.horizonQuarters, call.unit],
        ...[p05, p10, p25, p50, p75, p90, p95],
      ],
    );
  }
}

/** Takes all freezes out again. */
export async function removeFreezes(url: string): Promise<void> {
  await withRulesSuspended(url, async (client) => {
    await client.query('DELETE FROM forecast_call');
    await client.query('DELETE FROM forecast_freeze');
  });
}

/** A call of a vendor's HBM revenue around a median, USD bn: the 80 % band is ±20 %, the 50 % band ±10 %. */
export function callOf(
  vendor: string,
  {
    quarter,
    period,
    p50,
  }: { readonly quarter: string; readonly period: readonly [string, string]; readonly p50: number },
): ForecastCall {
  const at = (factor: number): number => p50 * factor;
  return {
    subject: 'hbm-revenue',
    vendor,
    quarter,
    periodStartOn: period[0],
    periodEndOn: period[1],
    horizonQuarters: 1,
    unit: 'USD bn',
    quantiles: { p05: at(0.7), p10: at(0.8), p25: at(0.9), p50, p75: at(1.1), p90: at(1.2), p95: at(1.3) },
  };
}
