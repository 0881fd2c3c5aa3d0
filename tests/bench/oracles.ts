/** Prints every published memory figure beside ours: `npm run oracles`. Exits 1 if one left its tolerance. */
import { computeOracle } from '#lib/core/efficiency/oracle.ts';
import {
  readKvOracles,
  readModelArchitectures,
  type CuratedOracle,
} from '#tests/support/efficiency-facts.ts';

interface OracleLine {
  readonly row: CuratedOracle;
  readonly value: number | null;
  readonly deviationPct: number | null;
  readonly verdict: string;
}

const models = readModelArchitectures();

function judge(row: CuratedOracle): OracleLine {
  const answer = computeOracle(row, models);
  if (!answer.isComputable) return { row, value: null, deviationPct: null, verdict: answer.reason };
  const deviationPct = 100 * (answer.value / row.expectedValue - 1);
  const isWithin = row.tolerancePct !== null && Math.abs(deviationPct) <= row.tolerancePct + 1e-9;
  const verdict = isWithin ? 'ok' : row.reproduces === 'no' ? 'source looks wrong' : 'OUT OF TOLERANCE';
  return { row, value: answer.value, deviationPct, verdict };
}

function print({ row, value, deviationPct, verdict }: OracleLine): void {
  const ours = value === null ? '-' : String(Number(value.toPrecision(7)));
  const deviation = deviationPct === null ? '-' : `${deviationPct.toFixed(3)}%`;
  const cells = [
    row.id,
    row.modelId.padEnd(28),
    row.quantity.padEnd(34),
    String(row.expectedValue).padStart(12),
    ours.padStart(12),
    row.unit.padEnd(18),
    deviation.padStart(9),
    verdict.slice(0, 24).padEnd(24),
    row.sourceTitle,
  ];
  console.log(cells.join('  '));
}

const lines = readKvOracles().map(judge);
lines.forEach(print);
const count = (verdict: string): number => lines.filter((line) => line.verdict === verdict).length;
const computed = lines.filter((line) => line.value !== null).length;
console.log(
  `\n${String(lines.length)} published figures: ${String(computed)} computed, ${String(count('ok'))} within tolerance, ` +
    `${String(count('source looks wrong'))} where the source looks wrong, ${String(lines.length - computed)} measured on systems`,
);
if (count('OUT OF TOLERANCE') > 0) process.exitCode = 1;
