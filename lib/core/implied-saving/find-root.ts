/**
 * Zero of a continuous function between two points of opposite sign, by interpolation, truncation and projection
 * (Oliveira and Takahashi, "An Enhancement of the Bisection Method Average Performance Preserving Minmax Optimality",
 * ACM Transactions on Mathematical Software 47, 2020): never more than one evaluation beyond bisection.
 */

/** Half-width of the bracket at which the search ends, in units of the argument. */
export const ROOT_TOLERANCE = 1e-13;

/** Evaluations allowed beyond those of bisection. */
const SLACK = 1;
/** Truncation: kappa1 relative to the bracket; the exponent is 2. */
const TRUNCATION = 0.2;

/** Argument within {@link ROOT_TOLERANCE} of a zero of `f` in [low, high]; the values there must differ in sign. */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  let [atA, atB] = [f(a), f(b)];
  if (atA === 0) return a;
  if (atB === 0) return b;
  if (atA > 0 === atB > 0) throw new RangeError('a root needs values of opposite sign');
  const sign = atA < 0 ? 1 : -1;
  const scale = TRUNCATION / (b - a);
  let radius = ROOT_TOLERANCE * 2 ** (bisections(b - a) + SLACK);
  while (b - a > 2 * ROOT_TOLERANCE) {
    const wanted = nextPoint(a, b, atA, atB, { scale, radius });
    // Rounded onto an end it would say nothing new.
    const x = wanted > a && wanted < b ? wanted : (a + b) / 2;
    if (x <= a || x >= b) break;
    const value = f(x);
    if (value === 0) return x;
    if (value * sign < 0) [a, atA] = [x, value];
    else [b, atB] = [x, value];
    radius /= 2;
  }
  return (a + b) / 2;
}

function nextPoint(
  a: number,
  b: number,
  atA: number,
  atB: number,
  { scale, radius }: { readonly scale: number; readonly radius: number },
): number {
  const middle = (a + b) / 2;
  const secant = (atB * a - atA * b) / (atB - atA);
  const towards = Math.sign(middle - secant);
  const step = scale * (b - a) * (b - a);
  const truncated = step <= Math.abs(middle - secant) ? secant + towards * step : middle;
  const room = Math.max(0, radius - (b - a) / 2);
  return Math.abs(truncated - middle) <= room ? truncated : middle - towards * room;
}

function bisections(width: number): number {
  let count = 0;
  for (let left = width; left > 2 * ROOT_TOLERANCE; left /= 2) count += 1;
  return count;
}
