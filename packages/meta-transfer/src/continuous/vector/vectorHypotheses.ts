import { checkCount, checkNumber, checkOptions, ShapeError } from '@causal-mechanisms/tensor-utils';
import { checkChoice } from '../../belief/checkChoice.ts';
import type { EpisodeLikelihoods } from '../../belief/regret.ts';
import { checkPairs } from '../columns.ts';
import type { CheckedPairs, PairColumns } from '../columns.ts';
import { columnScale } from '../standardise.ts';
import { VectorRegression } from './vectorRegression.ts';

/** Options of {@link vectorHypotheses}. */
export interface VectorHypothesesOptions {
  /** Components of each of both vectors. */
  readonly dimensions: number;
  /** Which mechanisms a transfer may have changed: each one or not, at even odds, or all. Default: `some`. */
  readonly changes?: 'some' | 'all';
  /** How many pairs training counts for in a mechanism that has changed, above 0. Default: 10. */
  readonly memory?: number;
}

/** Both hypotheses about a pair of vectors, as training left them. */
export interface VectorHypotheses {
  /**
   * Scores a transfer set under both, from where training left them; what they learn of it is forgotten afterwards.
   *
   * @param transfer - At least 2 pairs, each sample by sample and within it component by component.
   * @returns The sums over its pairs of log densities, in nats, in the units of the components.
   * @throws ShapeError, ValuesError when it is no such set.
   */
  score(transfer: PairColumns): EpisodeLikelihoods;
}

/**
 * Both hypotheses about two vectors of which one is linear in the other with normal noise: the linear Gaussian case with full covariances.
 *
 * Marginal and conditional learn in closed form (matrix-normal inverse-Wishart): every pair is scored before it is learned, and there is no learning
 * rate. With `changes: 'all'` the hypotheses are equivalent, as for numbers.
 *
 * @param training - Pairs from before anything changed, sample by sample: `a[i * dimensions + k]`; at least 20.
 * @param options - Sizes, and what may change.
 * @returns The hypotheses.
 * @throws ShapeError when the lengths are no whole number of pairs; ValuesError for values that are not finite, or a component that is constant;
 * ArgumentError for an impossible option.
 *
 * @example
 * ```ts
 * import { gaussianVectorPair } from '@causal-mechanisms/datasets';
 * import { vectorHypotheses } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const stream = new RandomStream(1);
 * const pair = gaussianVectorPair({ dimensions: 5, stream });
 * const hypotheses = vectorHypotheses(pair.sampleTraining(1000, stream), { dimensions: 5 });
 * const { forward, backward } = hypotheses.score(pair.transfer(stream).sample(200, stream));
 * console.log(forward > backward); // true
 * ```
 */
export function vectorHypotheses(
  training: PairColumns,
  options: VectorHypothesesOptions,
): VectorHypotheses {
  const owner = 'vectorHypotheses';
  const { dimensions, changes = 'some', memory = 10 } = checkOptions(owner, options);
  checkCount(owner, 'dimensions', dimensions, { most: 1024 });
  checkChoice(owner, 'changes', changes, ['some', 'all']);
  checkNumber(owner, 'memory', memory, { above: 0 });
  const given = checkVectors(owner, 'training', training, { dimensions, least: 20 });
  const scales = {
    a: componentScales(owner, 'training.a', given.a, dimensions),
    b: componentScales(owner, 'training.b', given.b, dimensions),
  };
  const inUnits = ({ a, b }: CheckedPairs): CheckedPairs => ({
    a: a.map((value, i) => scaled(value, scales.a[i % dimensions])),
    b: b.map((value, i) => scaled(value, scales.b[i % dimensions])),
  });
  const units = [...scales.a, ...scales.b].reduce(
    (sum, { deviation }) => sum + Math.log(deviation),
    0,
  );
  const { a, b } = inUnits(given);
  const nothing = new Float64Array(0);
  const learned = (x: Float64Array, y: Float64Array): VectorRegression => {
    const inputs = x.length === 0 ? 0 : dimensions;
    const regression = new VectorRegression({ inputs, targets: dimensions });
    regression.learn(x, y);
    return regression;
  };
  const known = {
    a: learned(nothing, a),
    b: learned(nothing, b),
    bGivenA: learned(a, b),
    aGivenB: learned(b, a),
  };
  const score = (regression: VectorRegression, x: Float64Array, y: Float64Array): number => {
    const changed = regression.discounted(memory).observe(x, y);
    if (changes === 'all') return changed;
    const same = regression.discounted(Infinity).observe(x, y);
    return Math.max(changed, same) + Math.log1p(Math.exp(-Math.abs(changed - same))) - Math.LN2;
  };
  return {
    score(transfer) {
      const options = { dimensions, least: 2 };
      const checked = checkVectors('VectorHypotheses.score', 'transfer', transfer, options);
      const pairs = inUnits(checked);
      const shared = (pairs.a.length / dimensions) * units;
      return {
        forward: score(known.a, nothing, pairs.a) + score(known.bGivenA, pairs.a, pairs.b) - shared,
        backward:
          score(known.b, nothing, pairs.b) + score(known.aGivenB, pairs.b, pairs.a) - shared,
      };
    },
  };
}

function checkVectors(
  owner: string,
  name: string,
  pairs: PairColumns,
  { dimensions, least }: { readonly dimensions: number; readonly least: number },
): CheckedPairs {
  const checked = checkPairs(owner, name, pairs, least * dimensions);
  if (checked.a.length % dimensions !== 0) {
    throw new ShapeError(
      `${owner}: ${name} must hold whole vectors of ${dimensions} components, got ${checked.a.length} values`,
      { data: { name, dimensions, actual: checked.a.length } },
    );
  }
  return checked;
}

function componentScales(owner: string, name: string, values: Float64Array, dimensions: number) {
  return Array.from({ length: dimensions }, (_, k) =>
    columnScale(
      owner,
      `${name}, component ${k}`,
      values.filter((__, i) => i % dimensions === k),
    ),
  );
}

function scaled(value: number, scale = { mean: 0, deviation: 1 }): number {
  return (value - scale.mean) / scale.deviation;
}
