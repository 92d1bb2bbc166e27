import * as tf from '@tensorflow/tfjs';
import { encoderLoss, generatorLoss } from '../../src/losses/logitLosses.ts';
import { scaleFactors } from '../../src/losses/scaleFactors.ts';
import type { Divergence, ScaledSide } from '../../src/losses/scaleFactors.ts';
import { latentPrior } from '../../src/prior/latentPrior.ts';
import {
  encodedPairs,
  generatedPairs,
  logDensity,
  normalGrid,
  OBSERVED,
  PARAMETERS,
  pointOf,
  precisionOf,
  relativeEntropy,
  squaredHellinger,
} from './gaussianPairs.ts';
import type { Normal, Values } from './gaussianPairs.ts';

const START: Values = {
  slope0: 0.5,
  slope1: -0.3,
  offset0: 0.1,
  offset1: 0.2,
  deviation0: 0.7,
  deviation1: 0.9,
  weight0: 0.8,
  weight1: -0.4,
  bias: -0.1,
  spread: 0.9,
  p00: 1.1,
  p01: 0.9,
  p10: 0.3,
  p11: -0.2,
  edge: -0.4,
};

const grid = normalGrid();

/** The divergences as functions of all parameters: in closed form, but for the last, which is summed up in double precision. */
const DIVERGENCES: Record<Exclude<Divergence, 'plain'>, (v: Values) => number> = {
  kl: (v) => relativeEntropy(encodedPairs(v), generatedPairs(v)),
  'reverse-kl': (v) => relativeEntropy(generatedPairs(v), encodedPairs(v)),
  hellinger: (v) => squaredHellinger(encodedPairs(v), generatedPairs(v)),
  js: (v) =>
    toMixture(encodedPairs(v), generatedPairs(v)) + toMixture(generatedPairs(v), encodedPairs(v)),
};

/** KL(p || (p + q) / 2). */
function toMixture(p: Normal, q: Normal): number {
  const [own, other] = [logDensity(p), logDensity(q)];
  return grid.points.reduce((sum, noise, i) => {
    const y = pointOf(p, noise);
    return sum + (grid.weights[i] ?? NaN) * Math.log(2 / (1 + Math.exp(other(y) - own(y))));
  }, 0);
}

/** How fast a divergence changes with every parameter, by differences of the fourth order. */
function measuredSlopes(divergence: (v: Values) => number): Values {
  const step = 1e-3;
  return Object.fromEntries(
    Object.entries(START).map(([name, value]) => {
      const at = (distance: number) => divergence({ ...START, [name]: value + distance * step });
      return [name, (8 * (at(1) - at(-1)) - at(2) + at(-2)) / (12 * step)];
    }),
  );
}

/** D(x, z) = ln q_E(x, z) - ln p_G(x, z), held at the start. */
function trueLogit(): (x: tf.Tensor, z: tf.Tensor) => tf.Tensor1D {
  const [q, p] = [encodedPairs(START), generatedPairs(START)];
  const half = (normal: Normal, y: tf.Tensor2D) => {
    const { precision, logDet } = precisionOf(normal);
    const gap = y.sub<tf.Tensor2D>(tf.tensor1d([...normal.mean]));
    return gap.matMul(tf.tensor2d(precision)).mul(gap).sum(1).add(logDet).div(-2);
  };
  return (x, z) => {
    const y = tf.concat([x, z], 1) as tf.Tensor2D;
    return half(q, y).sub(half(p, y));
  };
}

const noise = (columns: readonly number[]) =>
  tf.tensor2d(grid.points.map((point) => columns.map((j) => point[j] ?? NaN)));

/** The expectation of a loss over the grid: its weights go where those of the samples go. */
const weighted = (scale: tf.Tensor1D) =>
  scale.mul<tf.Tensor1D>(tf.tensor1d(grid.weights.map((weight) => weight * grid.weights.length)));

const scalesOf = (logits: tf.Tensor1D, side: ScaledSide, divergence: Divergence) =>
  weighted(scaleFactors(logits, side, { divergence, clip: null }));

/** The gradient of the encoder's loss, by the name of the parameter. */
function encoderSlopes(divergence: Divergence): tf.Tensor[] {
  const logit = trueLogit();
  const x = noise([0]).mul(OBSERVED);
  const loss = (slope: tf.Tensor, offset: tf.Tensor, deviation: tf.Tensor) => {
    const z = x
      .mul(slope)
      .add(offset)
      .add(noise([1, 2]).mul(deviation));
    const logits = logit(x, z);
    return encoderLoss(logits, scalesOf(logits, 'encoder', divergence));
  };
  return tf.grads(loss)(pairs(['slope', 'offset', 'deviation']));
}

/** The gradient of the loss of generator and prior. */
function generatorSlopes(divergence: Divergence): tf.Tensor[] {
  const logit = trueLogit();
  const prior = latentPrior(
    { kind: 'linear', leastSlope: null },
    [
      [0, 1],
      [0, 0],
    ],
    2,
  );
  const loss = (
    weight: tf.Tensor,
    bias: tf.Tensor,
    spread: tf.Tensor,
    slope: tf.Tensor,
    intercept: tf.Tensor,
    adjacency: tf.Tensor,
  ) => {
    const z = prior.sample([slope, intercept], [adjacency], noise([0, 1]));
    const x = z
      .mul(weight)
      .sum(1, true)
      .add(bias)
      .add(noise([2]).mul(spread));
    const logits = logit(x, z);
    return generatorLoss(logits, scalesOf(logits, 'generator', divergence));
  };
  return tf.grads(loss)([
    ...pairs(['weight']),
    tf.tensor1d([START['bias'] ?? NaN]),
    tf.tensor1d([START['spread'] ?? NaN]),
    ...pairs(['p0', 'p1']),
    tf.tensor2d([0, START['edge'] ?? NaN, 0, 0], [2, 2]),
  ]);
}

const pairs = (names: readonly string[]) =>
  names.map((name) => tf.tensor1d([START[`${name}0`] ?? NaN, START[`${name}1`] ?? NaN]));

async function numbersOf(make: () => tf.Tensor[]): Promise<number[]> {
  const tensors = tf.tidy(make);
  const lists = await Promise.all(tensors.map(async (tensor) => Array.from(await tensor.data())));
  tf.dispose(tensors);
  return lists.flat();
}

describe.each(Object.keys(DIVERGENCES) as (keyof typeof DIVERGENCES)[])(
  'the gradient of %s',
  (divergence) => {
    const slopes = measuredSlopes(DIVERGENCES[divergence]);
    const expectSlopes = (names: readonly string[], found: readonly number[]) => {
      expect(found).toHaveLength(names.length);
      names.forEach((name, i) => {
        const measured = slopes[name] ?? NaN;
        expect(Math.abs(measured)).toBeGreaterThan(2e-3);
        expect(Math.abs((found[i] ?? NaN) - measured)).toBeLessThan(
          2e-4 + 1e-3 * Math.abs(measured),
        );
      });
    };

    it('is that of the encoder', async () => {
      expectSlopes(PARAMETERS.encoder, await numbersOf(() => encoderSlopes(divergence)));
    });

    it('is that of generator, map and weights of edges', async () => {
      const found = await numbersOf(() => generatorSlopes(divergence));
      const edge = found.slice(8);
      expectSlopes(
        [...PARAMETERS.generator, ...PARAMETERS.map, ...PARAMETERS.adjacency],
        [...found.slice(0, 8), edge[1] ?? NaN],
      );
      expect([edge[0], edge[2], edge[3]].every((value) => value === 0)).toBe(true);
    });
  },
);
