/** Working days of TARGET, the euro's payment system: the days on which the ECB publishes reference rates. */
import type { IsoDate } from '../facts/types.ts';
import { toDayNumber, toIsoDate, weekdayOf } from './day-number.ts';

const SATURDAY = 5;
const FIXED_CLOSINGS = ['01-01', '05-01', '12-25', '12-26'];

/**
 * Whether TARGET is open on a day, from 2002 on: closed at weekends, on 1 January, Good Friday, Easter Monday, 1 May,
 * 25 and 26 December. Source: ECB, long-term calendar for TARGET closing days (press release of 14 December 2000),
 * https://www.ecb.europa.eu/press/pr/date/2000/html/pr001214_4.en.html.
 */
export function isTargetDay(date: IsoDate): boolean {
  const day = toDayNumber(date);
  if (weekdayOf(day) >= SATURDAY || FIXED_CLOSINGS.includes(date.slice(5))) return false;
  const sinceEaster = day - toDayNumber(easterSundayOf(Number(date.slice(0, 4))));

  return sinceEaster !== -2 && sinceEaster !== 1;
}

/** TARGET working days from one day to another, both included, in order. */
export function listTargetDays(fromOn: IsoDate, throughOn: IsoDate): IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = toDayNumber(fromOn); day <= toDayNumber(throughOn); day += 1) {
    if (isTargetDay(toIsoDate(day))) days.push(toIsoDate(day));
  }

  return days;
}

/**
 * Easter Sunday of a Gregorian year, by the rule of the church's tables. Source: the anonymous algorithm in J. Meeus,
 * Astronomical Algorithms, 1991, chapter 8.
 */
export function easterSundayOf(year: number): IsoDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const moonCorrection = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonCorrection + 15) % 30;
  const weekday =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const lateMoon = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const marchDays = epact + weekday - 7 * lateMoon + 22;

  return toIsoDate(toDayNumber(`${String(year)}-03-01`) + marchDays - 1);
}
