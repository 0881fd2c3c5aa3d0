/** Value of a change of profit (model 7). */

const QUARTERS_PER_YEAR = 4;

/** (1 + r_d)^(-(k + 0.5) / 4): flows come in the middle of their quarter. */
export function quarterDiscount(discountRate: number, quarter: number): number {
  return (1 + discountRate) ** (-(quarter + 0.5) / QUARTERS_PER_YEAR);
}

/**
 * Value at the horizon's start of what remains after it: (1 + r_d)^(-N/4) pi / (1 + r_d - pi) per unit of the last
 * year's flow; the flow goes on and shrinks by `persistence` pi each year.
 */
export function terminalFactor(discountRate: number, persistence: number, horizonQuarters: number): number {
  const annuity = persistence / (1 + discountRate - persistence);
  return (1 + discountRate) ** (-horizonQuarters / QUARTERS_PER_YEAR) * annuity;
}

/** First quarter of the last four of a horizon (the flow that the terminal value continues). */
export function firstTerminalQuarter(horizonQuarters: number): number {
  return Math.max(0, horizonQuarters - QUARTERS_PER_YEAR);
}
