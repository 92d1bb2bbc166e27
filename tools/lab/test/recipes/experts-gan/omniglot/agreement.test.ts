import { gatherImages, proceduralGlyphs } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { addGaussianNoise, invertContrast, shift } from '@causal-mechanisms/transforms';
import * as tf from '@tensorflow/tfjs';
import { expertAgreements } from '../../../../src/recipes/experts-gan/omniglot/agreement.ts';

beforeAll(() => useBackend({ backend: 'wasm' }));

const mechanisms = [shift({ dx: 4 }), invertContrast(), addGaussianNoise({ deviation: 0.5 })];

/** Experts that are what they should be: expert 0 inverts contrast, 1 shifts back, 2 leaves as it is, 3 shifts up. */
const model = {
  experts: 4,
  apply: (images: tf.Tensor4D, expert: number) =>
    expert === 0
      ? tf.sub<tf.Tensor4D>(1, images)
      : expert === 1
        ? shift({ dx: -4 }).apply(images, new RandomStream(0))
        : expert === 2
          ? images.clone()
          : shift({ dy: -4 }).apply(images, new RandomStream(0)),
};

describe('expertAgreements', () => {
  it('finds the inverse that each expert is, on images of other mechanisms', async () => {
    const before = tf.memory().numTensors;
    const { images } = await gatherImages(proceduralGlyphs(), [3, 50, 700]);
    const found = await expertAgreements(model, images, mechanisms, [1, 0, 2], new RandomStream(5));
    expect(found.map(({ own, nearest, agreement }) => [own, nearest, agreement])).toEqual([
      [1, 1, 1],
      [0, 0, 1],
      [2, 2, 1],
      [-1, expect.any(Number), null],
    ]);
    expect(found[3]?.nearestShare).toBeGreaterThan(1 / 3);
    images.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('does not count images of the expert’s own mechanism', async () => {
    // Expert 2 wins inversion, and is asked about the two others alone: it leaves them as they are, as the "inverse" of noise does.
    const { images } = await gatherImages(proceduralGlyphs(), [3, 50]);
    const found = await expertAgreements(model, images, mechanisms, [1, 2, 2], new RandomStream(5));
    expect(found[2]).toEqual({ expert: 2, own: 1, nearest: 2, nearestShare: 1, agreement: 0 });
    images.dispose();
  });
});
