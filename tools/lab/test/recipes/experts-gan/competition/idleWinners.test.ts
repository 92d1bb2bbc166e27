import * as tf from '@tensorflow/tfjs';
import { arrayDataset } from '@causal-mechanisms/datasets';
import { ExpertsModel, resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { idleWinners } from '../../../../src/recipes/experts-gan/competition/idleWinners.ts';

beforeAll(() => useBackend());

const SHAPE = [8, 8, 1] as const;
/** The score of an image is its mean: untrained experts make grey images of whatever comes. */
const brightness = {
  name: 'brightness',
  scores: (images: tf.Tensor4D) => images.mean<tf.Tensor1D>([1, 2, 3]),
};
const uniform = (value: number) =>
  arrayDataset({
    name: 'uniform',
    pixels: new Float32Array(4 * 64).fill(value),
    shape: [...SHAPE],
  });

it('speaks of winners that raise no score, unless their outputs pass for canonical', async () => {
  const config = resolveExpertsConfig({
    experts: 1,
    filters: 2,
    objective: { kind: 'custom', name: 'brightness' },
  });
  await expectLeakFree(async () => {
    const model = ExpertsModel.create(config, SHAPE, new RandomStream(1), {
      objective: brightness,
    });
    const transformed = tf.fill<tf.Rank.R4>([2, ...SHAPE], 0.95);
    const probe = { transformed, mechanisms: [0, 0], names: ['lit'] };
    expect(await idleWinners(model, probe, uniform(1))).toContain('expert 0 wins lit, but lowers');
    expect(await idleWinners(model, probe, uniform(0))).toBeUndefined();
    transformed.dispose();
    model.dispose();
  });
});
