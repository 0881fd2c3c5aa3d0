import { parseDayNumber } from '#lib/core/calendar/day-number.ts';
import type { EuroReferenceRate } from '#lib/core/currencies/euro-rates.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { quarantine } from '../quarantine.ts';
import type { QuarantinedValue } from '../source.ts';

/** The rates of a file, and what of it could not be read as one. */
export interface ParsedEuroRates {
  readonly rates: readonly EuroReferenceRate[];
  readonly quarantined: readonly QuarantinedValue[];
}

const ENVELOPE_END = '</gesmes:Envelope>';
const COMMENT = /<!--[\s\S]*?-->/g;
const CUBE = /<Cube\b([^>]*)>/g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:'([^']*)'|"([^"]*)")/g;
const CURRENCY = /^[A-Z]{3}$/;
const RATE = /^\d{1,9}(\.\d{1,9})?$/;

/**
 * Reads `eurofxref-daily.xml`, `eurofxref-hist-90d.xml` or `eurofxref-hist.xml`. All three are lists of `Cube`
 * elements without text or entities, one with a `time` for each day and inside it one with `currency` and `rate` for
 * each currency, so their attributes are all there is to read. (The data portal's CSV carries quoted titles and needs
 * a full CSV reader; its JSON joins values to days and currencies by position.)
 * Format: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/index.en.html
 *
 * @param todayOn no rate can be of a later day
 * @returns a sentence when the text is cut off or has no day
 */
export function parseEuroRates(text: string, todayOn: IsoDate): Result<ParsedEuroRates, string> {
  if (!text.trimEnd().endsWith(ENVELOPE_END)) return err(`it does not end with ${ENVELOPE_END}`);
  const rates = new Map<string, EuroReferenceRate[]>();
  const quarantined: QuarantinedValue[] = [];
  let ratedOn: string | null = null;
  let days = 0;
  for (const [, attributeText = ''] of text.replaceAll(COMMENT, '').matchAll(CUBE)) {
    const cube = readAttributes(attributeText);
    if (cube.size === 0) continue;
    if (!cube.has('currency') && !cube.has('rate')) {
      // A day whose `time` was renamed must not hand its rates to the day before.
      ratedOn = cube.get('time') ?? null;
      days += Number(ratedOn !== null);
      continue;
    }
    const read = readRate(cube, ratedOn, todayOn);
    if ('reason' in read) quarantined.push(read);
    else addTo(rates, read);
  }
  if (days === 0) return err('it has no Cube with a time');
  const settled = [...rates.values()].map((same) => settle(same));

  return ok({
    rates: settled.flatMap((entry) => ('rivals' in entry ? [] : [entry])),
    quarantined: [...quarantined, ...settled.flatMap((entry) => ('rivals' in entry ? entry.rivals : []))],
  });
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(ATTRIBUTE)].map(([, name = '', single, double]) => [name, single ?? double ?? '']),
  );
}

function readRate(
  cube: ReadonlyMap<string, string>,
  ratedOn: string | null,
  todayOn: IsoDate,
): EuroReferenceRate | QuarantinedValue {
  const [currency, rate] = [cube.get('currency'), cube.get('rate')];
  const refuse = (reason: string): QuarantinedValue =>
    quarantine(currency ?? 'EUR', `${ratedOn ?? 'no day'}.rate`, Object.fromEntries(cube), reason);
  if (currency === undefined || rate === undefined) return refuse('A Cube lacks its currency or its rate.');
  if (!CURRENCY.test(currency)) return refuse('The currency is no code of three letters.');
  if (ratedOn === null || parseDayNumber(ratedOn) === null) return refuse('The rate belongs to no day.');
  if (ratedOn > todayOn) return refuse(`The rate is of ${ratedOn}, in the future.`);
  const unitsPerEur = RATE.test(rate) ? Number(rate) : 0;
  if (unitsPerEur === 0) return refuse('The rate is no number above zero.');

  return { currency, ratedOn, unitsPerEur };
}

function addTo(groups: Map<string, EuroReferenceRate[]>, rate: EuroReferenceRate): void {
  const key = `${rate.ratedOn} ${rate.currency}`;
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [rate]);
  else group.push(rate);
}

/** One rate, or, where the file contradicts itself, each of them by itself: one may be accepted. */
function settle(
  same: readonly EuroReferenceRate[],
): EuroReferenceRate | { readonly rivals: readonly QuarantinedValue[] } {
  const [first] = same;
  if (first === undefined) throw new RangeError('a group of rates has at least one');
  const distinct = new Map(same.map((rate) => [rate.unitsPerEur, rate]));
  if (distinct.size === 1) return first;
  const reason = 'The file states several rates for this currency and day.';
  const rivals = [...distinct].map(([value, row]) =>
    quarantine(row.currency, `${row.ratedOn}.rate`, value, reason, { table: 'reference_rate', row }),
  );

  return { rivals };
}
