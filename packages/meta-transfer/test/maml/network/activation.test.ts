import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { activation, ACTIVATIONS } from '../../../src/maml/network/activation.ts';

beforeAll(() => useBackend());

const EXACT = {
  relu: (z: number) => Math.max(z, 0),
  tanh: Math.tanh,
  softplus: (z: number) => Math.log1p(Math.exp(z)),
};
// No kink within the step of the differences.
const POINTS = [-3, -0.7, -0.1, 0.2, 0.9, 2.5];

describe.each(ACTIVATIONS)('activation %s', (name) => {
  it('has value, slope and curvature', async () => {
    const { value, taped, slope, curvature } = activation(name);
    const f = EXACT[name];
    const h = 1e-3;
    const found = tf.tidy(() => {
      const z = tf.tensor3d(POINTS, [1, 1, POINTS.length]);
      const out = value(z);
      const first = slope(z, out);
      return tf.stack([out, taped(z), first, curvature?.(out, first) ?? tf.zerosLike(z)]);
    });
    const [values = [], again = [], slopes = [], curvatures = []] = (await found
      .reshape([4, POINTS.length])
      .array()) as number[][];
    found.dispose();
    for (const [i, z] of POINTS.entries()) {
      expect(values[i]).toBeCloseTo(f(z), 5);
      expect(again[i]).toBeCloseTo(f(z), 5);
      expect(slopes[i]).toBeCloseTo((f(z + h) - f(z - h)) / (2 * h), 5);
      expect(curvatures[i]).toBeCloseTo((f(z + h) - 2 * f(z) + f(z - h)) / h ** 2, 4);
    }
  });
});
