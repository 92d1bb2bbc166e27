import { arrayDataset } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { createMixture, invertContrast, shift } from '@causal-mechanisms/transforms';
import * as tf from '@tensorflow/tfjs';
import { mechanismFigures } from '../../../../src/recipes/experts-gan/competitors/mechanismFigures.ts';

beforeAll(() => useBackend({ backend: 'wasm' }));

/** Four images of two pixels: one white, the other black, in turns. */
const pixels = Float32Array.of(1, 0, 0, 1, 1, 0, 0, 1);
const images = arrayDataset({ name: 'dots', pixels, shape: [1, 2, 1], labels: [0, 1, 0, 1] });
const mixture = createMixture([shift({ dx: 1 }), invertContrast()]);
const whole = { images, mixture, stream: new RandomStream(1) };

/** A "bank" of one function. */
const bank = (answer: (images: tf.Tensor4D) => tf.Tensor4D) => ({
  experts: 1,
  invert: (batch: tf.Tensor4D) =>
    Promise.resolve({
      images: answer(batch),
      winners: new Int32Array(batch.shape[0]),
      scores: new Float32Array(batch.shape[0]),
    }),
});

describe('mechanismFigures', () => {
  it('tells what is undone from what is left alone or made grey', async () => {
    const before = tf.memory().numTensors;
    const classify = async (batch: tf.Tensor4D) => {
      const values = await batch.data();
      return Int32Array.from({ length: batch.shape[0] }, (_, i) =>
        (values[2 * i] ?? 0) > (values[2 * i + 1] ?? 0) ? 0 : 1,
      );
    };
    const invert = bank((batch) => tf.sub<tf.Tensor4D>(1, batch));
    const [moved, inverted] = await mechanismFigures(invert, { whole, classify });
    // Images 1 and 3 are inverted, and inverted back.
    expect(inverted).toEqual({
      name: invertContrast().name,
      accuracy: 1,
      meanSquaredError: 0,
      // The mean of all images is one half everywhere; the images as they come are wrong everywhere.
      trivialError: 0.25,
      undone: true,
    });
    // Images 0 and 2, white then black, were shifted to black then white, then inverted to white then black.
    expect(moved?.undone).toBe(true);
    const [left, same] = await mechanismFigures(
      bank((batch) => batch.clone()),
      { whole },
    );
    expect([left?.accuracy, left?.undone, same?.undone]).toEqual([null, false, false]);
    expect(same?.meanSquaredError).toBe(1);
    const [, grey] = await mechanismFigures(
      bank((batch) => tf.fill(batch.shape, 0.5)),
      { whole },
    );
    expect([grey?.meanSquaredError, grey?.undone]).toEqual([0.25, false]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('passes over mechanisms that no image has', async () => {
    const three = createMixture([shift({ dx: 1 }), invertContrast(), shift({ dy: 1 })]);
    const few = arrayDataset({ name: 'few', pixels: pixels.slice(0, 4), shape: [1, 2, 1] });
    const found = await mechanismFigures(
      bank((batch) => batch.clone()),
      { whole: { ...whole, images: few, mixture: three } },
    );
    expect(found).toHaveLength(2);
  });
});
