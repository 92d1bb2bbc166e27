import {
  checkCount,
  checkInstance,
  checkNumbers,
  checkOptions,
  RandomStream,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';

/** Entries of all graphs that are drawn at once. */
const MOST_ENTRIES = 2 ** 30;

/** Options of {@link sampledGraphs}. */
export interface SampledGraphsOptions {
  /** How many graphs are drawn: an integer of at least 1. */
  readonly draws: number;
  /** Where they are drawn from. */
  readonly stream: RandomStream;
}

/**
 * Draws graphs whose edges are there independently of each other; no variable is its own parent, and cycles may occur.
 *
 * @param probabilities - Of each edge, in [0, 1]: `[variables, variables]`, a row per cause; the diagonal is not read.
 * @param options - How many, and where they are drawn from.
 * @returns Ones and zeros `[draws, variables, variables]`, a row per cause.
 * @throws ShapeError when the probabilities are not square; ValuesError when one is none; ArgumentError when draws is no positive integer.
 *
 * @example
 * ```ts
 * import { sampledGraphs } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const certain = Float64Array.of(0, 1, 0, 0); // the first variable causes the second
 * console.log(sampledGraphs(certain, { draws: 1, stream: new RandomStream(1) }).join()); // 0,1,0,0
 * ```
 */
export function sampledGraphs(
  probabilities: ArrayLike<number>,
  options: SampledGraphsOptions,
): Uint8Array {
  const owner = 'sampledGraphs';
  const { draws, stream } = checkOptions(owner, options);
  checkInstance(owner, 'stream', stream, RandomStream);
  checkNumbers(owner, 'probabilities', probabilities, { anyNumber: true });
  const size = probabilities.length;
  const variables = sideOf(owner, 'probabilities', size);
  checkCount(owner, 'draws', draws, { most: Math.floor(MOST_ENTRIES / size) });
  for (let k = 0; k < size; k++) {
    const value = probabilities[k] ?? NaN;
    if (value >= 0 && value <= 1) continue;
    throw new ValuesError(`sampledGraphs: probabilities must be in [0, 1], got ${value} at ${k}`, {
      data: { index: k, value },
    });
  }
  const graphs = new Uint8Array(draws * size);
  for (let start = 0; start < graphs.length; start += size) {
    for (let k = 0; k < size; k++) {
      if (k % (variables + 1) === 0) continue; // the diagonal
      if (stream.uniform() < (probabilities[k] ?? 0)) graphs[start + k] = 1;
    }
  }
  return graphs;
}

/**
 * @internal
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param size - The number of entries of a matrix.
 * @returns The number of its rows.
 */
export function sideOf(owner: string, name: string, size: number): number {
  const side = Math.round(Math.sqrt(size));
  if (side > 0 && side * side === size) return side;
  throw new ShapeError(
    `${owner}: ${name} must be a square matrix of at least one entry, got ${size} entries`,
    {
      data: { size },
    },
  );
}
