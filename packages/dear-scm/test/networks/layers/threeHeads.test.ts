import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { Blueprint } from '../../../src/networks/layers/blueprint.ts';
import { threeHeads } from '../../../src/networks/layers/threeHeads.ts';
import { expectNetworkGradients, normals, numbers } from '../networkRuns.ts';

beforeAll(() => useBackend());

function network() {
  const blueprint = new Blueprint();
  const heads = threeHeads(blueprint, 2, 1, 2);
  return blueprint.network((run, x: tf.Tensor2D, z: tf.Tensor2D) => heads(run, x, z));
}

it('averages three scores of normalised layers', async () => {
  const heads = network();
  const { layout, buffers } = heads;
  expect(layout.specs.map(({ name }) => name)).toEqual(
    ['head/observation', 'head/latent', 'joint', 'head/both'].flatMap((name) => [
      `${name}/kernel`,
      `${name}/bias`,
    ]),
  );
  expect(buffers.length).toBe(1 + 1 + 2 + 1);
  const weights = {
    parameters: [
      tf.tensor2d([3, 4], [2, 1]),
      tf.tensor1d([1]),
      tf.tensor2d([-2], [1, 1]),
      tf.tensor1d([0]),
      tf.tensor2d([1, 0, 0, 1, 0, 0], [3, 2]),
      tf.zeros([2]),
      tf.tensor2d([0, 5], [2, 1]),
      tf.tensor1d([2]),
    ],
    buffers: [tf.ones([1, 1]), tf.ones([1, 1]), tf.tensor2d([1, 0], [2, 1]), tf.ones([1, 1])],
  };
  const logits = heads.run(weights, [tf.tensor2d([5, -10], [1, 2]), tf.tensor2d([7], [1, 1])]);
  expect(logits.shape).toEqual([1]);
  // (3 - 8 + 1) + (-7) + (0.2 * -10 + 2)
  expect((await numbers(logits))[0]).toBeCloseTo((-4 - 7 + 0) / 3, 5);
});

it('has right gradients', async () => {
  await expectNetworkGradients(network(), [
    normals<tf.Rank.R2>([3, 2], 1),
    normals<tf.Rank.R2>([3, 1], 2),
  ]);
});
