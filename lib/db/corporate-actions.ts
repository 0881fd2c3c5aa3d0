import type { IsoDate } from '#lib/core/facts/types.ts';

import { db } from './client.ts';
import type { PriceSource } from './price-bars.ts';
import {
  countChanged,
  writeRevised,
  type RevisedTable,
  type RowOrigin,
  type WriteCounts,
} from './revised-rows.ts';
import type { DbTransaction } from './transaction.ts';

/** A split, dividend or spin-off with effect from a day on. */
export type NewCorporateAction = { readonly symbol: string; readonly exOn: IsoDate } & (
  | { readonly kind: 'split'; readonly numerator: number; readonly denominator: number }
  | {
      readonly kind: 'dividend';
      /** In the major unit of `currency`. */
      readonly amountPerShare: number;
      readonly currency: string;
      readonly minorUnitFactor: number;
    }
  | {
      readonly kind: 'spin-off';
      readonly spunOffSymbol: string;
      /** `numerator` new shares for `denominator` old ones; null when not stated. */
      readonly ratio: { readonly numerator: number; readonly denominator: number } | null;
    }
);

/** A split that stands: `denominator` old shares became `numerator` new ones. */
export interface StandingSplit {
  readonly symbol: string;
  readonly exOn: IsoDate;
  readonly numerator: number;
  readonly denominator: number;
}

/** Splits of symbols with effect on or after a day, as either source states them. */
export async function listSplits(
  symbols: readonly string[],
  fromOn: IsoDate,
): Promise<readonly StandingSplit[]> {
  return db().$queryRaw<StandingSplit[]>`
    SELECT DISTINCT symbol, "exOn", numerator, denominator
      FROM (SELECT DISTINCT ON (symbol, ex_on, source) symbol, ex_on::text AS "exOn", numerator, denominator, is_withdrawn
              FROM corporate_action
             WHERE symbol = ANY(${[...symbols]}) AND kind = 'split' AND ex_on >= ${fromOn}::date
             ORDER BY symbol, ex_on, source, revision DESC) AS newest
     WHERE NOT is_withdrawn AND numerator IS NOT NULL AND denominator IS NOT NULL
     ORDER BY symbol, "exOn"`;
}

const CORPORATE_ACTION: RevisedTable = {
  name: 'corporate_action',
  key: ['symbol', 'ex_on', 'kind', 'source'],
  content: [
    'is_withdrawn',
    'numerator',
    'denominator',
    'amount_per_share',
    'currency',
    'minor_unit_factor',
    'spun_off_symbol',
  ],
  isImported: true,
  isAcceptable: false,
};

/** Writes the actions that are new or differ from the newest revision of the same source. */
export async function insertCorporateActions(
  tx: DbTransaction,
  source: PriceSource,
  actions: readonly NewCorporateAction[],
  origin: RowOrigin,
): Promise<WriteCounts> {
  return writeRevised(
    tx,
    CORPORATE_ACTION,
    actions.map((action) => toRow(action, source)),
    origin,
  );
}

/** How many of the actions are not known yet, or not like this: then all prices before them are restated. */
export async function countChangedActions(
  source: PriceSource,
  actions: readonly NewCorporateAction[],
): Promise<number> {
  return countChanged(
    CORPORATE_ACTION,
    actions.map((action) => toRow(action, source)),
  );
}

function toRow(action: NewCorporateAction, source: PriceSource) {
  const ratio = action.kind === 'dividend' ? null : action.kind === 'split' ? action : action.ratio;

  return {
    symbol: action.symbol,
    ex_on: action.exOn,
    kind: action.kind,
    source,
    is_withdrawn: false,
    numerator: ratio?.numerator ?? null,
    denominator: ratio?.denominator ?? null,
    amount_per_share: action.kind === 'dividend' ? action.amountPerShare : null,
    currency: action.kind === 'dividend' ? action.currency : null,
    minor_unit_factor: action.kind === 'dividend' ? action.minorUnitFactor : null,
    spun_off_symbol: action.kind === 'spin-off' ? action.spunOffSymbol : null,
  };
}
