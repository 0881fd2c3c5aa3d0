/** Value change of each vendor under the default scenario, percent of market value. */
import type { CompanyStudy } from '../../core/vendors/company-study.ts';
import { isAbsent } from '../../core/vendors/figure.ts';
import type { Ends, VendorExposure } from '../../core/vendors/vendor-exposure.ts';
import type { BarPlotModel } from '../bar-plot-model.ts';
import { numberCell, textCell } from '../chart-model.ts';
import { formatDate, formatFraction, formatPct, formatUsdBnChange } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { vendorColour } from '../vendor-colours.ts';
import { EXPOSURE_RANGE_WORDS, exposureWords } from './company-words.ts';

interface Valued {
  readonly study: CompanyStudy;
  readonly exposure: VendorExposure;
  readonly pct: Ends;
}

/** Vendors with a modelled exposure and a market value. */
export function listValued(studies: readonly CompanyStudy[]): Valued[] {
  return studies.flatMap((study) => {
    const { exposure } = study;
    if (isAbsent(exposure) || exposure.valueChangePct === null) return [];
    return [{ study, exposure, pct: exposure.valueChangePct }];
  });
}

/** The chart; null when no vendor has both an exposure and a market value. */
export function prepareExposureBars(studies: readonly CompanyStudy[]): BarPlotModel | null {
  const valued = listValued(studies);
  const [first] = valued;
  if (first === undefined) return null;
  const most = valued.toSorted((a, b) => Math.abs(b.pct.point) - Math.abs(a.pct.point))[0] ?? first;
  const absent = studies.filter(({ exposure }) => isAbsent(exposure)).map(({ company }) => company.name);
  const { memorySaving, firstQuarter, lastQuarter } = first.exposure;
  return {
    valueAxis: linearAxis(
      valued.flatMap(({ pct }) => [pct.low, pct.point, pct.high]),
      'value change, percent of market value',
    ),
    bars: valued.map(({ study, exposure, pct }) => ({
      label: study.company.name,
      sublabel: exposureWords(exposure).usd,
      segments: [
        { from: 0, to: pct.point, colour: vendorColour(study.company.ticker), form: 'derived' as const },
      ],
      whisker: { low: pct.low, high: pct.high },
      valueLabel: formatPct(pct.point),
    })),
    rules: [],
    legend: [],
    title: 'Exposure of the shares under the default scenario',
    summary: `A memory saving of ${formatFraction(memorySaving.point)} changes the value of ${most.study.company.name} most, by ${formatPct(most.pct.point)} of its market value, over ${firstQuarter} to ${lastQuarter} and what persists.`,
    notes: [
      `Whiskers of makers of HBM: ${EXPOSURE_RANGE_WORDS}. Outlined: computed by the engine.`,
      ...shiftNotes(valued),
      ...(absent.length === 0 ? [] : [`No figure: ${absent.join(', ')}.`]),
    ],
    table: {
      caption: 'Value change under the default scenario',
      columns: [
        { label: 'Vendor', unit: null },
        { label: 'Low', unit: 'percent' },
        { label: 'Point', unit: 'percent' },
        { label: 'High', unit: 'percent' },
        { label: 'Point', unit: 'USD bn' },
        { label: 'Market value', unit: 'USD bn' },
        { label: 'Market value on', unit: null },
      ],
      rows: [
        ...valued.map(({ study, exposure, pct }) => [
          textCell(study.company.name),
          numberCell(pct.low, formatPct, ''),
          numberCell(pct.point, formatPct, ''),
          numberCell(pct.high, formatPct, ''),
          numberCell(exposure.valueChangeUsdBn.point, formatUsdBnChange, ''),
          numberCell(exposure.row.marketCapUsdBn, (value) => value.toFixed(1), 'not known by then'),
          textCell(
            exposure.row.marketCapAsOn === null ? 'not stated' : formatDate(exposure.row.marketCapAsOn),
          ),
        ]),
        ...studies
          .filter(({ exposure }) => isAbsent(exposure))
          .map(({ company, exposure }) => [
            textCell(company.name),
            ...Array.from({ length: 6 }, () => ({
              value: null,
              text: isAbsent(exposure) ? exposure.absence : '',
            })),
          ]),
      ],
      totals: null,
    },
    cards: valued.map(({ study, exposure }) => {
      const words = exposureWords(exposure);
      return {
        title: study.company.name,
        lines: [
          {
            label: 'Of market value',
            text: `${words.pct} (${words.pctRange ?? ''})`,
            colour: vendorColour(study.company.ticker),
          },
          { label: 'Value change', text: `${words.usd} (${words.usdRange})`, colour: null },
          {
            label: 'HBM revenue',
            text: formatUsdBnChange(exposure.row.hbmUsdBn - exposure.row.baselineHbmUsdBn),
            colour: null,
          },
        ],
        footer: `Default scenario, ${firstQuarter} to ${lastQuarter}; computed`,
      };
    }),
    fileName: 'vendor-exposure',
  };
}

/** What the whiskers of vendors without HBM are, where there are any. */
function shiftNotes(valued: readonly Valued[]): string[] {
  const shifted = valued.filter(({ exposure }) => exposure.via === 'tiers');
  const [first] = shifted;
  if (first === undefined) return [];
  const names = shifted.map(({ study }) => study.company.name).join(', ');
  return [`${names} sell no HBM. Their whisker: ${exposureWords(first.exposure).rangeWords}.`];
}
