/** Accounts in US dollars, at the mean rate of the calendar quarter. */
import { quarterLabel } from '../calendar/quarter.ts';
import type { NativeUnit } from './company.ts';
import type { Absence } from './figure.ts';
import type { FxRate } from './vendor-facts.ts';

export interface UsdAmount {
  readonly usdBn: number;
  /** Null for accounts kept in dollars. */
  readonly rate: FxRate | null;
}

const CURRENCIES: Readonly<Record<NativeUnit, { readonly currency: string; readonly bnPerUnit: number }>> = {
  KRW_tn: { currency: 'KRW', bnPerUnit: 1000 },
  JPY_bn: { currency: 'JPY', bnPerUnit: 1 },
  USD_bn: { currency: 'USD', bnPerUnit: 1 },
};

/** The unit of accounts that a text names, null for percentages, ratios and other currencies. */
export function asNativeUnit(unit: string): NativeUnit | null {
  return Object.hasOwn(CURRENCIES, unit) ? (unit as NativeUnit) : null;
}

/** An amount in `unit` as USD billions at the mean rate of calendar quarter `calendar`; absent without that rate. */
export function toUsdBn(
  value: number,
  unit: NativeUnit,
  calendar: number,
  rates: readonly FxRate[],
): UsdAmount | Absence {
  const { currency, bnPerUnit } = CURRENCIES[unit];
  if (currency === 'USD') return { usdBn: value, rate: null };
  const quarter = quarterLabel(calendar);
  const rate = rates.find((each) => each.quoteCurrency === currency && each.calendarQuarter === quarter);
  if (rate === undefined) return { absence: `no ${currency} rate of ${quarter} on file` };
  return { usdBn: (value * bnPerUnit) / rate.rateQuotePerUsd, rate };
}
