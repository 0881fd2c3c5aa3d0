/** What stands behind the value change of a vendor under the default scenario. */
import type { CompanyStudy } from '../../core/vendors/company-study.ts';
import { isAbsent } from '../../core/vendors/figure.ts';
import type { DefaultInput } from '../../core/vendors/vendor-exposure.ts';
import { evidenceOf, type EvidenceInputRow, type FigureEvidence } from '../figure-evidence.ts';
import {
  formatDate,
  formatFraction,
  formatFractionRange,
  formatUsdBn,
  formatUsdBnChange,
} from '../format.ts';
import { exposureWords } from './company-words.ts';

/** Null for a vendor whose exposure is absent. */
export function exposureEvidence({ company, exposure }: CompanyStudy): FigureEvidence | null {
  if (isAbsent(exposure)) return null;
  const { row, firstQuarter, lastQuarter } = exposure;
  const words = exposureWords(exposure);
  return evidenceOf({
    title: `${company.name}: value change under the default scenario`,
    value: `${words.usd} (${words.pct} of market value)`,
    range: words.usdRange,
    rangeWords: words.rangeWords,
    words: `Discounted after-tax change of operating profit from ${firstQuarter} to ${lastQuarter}, with what persists after it.`,
    formula: 'Σ ΔEBIT·(1 − tax)·discount + terminal value, over market value',
    steps: [
      {
        label: 'HBM revenue, baseline',
        note: `${firstQuarter} to ${lastQuarter}`,
        value: formatUsdBn(row.baselineHbmUsdBn),
      },
      { label: 'HBM revenue with the saving', note: '', value: formatUsdBn(row.hbmUsdBn) },
      ...(
        [
          ['price', 'Profit by price'],
          ['volume', 'by volume'],
          ['redeployed', 'by freed wafers'],
          ['spill', 'by cheaper conventional DRAM'],
          ['tierShift', 'by bytes moved to other tiers'],
        ] as const
      ).map(([part, label]) => ({
        label,
        note: 'before tax',
        value: formatUsdBnChange(row.ebitParts[part]),
      })),
      {
        label: 'Market value',
        note: row.marketCapAsOn === null ? '' : formatDate(row.marketCapAsOn),
        value: row.marketCapUsdBn === null ? 'not known by then' : formatUsdBn(row.marketCapUsdBn),
      },
    ],
    inputs: [
      inputRow('Memory saving', exposure.memorySaving),
      inputRow('Part of the saved bytes that moves to other tiers', exposure.tierShift),
    ],
    notes: ['Every other input is at its default: the Overview shows them all and lets each be moved.'],
  });
}

function inputRow(label: string, { low, point, high, basis }: DefaultInput): EvidenceInputRow {
  return {
    label,
    value: formatFraction(point),
    range: formatFractionRange(low, high),
    grade: basis === 'given' ? 'set by you' : basis,
    source: null,
    note: 'default of the registry; move it on the Overview',
  };
}
