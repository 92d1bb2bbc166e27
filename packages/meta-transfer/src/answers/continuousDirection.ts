import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { sigmoid } from '@causal-mechanisms/tensor-utils';
import { ConjugateRegression } from '../continuous/conjugate/conjugateRegression.ts';
import type { RegressionFeatures } from '../continuous/conjugate/features.ts';
import { scoreInWorlds } from './changeBelief.ts';
import type { ChangeScores } from './changeBelief.ts';

/** Numbers of both variables, row by row. */
interface NumericSet {
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/** Options of {@link continuousDirection}. */
export interface ContinuousDirectionOptions {
  /** How often half of the rows are drawn. */
  readonly draws: number;
  /** Where the draws come from. */
  readonly stream: RandomStream;
}

/** What numbers say about the direction. */
export interface ContinuousDirection {
  /** The belief in A->B. */
  readonly belief: number;
  /** `log L(A->B) - log L(B->A)` of each transfer, both measured from the case that everything changed. */
  readonly deltas: readonly number[];
  /** The belief in each draw. */
  readonly drawn: number[];
}

/** A normal distribution, and a curve of bumps over six standard deviations to either side. */
const NORMAL: RegressionFeatures = { kind: 'constant' };
const CURVE: RegressionFeatures = { kind: 'bumps', low: -6, high: 6, count: 24 };

/**
 * Compares both directions by curves with normal noise, which learn in closed form. In each of them the mechanism of the
 * cause, of the effect, both or none may have changed.
 *
 * Curves prefer a direction where nothing changed at all. So scores are measured from the case that both mechanisms
 * changed: what counts is how much better a mechanism predicts the transfer that it was learned for in training than one
 * that knows nothing. The answer is to come from what did not change, not from the shape of the curve.
 *
 * @param sets - The training set first, then the transfers.
 * @param options - How the interval is drawn.
 * @returns Belief and differences.
 */
export function continuousDirection(
  sets: readonly NumericSet[],
  { draws, stream }: ContinuousDirectionOptions,
): ContinuousDirection {
  const [training, ...transfers] = sets;
  if (training === undefined) throw new RangeError('expected a training set');
  const found = judge(training, transfers);
  const drawn = Array.from({ length: draws }, () => {
    const chosen = transfers.map(() => transfers[stream.integer(0, transfers.length)] ?? training);
    const halves = chosen.map((set) => half(set, stream));
    return judge(half(training, stream), halves).belief;
  });
  return { ...found, drawn };
}

function judge(
  training: NumericSet,
  transfers: readonly NumericSet[],
): { belief: number; deltas: number[] } {
  const [scaleA, scaleB] = [scaleOf(training.a), scaleOf(training.b)];
  const known = { a: scaleA(training.a), b: scaleB(training.b) };
  const scaled = transfers.map((set) => ({ a: scaleA(set.a), b: scaleB(set.b) }));
  const makesA = mechanism(known.a, known.a, NORMAL);
  const makesB = mechanism(known.b, known.b, NORMAL);
  const bOfA = mechanism(known.a, known.b, CURVE);
  const aOfB = mechanism(known.b, known.a, CURVE);
  const scores = scaled.map(({ a, b }): readonly [ChangeScores, ChangeScores] => {
    const [keptA, keptB, keptBofA, keptAofB] = [makesA(a, a), makesB(b, b), bOfA(a, b), aOfB(b, a)];
    return [
      [keptA + keptBofA, keptBofA, keptA, 0],
      [keptB + keptAofB, keptB, keptAofB, 0],
    ];
  });
  const forward = scores.map(([of]) => of);
  const backward = scores.map(([, of]) => of);
  return {
    belief: sigmoid(scoreInWorlds(forward) - scoreInWorlds(backward)),
    deltas: scores.map(([ab, ba]) => scoreInWorlds([ab]) - scoreInWorlds([ba])),
  };
}

/** How much better what was learned in training predicts a transfer than what knows nothing, in nats. */
function mechanism(
  x: Float64Array,
  y: Float64Array,
  features: RegressionFeatures,
): (x: Float64Array, y: Float64Array) => number {
  const learned = new ConjugateRegression({ features });
  learned.learn(x, y);
  return (cause, effect) =>
    learned.clone().observe(cause, effect) -
    new ConjugateRegression({ features }).observe(cause, effect);
}

/** In standard deviations from the mean of the training set. */
function scaleOf(values: Float64Array): (values: Float64Array) => Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / values.length) || 1;
  return (of) => of.map((value) => (value - mean) / deviation);
}

/** Half of the rows, at random. */
function half({ a, b }: NumericSet, stream: RandomStream): NumericSet {
  const rows = stream.sampleIndices(Math.max(2, Math.ceil(a.length / 2)), a.length);
  return {
    a: Float64Array.from(rows, (row) => a[row] ?? NaN),
    b: Float64Array.from(rows, (row) => b[row] ?? NaN),
  };
}
