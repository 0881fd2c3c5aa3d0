/**
 * The deployment that every model is costed on, and the ranges around it. A wide one, so that each model fits: what
 * counts is dollars per token, and those hardly move with the number of accelerators once weights are spread.
 */

export interface HardwareChoice {
  readonly acceleratorId: string;
  readonly name: string;
  /** Which end of the registry's price of an accelerator-hour goes with it. */
  readonly hourPrice: 'point' | 'high';
}

/** The point; H800, which DeepSeek disclosed, is an H100 with slower links. */
export const POINT_HARDWARE: HardwareChoice = {
  acceleratorId: 'nvidia-h200-sxm',
  name: 'H200',
  hourPrice: 'point',
};

/** Older and newer: Blackwell goes with the high end of the hour price, whose range is "Hopper to Blackwell". */
export const OTHER_HARDWARE: readonly HardwareChoice[] = [
  { acceleratorId: 'nvidia-h100-sxm', name: 'H100', hourPrice: 'point' },
  { acceleratorId: 'nvidia-gb200', name: 'GB200', hourPrice: 'high' },
];

/** Accelerators that hold one copy of the weights: 64, about what wide expert parallelism uses. */
export const DEPLOYED_ACCELERATORS = 64;

/** Slowest decode that a user is given, tokens per second: DeepSeek disclosed 20 to 22 (README of its day 6). */
export const MIN_TOKENS_PER_SECOND_PER_USER = 20;

/** Weights and cache in FP8, as DeepSeek serves its own models. */
export const SERVED_DTYPE = 'fp8';

/**
 * Share of the roofline that a fleet's bill delivers, load over the day included; cost is roofline / this. High =
 * DeepSeek's average over peak nodes, 226.75 / 278: nothing lost but idle hours. Low = the roofline of DeepSeek-V3 over
 * what its disclosed day cost, all of the gap put down to this. Point = their geometric mean. Both ends come from one
 * lab's one day; for every other lab this is an assumption.
 */
export const REALISED_SHARE = { low: 0.36, point: 0.54, high: 0.82 } as const;
