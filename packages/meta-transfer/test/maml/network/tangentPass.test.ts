import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { backwardPass, forwardPass } from '../../../src/maml/network/layerPasses.ts';
import type { Layer } from '../../../src/maml/network/mlp.ts';
import { tangentPass } from '../../../src/maml/network/tangentPass.ts';
import { problem } from '../problems.ts';

beforeAll(() => useBackend());

describe('tangentPass', () => {
  it.each([
    ['tanh', 'meanSquared'],
    ['softplus', 'crossEntropy'],
    ['relu', 'meanSquared'],
  ] as const)('is how the gradient moves along the direction: %s, %s', async (activation, name) => {
    const { parameters, batch, options, dispose } = problem({ activation, loss: name });
    const { network, loss } = options;
    const stream = new RandomStream(9);
    const before = tf.memory().numTensors;
    const gaps = tf.tidy(() => {
      const shared = parameters.views;
      const along = shared.map(({ shape, size }) =>
        tf.tensor(stream.normals(3 * size), [3, ...shape.slice(1)]),
      );
      const { x, y } = batch.support;
      const gradientAt = (layers: readonly Layer[]) => {
        const forward = forwardPass(layers, x, network.activation);
        const delta = loss.gradient(forward.answers, y, 1);
        return { forward, backward: backwardPass(layers, forward, delta, network.activation) };
      };
      const moved = (h: number) =>
        gradientAt(
          network.layers(shared.map((weight, i) => tf.add(weight, tf.mul(along[i] ?? 0, h)))),
        ).backward.gradient;
      const layers = network.layers(shared);
      const passes = gradientAt(layers);
      const product = tangentPass(layers, network.layers(along), {
        ...passes,
        activation: network.activation,
        deltaTangent: (tangent) => loss.tangent(passes.forward.answers, tangent, 1),
      });
      const h = 2e-3;
      const [up, down] = [moved(h), moved(-h)];
      return product.flatMap(({ kernel, bias }, i) => [
        gap(kernel, up[i]?.kernel, down[i]?.kernel, h),
        gap(bias, up[i]?.bias, down[i]?.bias, h),
      ]);
    });
    for (const found of gaps) expect((await found.data())[0]).toBeLessThan(5e-3);
    tf.dispose(gaps);
    expect(tf.memory().numTensors).toBe(before);
    dispose();
  });
});

function gap(
  product: tf.Tensor,
  up: tf.Tensor | undefined,
  down: tf.Tensor | undefined,
  h: number,
) {
  if (up === undefined || down === undefined) throw new Error('a layer is missing');
  return tf.max(tf.abs(tf.sub(product, tf.mul(tf.sub(up, down), 1 / (2 * h)))));
}
