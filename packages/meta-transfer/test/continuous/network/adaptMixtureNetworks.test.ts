import * as tf from '@tensorflow/tfjs';
import {
  ArgumentError,
  RandomStream,
  useBackend,
  withoutLeaks,
} from '@causal-mechanisms/tensor-utils';
import { adaptMixtureNetworks } from '../../../src/continuous/network/adaptMixtureNetworks.ts';
import { mixtureNetworkLosses } from '../../../src/continuous/network/mixtureNetworkGradient.ts';
import { initialMixtureNetwork } from '../../../src/continuous/network/mixtureNetworkLayout.ts';

beforeAll(() => useBackend());

const sizes = { hidden: 4, components: 2 };

function drawnBatch(networks: number) {
  const stream = new RandomStream(1);
  const row = Array.from(initialMixtureNetwork(stream, sizes));
  const parameters = tf.tensor2d(
    Array.from({ length: networks }, () => row),
    [networks, row.length],
  );
  const x = tf.tensor2d(stream.normals(networks * 20), [networks, 20]);
  const y = x.mul<tf.Tensor2D>(2).add<tf.Tensor2D>(1);
  return { parameters, x, y };
}

describe('adaptMixtureNetworks', () => {
  it('adds up the losses before the steps of Adam', async () => {
    const batch = drawnBatch(2);
    const options = { ...sizes, steps: 4, learningRate: 0.02 };
    const costs = await adaptMixtureNetworks(batch, options);
    for (let i = 0; i < 2; i++) {
      const [x, y] = [batch.x.slice([i, 0], [1, 20]), batch.y.slice([i, 0], [1, 20])];
      const parameters = tf.variable(batch.parameters.slice([i, 0], [1, -1]));
      const adam = tf.train.adam(0.02, 0.9, 0.999, 1e-8);
      let sum = 0;
      for (let step = 0; step < 4; step++) {
        const loss = adam.minimize(
          () => mixtureNetworkLosses({ parameters: parameters, x, y }, sizes).asScalar(),
          true,
          [parameters],
        );
        sum += (await loss?.data())?.[0] ?? NaN;
        loss?.dispose();
      }
      expect(costs[i]).toBeCloseTo(sum, 3);
      adam.dispose();
      tf.dispose([x, y, parameters]);
    }
    tf.dispose({ ...batch });
  });

  it('gains from adaptation, and changes nothing that it was given', async () => {
    const batch = drawnBatch(1);
    const before = Array.from(await batch.parameters.data());
    const [once = NaN] = await adaptMixtureNetworks(batch, { ...sizes, steps: 1 });
    const [often = NaN] = await adaptMixtureNetworks(batch, {
      ...sizes,
      steps: 50,
      learningRate: 0.05,
    });
    expect(often / 50).toBeLessThan(once - 0.2);
    expect(Array.from(await batch.parameters.data())).toEqual(before);
    tf.dispose({ ...batch });
  });

  it('leaves nothing behind, when it fails neither', async () => {
    const batch = drawnBatch(3);
    await withoutLeaks('mixture networks', async () => {
      await adaptMixtureNetworks(batch, { ...sizes, steps: 3 });
    });
    const tensors = tf.memory().numTensors;
    await expect(adaptMixtureNetworks(batch, { steps: 2 })).rejects.toThrow('shape');
    await expect(adaptMixtureNetworks(batch, { ...sizes, steps: 0 })).rejects.toThrow(
      ArgumentError,
    );
    await expect(adaptMixtureNetworks(batch, { ...sizes, learningRate: -1 })).rejects.toThrow(
      ArgumentError,
    );
    expect(tf.memory().numTensors).toBe(tensors);
    tf.dispose({ ...batch });
  });
});
