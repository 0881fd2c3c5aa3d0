/** Prints every published memory figure beside ours: `npm run oracles`. Exits 1 if one left its tolerance. */
import { countVerdicts, judgeOracle, type JudgedOracle } from '#lib/core/efficiency/judge-oracle.ts';
import { readKvOracles, readModelArchitectures } from '#tests/support/efficiency-facts.ts';

const models = readModelArchitectures();

function print({ row, value, deviationPct, verdict, reason }: JudgedOracle): void {
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
    (reason ?? verdict).slice(0, 24).padEnd(24),
    row.sourceTitle,
  ];
  console.log(cells.join('  '));
}

const lines = readKvOracles().map((row) => judgeOracle(row, models));
lines.forEach(print);
const counts = countVerdicts(lines);
console.log(
  `\n${counts.published} published figures: ${counts.computed} computed, ${counts.within} within tolerance, ` +
    `${counts.sourceLooksWrong} where the source looks wrong, ${counts.notComputable} measured on systems`,
);
if (lines.some(({ verdict }) => verdict === 'outside')) process.exitCode = 1;
