import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { generationScores } from '../../../src/index.ts';
import { causeEffectBit } from './pairs.ts';

beforeAll(() => useBackend());

const data = causeEffectBit(600);
/** Draws what the data are drawn from, each number moved. */
const sampler = (moved: number) => ({
  sample: (count: number, stream: RandomStream) => {
    const real = causeEffectBit(count, stream.integer(0, 1e6));
    return tf.tidy(() => tf.add(tf.tensor(Float32Array.from(real.values), [count, 3]), moved));
  },
});
const features = (x: tf.Tensor) => tf.slice(x as tf.Tensor2D, [0, 0], [-1, 2]);
const options = (more: object = {}) => ({
  features,
  stream: new RandomStream(1),
  batchSize: 32,
  ...more,
});

describe('generationScores', () => {
  it('is as low as for real observations where the model draws what is real', async () => {
    const before = tf.memory().numTensors;
    const { frechet, energy, rows } = await generationScores(sampler(0), data, options());
    expect(tf.memory().numTensors).toBe(before);
    expect(rows).toBe(300);
    // The means of 300 rows of variance 1 and 1.25 differ by 0.015 in the mean square, and seldom by ten times that.
    expect(frechet.reference.squared).toBeLessThan(0.15);
    expect(frechet.score.squared).toBeLessThan(0.15);
    expect(energy.score.distance).toBeLessThan(0.05);
    expect(energy.reference.distance).toBeGreaterThan(0);
  });

  it('grows with what is wrong, seen through the features', async () => {
    const { frechet, energy } = await generationScores(sampler(1), data, options({ rows: 200 }));
    // Two columns moved by 1; the means of 200 rows differ by 0.1 besides.
    expect(frechet.score.means).toBeGreaterThan(1);
    expect(frechet.score.means).toBeLessThan(3);
    expect(frechet.reference.squared).toBeLessThan(0.25);
    expect(energy.score.distance).toBeGreaterThan(10 * energy.reference.distance);
    const blind = (x: tf.Tensor) => tf.zeros<tf.Rank.R2>([x.shape[0], 2]);
    const unseen = await generationScores(sampler(1), data, options({ features: blind }));
    expect(unseen.frechet.score.squared).toBe(0);
  });

  it('depends on the stream alone, not on the size of batches', async () => {
    const scores = async (batchSize: number) =>
      generationScores(
        { sample: (count) => tf.ones([count, 3]) },
        data,
        options({ batchSize, rows: 50 }),
      );
    expect(await scores(7)).toEqual(await scores(50));
  });

  it('refuses what does not fit, disposes of all, and stops for a signal', async () => {
    const before = tf.memory().numTensors;
    for (const bad of [{ rows: 1 }, { rows: 301 }, { batchSize: 0 }]) {
      await expect(generationScores(sampler(0), data, options(bad))).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
      });
    }
    const narrow = { sample: (count: number) => tf.ones([count, 2]) };
    await expect(generationScores(narrow, data, options())).rejects.toThrow(
      /\[2\], those of causes\/1 have \[3\]/,
    );
    const infinite = (x: tf.Tensor) => tf.div<tf.Tensor2D>(x, 0);
    await expect(
      generationScores(sampler(0), data, options({ features: infinite })),
    ).rejects.toMatchObject({ code: 'ERR_VALUES' });
    const failing = () => {
      throw new Error('features');
    };
    await expect(
      generationScores(sampler(0), data, options({ features: failing })),
    ).rejects.toThrow('features');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(generationScores(sampler(0), data, options({ signal }))).rejects.toThrow('enough');
    expect(tf.memory().numTensors).toBe(before);
  });
});
