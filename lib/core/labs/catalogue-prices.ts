/**
 * How the prices of a catalogue of many providers (OpenRouter) stand beside those that a lab publishes itself. The one
 * place for the rule:
 *
 * 1. A catalogue price is a fact of its own, under the lab's model text with a mark; a lab's row is never changed.
 * 2. "(OpenRouter)": the model is sold by its lab alone and the catalogue passes the price on, so it is the same
 *    measure: base context tier, standard service. The newest of both counts, and on one day the lab's own.
 * 3. "(OpenRouter, lowest host)": several hosts serve the model and the catalogue lists the lowest price of any of them
 *    (or a discount of its own). That is another measure: shown beside the lab's, never counted as the lab's price.
 * 4. A catalogue price never makes a model the flagship: it counts there only while its model is the flagship.
 */
import type { LabProfile } from './lab-profiles.ts';
import { sortByDay, type ListPrice } from './list-price.ts';

/** What the catalogue's price of a model is: the lab's own passed on, or the lowest of many hosts. */
export type CatalogueMeasure = 'passed-on' | 'lowest-host';

const MARKS: Readonly<Record<CatalogueMeasure, string>> = {
  'passed-on': ' (OpenRouter)',
  'lowest-host': ' (OpenRouter, lowest host)',
};

/** The model text under which a catalogue price stands in the table. */
export function catalogueModelText(model: string, measure: CatalogueMeasure): string {
  return `${model}${MARKS[measure]}`;
}

/** The lab's model text and the measure of a catalogue row; null for a lab's own row. */
export function readCatalogueText(text: string): { model: string; measure: CatalogueMeasure } | null {
  for (const measure of ['passed-on', 'lowest-host'] as const) {
    const mark = MARKS[measure];
    if (text.endsWith(mark)) return { model: text.slice(0, -mark.length), measure };
  }

  return null;
}

/** Prices that count as a lab's: its own, and those passed on, under the lab's model text. In the order given. */
export function countingPrices(prices: readonly ListPrice[]): ListPrice[] {
  return prices.flatMap((price) => {
    const listed = readCatalogueText(price.model);
    if (listed === null) return [price];
    const { model, measure } = listed;
    const isOwnThatDay = prices.some(
      (own) =>
        own.provider === price.provider && own.model === model && own.effectiveOn === price.effectiveOn,
    );

    return measure === 'lowest-host' || isOwnThatDay ? [] : [{ ...price, model }];
  });
}

/** Prices of a lab's flagships, oldest first: its own rows, and passed-on prices of the flagship of their day. */
export function flagshipPrices(
  prices: readonly ListPrice[],
  { provider, flagships }: Pick<LabProfile, 'provider' | 'flagships'>,
): ListPrice[] {
  const ofLab = prices.filter((price) => price.provider === provider);
  const own = sortByDay(ofLab.filter(({ model }) => flagships.includes(model)));
  const flagshipOn = (day: string) => own.findLast(({ effectiveOn }) => effectiveOn <= day)?.model;
  const counting = countingPrices(ofLab).filter(
    (price) =>
      own.includes(price) ||
      (flagships.includes(price.model) && flagshipOn(price.effectiveOn) === price.model),
  );

  return sortByDay(counting);
}

/** The three prices of a model, USD per million tokens; null = not stated. */
export type PriceParts = Pick<ListPrice, 'inputUsdPerMtok' | 'cachedInputUsdPerMtok' | 'outputUsdPerMtok'>;

/** What the catalogue lists for a model that we know. */
export interface SeenPrice extends PriceParts {
  readonly provider: string;
  /** The lab's model text. */
  readonly model: string;
  readonly measure: CatalogueMeasure;
  /** The day on which the catalogue was first seen to list this price. */
  readonly seenOn: string;
  /** What it listed before; null when this is the first price seen. */
  readonly before: PriceParts | null;
}

/** What follows from a price that was seen. */
export type CatalogueStep =
  | { readonly kind: 'same' }
  /** Not believed: no charge at all, or a hundredfold off what stands. */
  | { readonly kind: 'doubtful'; readonly reason: string }
  | { readonly kind: 'new'; readonly model: string; readonly event: 'cut' | 'rise' | 'cache' | 'snapshot' };

const JUMP = 100;

/**
 * Whether a price that the catalogue lists is a new fact: not when the catalogue's own last fact, or without one the
 * lab's own price in effect, says the same. Of a first price nobody knows since when it holds, so it is a snapshot.
 */
export function takeCataloguePrice(seen: SeenPrice, prices: readonly ListPrice[]): CatalogueStep {
  const model = catalogueModelText(seen.model, seen.measure);
  const rowsOf = (text: string): ListPrice[] =>
    sortByDay(
      prices.filter(
        (price) =>
          price.provider === seen.provider && price.model === text && price.effectiveOn <= seen.seenOn,
      ),
    );
  const listed = rowsOf(model);
  const standing = listed.at(-1) ?? rowsOf(seen.model).at(-1);
  if (standing !== undefined && saysSame(standing, seen)) return { kind: 'same' };
  if (seen.inputUsdPerMtok === 0 && seen.outputUsdPerMtok === 0) {
    return { kind: 'doubtful', reason: 'no charge at all is an offer of the catalogue, not a list price' };
  }
  if (standing !== undefined && isJump(standing, seen)) {
    return { kind: 'doubtful', reason: 'a hundredfold off the price that stands' };
  }
  const sameDay = listed.find(({ effectiveOn }) => effectiveOn === seen.seenOn);
  const earlier = listed.findLast(({ effectiveOn }) => effectiveOn < seen.seenOn) ?? seen.before;
  // A second change within a day revises the fact of that day.
  const event = sameDay === undefined ? eventOf(earlier, seen) : toEvent(sameDay.event);

  return { kind: 'new', model, event };
}

function saysSame(a: PriceParts, seen: PriceParts): boolean {
  const isSilent = seen.cachedInputUsdPerMtok === null;
  return (
    a.inputUsdPerMtok === seen.inputUsdPerMtok &&
    a.outputUsdPerMtok === seen.outputUsdPerMtok &&
    (isSilent || a.cachedInputUsdPerMtok === seen.cachedInputUsdPerMtok)
  );
}

function isJump(standing: PriceParts, seen: PriceParts): boolean {
  return (['inputUsdPerMtok', 'outputUsdPerMtok'] as const).some((part) => {
    const [was, is] = [standing[part], seen[part]];
    return was !== null && is !== null && was > 0 && (is >= was * JUMP || is <= was / JUMP);
  });
}

type CatalogueEvent = Extract<CatalogueStep, { kind: 'new' }>['event'];

function eventOf(before: PriceParts | null, seen: PriceParts): CatalogueEvent {
  if (before === null) return 'snapshot';
  const moves = (['inputUsdPerMtok', 'outputUsdPerMtok'] as const).map((part) => {
    const [was, is] = [before[part], seen[part]];
    return was === null || is === null ? 0 : Math.sign(is - was);
  });
  if (moves.every((move) => move === 0)) return 'cache';
  if (moves.every((move) => move <= 0)) return 'cut';

  return moves.every((move) => move >= 0) ? 'rise' : 'snapshot';
}

function toEvent(text: string): CatalogueEvent {
  return (['cut', 'rise', 'cache'] as const).find((event) => event === text) ?? 'snapshot';
}
