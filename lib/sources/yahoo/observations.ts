/** A symbol of Yahoo and the currency that its prices are expected in. */
export interface ListedSymbol {
  readonly symbol: string;
  /** ISO 4217, the major unit (GBP, never GBp). For a currency pair such as KRW=X the currency per US dollar. */
  readonly currency: string;
}

/** One session's prices in the major unit of `currency`. What Yahoo left out is null, never carried forward. */
export interface DailyBar {
  readonly kind: 'bar';
  readonly symbol: string;
  /** Calendar date of the session in the exchange's own time zone. */
  readonly sessionOn: string;
  /** False while the session is still running: the bar will change. */
  readonly isFinal: boolean;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  /** As quoted, not adjusted for dividends. Yahoo restates it for every later split: read again after a split. */
  readonly close: number;
  /** Adjusted for later dividends and splits; never adjust it again. */
  readonly adjustedClose: number | null;
  /** Shares traded, restated for later splits; null for currency pairs, which have none. */
  readonly volumeShares: number | null;
  readonly currency: string;
  /** What Yahoo's figures were divided by: 100 where it quotes in pence, agorot or cents, otherwise 1. */
  readonly minorUnitFactor: number;
  /** IANA name. */
  readonly exchangeTimeZone: string;
}

/** Cash paid on one share, in the major unit of `currency`, restated for later splits. */
export interface Dividend {
  readonly kind: 'dividend';
  readonly symbol: string;
  readonly exOn: string;
  readonly amountPerShare: number;
  readonly currency: string;
  readonly minorUnitFactor: number;
}

/** `denominator` old shares became `numerator` new ones; both whole, without a common divisor. */
export interface Split {
  readonly kind: 'split';
  readonly symbol: string;
  readonly exOn: string;
  readonly numerator: number;
  readonly denominator: number;
}

/** What a chart brings: bars and the corporate actions between them. */
export type PriceObservation = DailyBar | Dividend | Split;

/** The latest price that Yahoo shows, in the major unit of `currency`; possibly delayed by the exchange's rules. */
export interface Quote {
  readonly kind: 'quote';
  readonly symbol: string;
  readonly price: number;
  /** Instant of the trade, ISO 8601 UTC. */
  readonly pricedAt: string;
  readonly previousClose: number | null;
  readonly currency: string;
  readonly minorUnitFactor: number;
  readonly exchangeTimeZone: string;
}

/** Figures of one fiscal quarter of three months in whole units of `currency`, which may differ from the listing's. */
export interface QuarterlyFundamentals {
  readonly kind: 'fundamentals';
  readonly symbol: string;
  readonly periodEndOn: string;
  readonly currency: string;
  readonly revenue: number | null;
  readonly operatingIncome: number | null;
  /** Money spent, above zero. */
  readonly capitalExpenditure: number | null;
  /** Average over the quarter, dilution counted. */
  readonly dilutedAverageShares: number | null;
}
