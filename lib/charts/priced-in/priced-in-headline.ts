/** The page's sentence, note and key figures, computed. */
import type { ImpliedListing, ImpliedNewest } from '../../core/implied-saving/evaluate.ts';
import { EARLY_SESSIONS, makesHbm } from '../../core/implied-saving/evaluate.ts';
import { LARGEST_SAVING } from '../../core/implied-saving/types.ts';
import type { FrozenDifference } from '../../core/implied-saving/market-side.ts';
import { formatDate, formatFraction, formatSignificant } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import {
  pctRange,
  rangeWords,
  rootWords,
  shortTitle,
  shortVerdict,
  signedPct,
  verdictWords,
} from './implied-words.ts';
import { chosenListing, type PricedInSource } from './priced-in-source.ts';

export function preparePricedInHeadline(source: PricedInSource): SentencePart[] {
  const listing = chosenListing(source);
  const { market, study } = source;
  if (listing?.newest == null) {
    return [
      plain(
        `What ${listing?.name ?? 'a price'} implies since ${formatDate(market.sinceOn)} cannot be said: ${listing?.absence ?? 'no listing is followed'}.`,
      ),
    ];
  }
  const { newest, name, ticker } = listing;
  const from = listing.market.path?.d0On ?? market.sinceOn;
  const since = `Since the close of ${formatDate(from)}${market.eventId === null ? '' : ` (before ${shortTitle(market.eventTitle ?? market.eventId)})`}`;
  return [
    plain(`${since}, at the price of ${formatDate(newest.sessionOn)} ${name} `),
    ...verdictParts(listing, newest),
    plain('; your scenario '),
    figure(formatFraction(study.scenarioSaving), 'saving'),
    plain(': gap '),
    figure(signedPct(newest.gapPct), `gap:${ticker}`),
    muted(
      ` (${pctRange(newest.gapPct - (newest.changePct - newest.changeLowPct), newest.gapPct + (newest.changeHighPct - newest.changePct))})`,
    ),
    plain(' of market value.'),
  ];
}

function verdictParts({ ticker, marketCapUsdBn }: ImpliedListing, newest: ImpliedNewest): SentencePart[] {
  const key = `implied:${ticker}`;
  const cap = marketCapUsdBn ?? NaN;
  const { reach, changePct } = newest;
  const reachPct = pctRange((reach.low / cap) * 100, (reach.high / cap) * 100);
  const around = ` (${pctRange(newest.changeLowPct, newest.changeHighPct)})`;
  const moved = [plain('has moved '), figure(signedPct(changePct), `change:${ticker}`), muted(around)];
  switch (newest.verdict) {
    case 'implied':
      return [
        plain('implies a saving of '),
        figure(rootWords(newest.roots), key),
        muted(` (${rangeWords(newest)})`),
      ];
    case 'not-separable':
      return [
        plain('implies no saving that can be separated from noise: its value '),
        ...moved,
        plain(' beyond the expected return, and all savings up to '),
        plain(`${formatFraction(LARGEST_SAVING)} span only ${reachPct}`),
      ];
    case 'rise':
      return [
        ...moved,
        plain(
          ` beyond the expected return, and savings give ${reachPct}: a rise is not explained by a saving`,
        ),
      ];
    case 'fall':
      return [
        ...moved,
        plain(
          ` beyond the expected return, and savings give ${reachPct}: a fall is not explained by a saving`,
        ),
      ];
    case 'none':
      return [
        ...moved,
        plain(
          ` beyond the expected return: no saving reaches that, ${formatFraction(LARGEST_SAVING)} gives ${reachPct}`,
        ),
      ];
    case 'no-exposure':
      return [...moved, plain(' beyond the expected return, and no saving moves its value in this scenario')];
  }
}

export function pricedInNote({ study, market, difference }: PricedInSource): string {
  const draws = `Ranges are 80 % (P10 to P90): ${study.draws.toLocaleString('en-US')} draws of every input that the scenario leaves open, each with its own expected return.`;
  const origin =
    market.source === 'frozen'
      ? `No prices are stored: the market’s changes are the records frozen on ${formatDate(market.frozenOn ?? market.sinceOn)}.`
      : 'The market’s changes are computed from the prices at hand.';
  const beside =
    difference === null
      ? ''
      : ` The records frozen on ${formatDate(difference.frozenOn)} ${differenceWords(difference)}, ${String(difference.sessions)} sessions compared.`;
  return `${draws} ${origin}${beside}`;
}

/** Records are kept to 0.01 points: less is their rounding. */
function differenceWords({ points, ticker, sessionOn }: FrozenDifference): string {
  return points < 0.01
    ? 'agree with them to 0.01 points'
    : `differ from them by at most ${formatSignificant(points)} points (${ticker}, ${formatDate(sessionOn)})`;
}

export function preparePricedInFigures(source: PricedInSource): PageFigure[] {
  const makers = source.study.listings.filter(({ ticker }) => makesHbm(ticker));
  return [
    ...makers.map((listing): PageFigure => {
      const { newest, ticker, name, absence } = listing;
      return {
        key: `implied:${ticker}`,
        label: `${name}, implied saving`,
        value: newest === null ? 'not known' : shortVerdict(newest),
        range: newest === null || newest.verdict === 'no-exposure' ? null : rangeWords(newest),
        note: newest === null ? (absence ?? '') : `${formatDate(newest.sessionOn)}; ${earlyWords(listing)}`,
      };
    }),
    {
      key: 'joint',
      label: 'One saving for all makers',
      value: source.study.joint === null ? 'not known' : formatFraction(source.study.joint.saving),
      range: source.study.joint === null ? null : jointRange(source.study.joint),
      note: 'nearest to all changes, weighted by inverse variance',
    },
  ];
}

function jointRange({ low, high }: { readonly low: number; readonly high: number }): string {
  return low === 0 && high === LARGEST_SAVING
    ? 'any saving'
    : `${formatFraction(low)} to ${formatFraction(high)}`;
}

/** What the second session said, when the noise was smallest beside a reaction that had time. */
function earlyWords({ history }: ImpliedListing): string {
  const early = history[EARLY_SESSIONS - 1];
  if (early === undefined || history.length === EARLY_SESSIONS)
    return `session ${String(history.length)} since then`;
  const range = early.verdict === 'implied' ? ` (${rangeWords(early)})` : '';
  return `after ${String(EARLY_SESSIONS)} sessions: ${verdictWords(early)}${range}`;
}
