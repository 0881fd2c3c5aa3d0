/** What the Overview says on the fleet's path, beside what it says at its own default. */
import { evaluateExposure } from '../../core/exposure/evaluate.ts';
import type { ExposureAnswer, ExposureWorld } from '../../core/exposure/types.ts';
import { findDefault } from '../../core/scenario/defaults.ts';
import { evidenceOf, type FigureEvidence } from '../figure-evidence.ts';
import {
  formatDate,
  formatFraction,
  formatPct,
  formatQuarterLong,
  formatUsdBn,
  formatUsdBnChange,
} from '../format.ts';
import { changeUsdBn } from '../headline.ts';
import { formatInputPercent } from '../resolved-inputs.ts';
import { figure, plain, type SentencePart } from '../sentence.ts';

export interface OverviewComparison {
  readonly parts: readonly SentencePart[];
  /** Null when the engine cannot answer; the sentence then says why. */
  readonly evidence: FigureEvidence | null;
}

function changeWords(answer: ExposureAnswer): string {
  const { changePct } = answer.total;
  return `${formatUsdBnChange(changeUsdBn(answer))} (${changePct > 0 ? '+' : ''}${formatPct(changePct)})`;
}

/** Change of HBM revenue over the horizon on the fleet's path and at the default of the slider. */
export function compareWithOverview(world: ExposureWorld): OverviewComparison {
  const fleet = evaluateExposure(world, { savingPath: 'fleet' });
  const usual = evaluateExposure(world, {});
  if (!fleet.ok || !usual.ok) {
    const faults = [...(fleet.ok ? [] : fleet.error), ...(usual.ok ? [] : usual.error)];
    const reason = faults.map(({ message }) => message).join('; ');
    return { parts: [plain(`The Overview cannot be computed: ${reason}.`)], evidence: null };
  }
  const saving = Number(findDefault(world, 'memorySaving') ?? 0);
  const reachedBy = String(findDefault(world, 'savingReachedBy') ?? world.asOf);
  const first = fleet.value.quarters[0]?.quarter ?? '';
  const last = fleet.value.quarters.at(-1);
  const span = `from ${formatQuarterLong(first)} to ${formatQuarterLong(last?.quarter ?? first)}`;
  const usualWords = `${formatInputPercent(saving)} reached by ${formatDate(reachedBy)}`;
  return {
    parts: [
      plain(`On this path the Overview changes HBM revenue ${span} by `),
      figure(changeWords(fleet.value), 'overview'),
      plain(`; at its own default, ${usualWords}, by `),
      figure(changeWords(usual.value), 'overview'),
      plain('.'),
    ],
    evidence: evidenceOf({
      title: 'Change of HBM revenue',
      value: changeWords(fleet.value),
      words:
        'The exposure engine with every input at its point: once with saving and cost saving of the fleet quarter by quarter, once with one long-run saving reached by a date. Rebound, backlog, contracts and price are the same in both.',
      steps: [
        {
          label: 'Baseline of HBM revenue',
          note: span,
          value: formatUsdBn(fleet.value.total.baselineHbmUsdBn),
        },
        {
          label: 'Fleet’s path',
          note: `memory ${formatFraction(last?.memorySaving ?? 0)}, cost ${formatFraction(last?.costSaving ?? 0)} in the last quarter`,
          value: changeWords(fleet.value),
        },
        { label: 'Default of the Overview', note: usualWords, value: changeWords(usual.value) },
      ],
      notes: ['A point, not a range: the Overview’s own page shows what stands behind it.'],
    }),
  };
}
