/** One saving for all makers of HBM: what it is, and whether the market agrees with itself. */
import { LARGEST_SAVING } from '../../core/implied-saving/types.ts';
import { numberCell, type ChartTexts } from '../chart-model.ts';
import {
  formatFraction,
  formatFractionRange,
  formatSigned,
  formatSignificant,
  formatUsdBnChange,
} from '../format.ts';
import type { PricedInSource } from './priced-in-source.ts';

/** Below this chance the vendors' changes do not fit one saving, by the usual convention. */
const DISAGREEMENT_LEVEL = 0.05;

/** The joint solution as a table; null with fewer than two makers. */
export function prepareJointTable({ study, market }: PricedInSource): ChartTexts | null {
  const { joint } = study;
  if (joint === null) return null;
  const nameOf = (ticker: string): string =>
    study.listings.find((listing) => listing.ticker === ticker)?.name ?? ticker;
  return {
    title: 'One saving for all makers of HBM',
    summary: summarise(joint),
    notes: [
      'The saving minimises the sum of squared distances between the market’s and the model’s change, each weighted by its inverse variance: all share one technology, so all should imply one saving.',
      'The range holds every saving whose distance is at most 1.64 (the square of 1.28) beyond the smallest. The chance of disagreement takes the noises as independent; makers of memory move together, so it is understated.',
    ],
    table: {
      caption: 'What one saving leaves unexplained',
      columns: [
        { label: 'Listing', unit: null },
        { label: 'Market’s change', unit: 'USD bn' },
        { label: 'Model at the joint saving', unit: 'USD bn' },
        { label: 'Left', unit: 'USD bn' },
        { label: 'Left', unit: 'standard errors' },
      ],
      rows: joint.residuals.map(({ ticker, modelUsdBn, residualUsdBn, residualStdErrors }) => [
        { value: ticker, text: nameOf(ticker) },
        numberCell(modelUsdBn + residualUsdBn, formatUsdBnChange, ''),
        numberCell(modelUsdBn, formatUsdBnChange, ''),
        numberCell(residualUsdBn, formatUsdBnChange, ''),
        numberCell(residualStdErrors, formatSigned, ''),
      ]),
      totals: null,
    },
    cards: [],
    fileName: `waterline-implied-saving-joint-${market.sinceOn}`,
  };
}

function summarise(joint: NonNullable<PricedInSource['study']['joint']>): string {
  const { saving, low, high, isAtEnd, disagreement, degreesOfFreedom } = joint;
  const isAll = low === 0 && high === LARGEST_SAVING;
  const said = isAll
    ? `Every saving from 0 to ${formatFraction(LARGEST_SAVING)} fits the makers’ changes equally well within the noise; the nearest is ${formatFraction(saving)}`
    : `One saving of ${formatFraction(saving)} (${formatFractionRange(low, high)}) comes nearest to the changes of all makers`;
  const end = isAtEnd ? ', at the end of the range: none inside does better' : '';
  if (disagreement === null) return `${said}${end}. Too few makers to test whether they agree.`;
  const chance = `chance of a larger distance ${formatSignificant(disagreement, 2)}, ${String(degreesOfFreedom)} degrees of freedom`;
  return disagreement < DISAGREEMENT_LEVEL
    ? `${said}${end}. The market disagrees among vendors: ${chance}.`
    : `${said}${end}. No disagreement among vendors can be shown: ${chance}.`;
}
