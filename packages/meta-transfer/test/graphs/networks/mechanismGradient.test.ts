import * as tf from '@tensorflow/tfjs';
import { RandomStream, splitParameters, useBackend } from '@causal-mechanisms/tensor-utils';
import { mechanismGradient } from '../../../src/graphs/networks/mechanismGradient.ts';
import { initialNetworks, networkLayout } from '../../../src/graphs/networks/networkShape.ts';

beforeAll(() => useBackend());

const shape = { categories: [3, 2, 3], hidden: 5 };
const layout = networkLayout(shape);

/** A batch with random inputs, and the parameters of networks with biases that are not 0. */
function problem(weighted: boolean) {
  const stream = new RandomStream(9);
  const start = initialNetworks(shape, stream).map((value) => value + stream.normal(0, 0.1));
  const batch = 7;
  const inputs = tf.tensor3d(
    Float32Array.from({ length: 3 * batch * 9 }, () => (stream.uniform() < 0.3 ? 1 : 0)),
    [3, batch, 9],
  );
  const chosen = Float32Array.from({ length: 3 * batch * 3 }, (_, i) =>
    i % 3 === (i % 5) % 2 ? 1 : 0,
  );
  for (let row = 0; row < 3 * batch; row++) {
    chosen.fill(0, row * 3, row * 3 + 3);
    chosen[row * 3 + (row % 2)] = 1;
  }
  const answers = tf.tensor3d(chosen, [3, batch, 3]);
  const weights = weighted
    ? tf.tensor3d(stream.uniforms(3 * batch, 0, 2), [3, batch, 1])
    : undefined;
  const padding = tf.tensor3d([0, 0, 0, 0, 0, -1e9, 0, 0, 0], [3, 1, 3]);
  return { start: tf.tensor1d(start), inputs, answers, weights, padding, batch };
}

describe('mechanismGradient', () => {
  it.each([false, true])(
    'agrees with automatic differentiation, weighted: %s',
    async (weighted) => {
      const { start, inputs, answers, weights, padding, batch } = problem(weighted);
      const oracle = (flat: tf.Tensor) => {
        const [embeddings, hiddenBias, outputs, outputBias] = splitParameters(
          flat as tf.Tensor1D,
          layout,
        );
        const hidden = tf.matMul(inputs, embeddings as tf.Tensor3D).add(hiddenBias as tf.Tensor);
        const logits = tf
          .matMul(
            hidden.relu().sub<tf.Tensor3D>(hidden.neg().relu().mul(0.1)),
            outputs as tf.Tensor3D,
          )
          .add(outputBias as tf.Tensor)
          .add(padding);
        const costs = logits.logSumExp(2, true).sub(logits.mul(answers).sum(2, true));
        return costs
          .mul(weights ?? tf.scalar(1))
          .sum()
          .div<tf.Scalar>(batch);
      };
      const [expected, gradient] = tf.tidy(() => {
        const { value, grad } = tf.valueAndGrad(oracle)(start);
        return [value, grad] as [tf.Tensor, tf.Tensor];
      });
      const views = splitParameters(start, layout);
      const before = tf.memory().numTensors;
      const found = mechanismGradient(views, padding, { inputs, answers, weights });
      expect(tf.memory().numTensors).toBe(before + 5);
      expect((await found.cost.data())[0]).toBeCloseTo((await expected.data())[0] ?? NaN, 5);
      const mine = (await Promise.all(found.gradients.map((part) => part.data()))).flatMap(
        (part) => [...part],
      );
      const theirs = await gradient.data();
      expect(mine).toHaveLength(theirs.length);
      const gap = Math.max(...mine.map((slope, i) => Math.abs(slope - (theirs[i] ?? NaN))));
      expect(gap).toBeLessThan(1e-5);
      expect(Math.max(...mine.map(Math.abs))).toBeGreaterThan(0.05);
      tf.dispose([
        start,
        inputs,
        answers,
        weights ?? [],
        padding,
        views,
        found.cost,
        [...found.gradients],
        expected,
        gradient,
      ]);
    },
  );
});
