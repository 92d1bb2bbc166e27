import {
  checkArray,
  checkFunction,
  checkOptions,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { checkPairs } from '../columns.ts';
import type { CheckedPairs, PairColumns } from '../columns.ts';

/** A change of a source. */
export interface ContinuousTransfer {
  /**
   * @param count - How many pairs.
   * @param stream - What they are drawn with.
   * @returns Pairs from after the change.
   */
  sample(count: number, stream: RandomStream): PairColumns;
}

/** Where pairs of numbers come from: a generator, such as `splinePair` of `@causal-mechanisms/datasets`. */
export interface ContinuousSource {
  /**
   * @param count - How many pairs.
   * @param stream - What they are drawn with.
   * @returns Pairs from before anything changed.
   */
  sampleTraining(count: number, stream: RandomStream): PairColumns;
  /**
   * Draws a change.
   *
   * @param stream - What it is drawn with.
   * @returns The change.
   */
  transfer(stream: RandomStream): ContinuousTransfer;
}

/** Pairs of one's own. */
export interface ContinuousData {
  /** Pairs from before anything changed, at least 20. */
  readonly training: PairColumns;
  /** One set of pairs, at least 2, per change. */
  readonly transfers: readonly PairColumns[];
}

/** A source, and how many pairs a change of it has. */
export interface ResolvedSource extends ContinuousSource {
  /** As many as the smallest change has; Infinity for a generator. */
  readonly mostPairs: number;
  /** What a checkpoint must agree on: the sizes of data. */
  readonly facts: Readonly<Record<string, number>>;
}

/**
 * Makes a source of data: training pairs are drawn with, those of a change without replacement; changes are drawn evenly.
 *
 * @param owner - The function that asks; opens messages.
 * @param given - A generator, which is passed on, or data.
 * @returns The source.
 * @throws ShapeError when there are no transfers or a set is too small; ValuesError when a value is not finite.
 */
export function resolveSource(
  owner: string,
  given: ContinuousSource | ContinuousData,
): ResolvedSource {
  checkOptions(owner, given, 'source');
  if ('sampleTraining' in given) {
    for (const method of ['sampleTraining', 'transfer']) {
      checkFunction(owner, `source.${method}`, Reflect.get(given, method));
    }
    return {
      mostPairs: Infinity,
      facts: {},
      sampleTraining: (count, stream) => given.sampleTraining(count, stream),
      transfer: (stream) => given.transfer(stream),
    };
  }
  const training = checkPairs(owner, 'source.training', given.training, 20);
  const transfers = checkArray(owner, 'source.transfers', given.transfers).map((pairs, i) =>
    checkPairs(owner, `source.transfers[${i}]`, pairs, 2),
  );
  if (transfers.length === 0) {
    throw new ShapeError(
      `${owner}: source.transfers must have at least one set of pairs, got none`,
    );
  }
  const rows = training.a.length;
  return {
    facts: {
      dataPairs: rows,
      transferSets: transfers.length,
      transferPairs: transfers.reduce((sum, { a }) => sum + a.length, 0),
    },
    mostPairs: transfers.reduce((least, { a }) => Math.min(least, a.length), Infinity),
    sampleTraining: (count, stream) =>
      picked(
        training,
        Int32Array.from({ length: count }, () => stream.integer(0, rows)),
      ),
    transfer(stream) {
      const pairs = transfers[stream.integer(0, transfers.length)] ?? training;
      return {
        sample: (count, drawn) => picked(pairs, drawn.sampleIndices(count, pairs.a.length)),
      };
    },
  };
}

function picked({ a, b }: CheckedPairs, rows: Int32Array): CheckedPairs {
  const of = (column: Float64Array) => Float64Array.from(rows, (row) => column[row] ?? NaN);
  return { a: of(a), b: of(b) };
}
