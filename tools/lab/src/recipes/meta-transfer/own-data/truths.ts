import { categoricalPair, samplePairs, transferDistribution } from '@causal-mechanisms/datasets';
import type { DirectionData } from '@causal-mechanisms/meta-transfer';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Change, OwnDataSize } from './settings.ts';

type Direction = 'A->B' | 'B->A';

/**
 * Draws two categorical variables with uniform Dirichlet tables, rows of them, and rows from after changes.
 *
 * @param size - Of the data set.
 * @param change - What changes in every transfer.
 * @param direction - Which variable is the cause.
 * @param stream - Where all of it comes from.
 * @returns The rows.
 */
export function categoricalTruth(
  { categories, training, transfer, transfers }: OwnDataSize,
  change: Change,
  direction: Direction,
  stream: RandomStream,
): DirectionData {
  const independent = change === 'independent';
  const pair = categoricalPair({ categories, stream, direction, independent });
  const rows = (of: typeof pair, count: number) => {
    const { a, b } = samplePairs(of, count, stream);
    return { a: Array.from(a), b: Array.from(b) };
  };
  const after = () =>
    transferDistribution(pair, stream, { change: independent ? 'cause' : change });
  return {
    training: rows(pair, training),
    transfers: Array.from({ length: transfers }, () => rows(after(), transfer)),
  };
}

/** What changes of two numeric variables. */
export type CurveChange = 'cause' | 'effect' | 'both' | 'nothing';

/**
 * Draws two numeric variables: a standard normal cause, and a random curve of it with normal noise of deviation 0.5. A changed
 * cause has another mean, uniform from -2 to 2; a changed effect is normal with deviation 2, whatever the cause is; where both change, the cause has
 * another mean and the curve is another one.
 *
 * @param change - What changes in every transfer.
 * @param direction - Which variable is the cause.
 * @param stream - Where all of it comes from.
 * @returns 600 rows from before, and three times 200 from after changes.
 */
export function curveTruth(
  change: CurveChange,
  direction: Direction,
  stream: RandomStream,
): DirectionData {
  const curve = randomCurve(stream);
  const rows = (count: number, mean: number, effect: (cause: number) => number) => {
    const causes = Float64Array.from({ length: count }, () => stream.normal(mean));
    const effects = causes.map(effect);
    return direction === 'A->B' ? { a: causes, b: effects } : { a: effects, b: causes };
  };
  const noisy = (of: (cause: number) => number) => (cause: number) =>
    of(cause) + stream.normal(0, 0.5);
  const after = () => {
    const mean = change === 'cause' || change === 'both' ? stream.uniform(-2, 2) : 0;
    if (change === 'effect') return rows(200, mean, () => stream.normal(0, 2));
    return rows(200, mean, noisy(change === 'both' ? randomCurve(stream) : curve));
  };
  return {
    training: rows(600, 0, noisy(curve)),
    transfers: [after(), after(), after()],
  };
}

/** A line, a step and a wave of random weights. */
function randomCurve(stream: RandomStream): (x: number) => number {
  const [slope = 0, step = 0, wave = 0, phase = 0] = stream.normals(4);
  return (x) =>
    1.5 * slope * x + 2 * Math.tanh(2 * step * x) + 1.5 * Math.sin(2 * wave * x + phase);
}
