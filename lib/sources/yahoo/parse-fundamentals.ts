import { z } from 'zod';

import type { HeldRow } from '#lib/contracts/held-row.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import type { QuarantinedValue, RawPayload, SourceAnswer, SourceFailure } from '../source.ts';
import type { QuarterlyFundamentals } from './observations.ts';
import { parseLooseJson } from './parse-loose-json.ts';
import { quarantine } from './quarantine.ts';
import { readNumber } from './read-number.ts';
import { toStatementFigures } from './statement-figures.ts';
import type { StatementFigure } from './statement-figures.ts';
import { unreadable } from './unreadable-answer.ts';

const answerSchema = z.object({
  timeseries: z.object({
    result: z.array(z.looseObject({ meta: z.looseObject({ type: z.array(z.string()) }) })),
  }),
});

/** The figures used and the names that Yahoo gives them. */
const SERIES = {
  revenue: 'quarterlyTotalRevenue',
  operatingIncome: 'quarterlyOperatingIncome',
  capitalExpenditure: 'quarterlyCapitalExpenditure',
  dilutedAverageShares: 'quarterlyDilutedAverageShares',
} as const;

type FigureName = keyof typeof SERIES;

/**
 * Quarters of a company from one or more answers of the statement endpoint, in order of time. A figure that Yahoo does
 * not give for a quarter is null there; a company without any of the four series is missing.
 *
 * @param todayOn ISO date; a quarter that ends later is quarantined
 * @returns `malformed` when one of the texts is not a statement answer at all
 */
export function parseFundamentals(
  payloads: readonly RawPayload[],
  symbol: string,
  todayOn: string,
): Result<SourceAnswer<QuarterlyFundamentals>, SourceFailure> {
  const series = new Map<string, unknown>();
  for (const payload of payloads) {
    const json = parseLooseJson(payload.text);
    const answer = answerSchema.safeParse(json);
    if (!answer.success) return err(unreadable(`Yahoo's answer about statements of ${symbol}`, json));
    for (const result of answer.data.timeseries.result) {
      for (const type of result.meta.type) series.set(type, result[type]);
    }
  }
  const held: QuarantinedValue[] = [];
  const figures = (Object.keys(SERIES) as FigureName[]).flatMap((name) => {
    const field = SERIES[name];
    // Yahoo names every series that was asked for, those without data too: an absent name is a renamed one.
    if (!series.has(field)) {
      held.push(quarantine(symbol, field, [...series.keys()], 'The series is missing or was renamed.'));
    }
    const parsed = toStatementFigures(series.get(field), {
      symbol,
      field,
      todayOn,
      mayRepeat: name !== 'revenue',
      toHeld: ({ periodEndOn, currency, rawValue }) => {
        const read = readNumber(rawValue);

        return read.state === 'present'
          ? holdFigure({ symbol, periodEndOn, currency }, name, read.value)
          : undefined;
      },
    });
    held.push(...parsed.quarantined);

    return parsed.figures.map((figure) => ({ name, ...figure }));
  });
  const observations = toQuarters(figures, symbol, held);
  const isMissing = observations.length === 0 && held.length === 0;

  return ok({
    observations,
    quarantined: held,
    missing: isMissing ? [{ subject: symbol, reason: 'Yahoo has no quarterly statements of it.' }] : [],
    payloads,
  });
}

/** What acceptance of one figure of a quarter stores; money spent stands above zero, whatever its sign was. */
function holdFigure(
  key: Pick<QuarterlyFundamentals, 'symbol' | 'periodEndOn' | 'currency'>,
  name: FigureName,
  value: number,
): HeldRow {
  const { symbol, periodEndOn, currency } = key;
  const figure = name === 'capitalExpenditure' ? Math.abs(value) : value;

  return { table: 'fundamental', row: { symbol, periodEndOn, currency, [name]: figure } };
}

interface NamedFigure extends StatementFigure {
  readonly name: FigureName;
}

function toQuarters(
  figures: readonly NamedFigure[],
  symbol: string,
  held: QuarantinedValue[],
): readonly QuarterlyFundamentals[] {
  return [...Map.groupBy(figures, ({ periodEndOn }) => periodEndOn)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([periodEndOn, sameQuarter]) => {
      // Shares carry a currency code that means nothing.
      const codes = sameQuarter.flatMap(({ name, currency }) =>
        name === 'dilutedAverageShares' ? [] : [currency],
      );
      const [currency, ...others] = new Set(codes);
      if (currency === undefined) return [];
      if (others.length > 0) {
        const reason = 'The figures of this quarter are in different currencies; none of them is used.';
        held.push(quarantine(symbol, `quarters.${periodEndOn}.currency`, [currency, ...others], reason));
        return [];
      }

      return [toQuarter(sameQuarter, { symbol, periodEndOn, currency }, held)];
    });
}

function toQuarter(
  figures: readonly NamedFigure[],
  key: Pick<QuarterlyFundamentals, 'symbol' | 'periodEndOn' | 'currency'>,
  held: QuarantinedValue[],
): QuarterlyFundamentals {
  const take = (name: FigureName, findFault: (value: number) => string | null = () => null) => {
    const rawValue = figures.find((figure) => figure.name === name)?.rawValue;
    const read = readNumber(rawValue);
    if (read.state === 'absent') return null;
    const fault = read.state === 'doubtful' ? read.reason : findFault(read.value);
    if (fault === null && read.state === 'present') return read.value;
    held.push(
      quarantine(
        key.symbol,
        `quarters.${key.periodEndOn}.${SERIES[name]}`,
        rawValue,
        fault ?? 'It is absent.',
        read.state === 'present' ? holdFigure(key, name, read.value) : undefined,
      ),
    );

    return null;
  };
  const outflow = take('capitalExpenditure', (value) =>
    value > 0 ? 'Capital expenditure is money spent, which Yahoo writes below zero; this is above.' : null,
  );

  return {
    kind: 'fundamentals',
    ...key,
    revenue: take('revenue'),
    operatingIncome: take('operatingIncome'),
    capitalExpenditure: outflow === null ? null : Math.abs(outflow),
    dilutedAverageShares: take('dilutedAverageShares', (value) =>
      value > 0 ? null : 'A number of shares must be above zero.',
    ),
  };
}
