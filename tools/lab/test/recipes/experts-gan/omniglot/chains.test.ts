import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { invertContrast, shift } from '@causal-mechanisms/transforms';
import * as tf from '@tensorflow/tfjs';
import {
  nearness,
  orders,
  undoChain,
} from '../../../../src/recipes/experts-gan/omniglot/chains.ts';

beforeAll(() => useBackend({ backend: 'wasm' }));

describe('orders', () => {
  it('are all, that of the list first', () => {
    expect(orders([1, 2, 3])).toEqual([
      [1, 2, 3],
      [1, 3, 2],
      [2, 1, 3],
      [2, 3, 1],
      [3, 1, 2],
      [3, 2, 1],
    ]);
    expect(orders([])).toEqual([[]]);
  });
});

describe('undoChain', () => {
  it('undoes the last mechanism first', async () => {
    const asked: number[] = [];
    const model = {
      apply: (images: tf.Tensor4D, expert: number) => {
        asked.push(expert);
        return expert === 7
          ? shift({ dx: -1 }).apply(images, new RandomStream(0))
          : tf.sub<tf.Tensor4D>(1, images);
      },
    };
    const images = tf.tensor4d([0, 1, 0, 0], [1, 1, 4, 1]);
    const chain = [
      { mechanism: shift({ dx: 1 }), expert: 7 },
      { mechanism: invertContrast(), expert: 2 },
    ];
    const { steps, labels } = undoChain(model, images, chain, new RandomStream(1));
    expect(asked).toEqual([2, 7]);
    expect(labels).toEqual([
      'original',
      'shift right 1',
      'contrast inversion',
      'expert 2',
      'expert 7',
    ]);
    expect(Array.from(await (steps[2] as tf.Tensor4D).data())).toEqual([1, 1, 0, 1]);
    expect(Array.from(await (steps[4] as tf.Tensor4D).data())).toEqual([0, 1, 0, 0]);
    tf.dispose([images, ...steps]);
  });
});

describe('nearness', () => {
  it('is the mean squared error, and the overlap of ink', async () => {
    const before = tf.memory().numTensors;
    const images = tf.tensor4d([1, 0.6, 0, 0.4, 0, 0, 0, 0], [2, 1, 4, 1]);
    const originals = tf.tensor4d([1, 0, 1, 0, 0, 0, 0, 0], [2, 1, 4, 1]);
    const found = await nearness(images, originals);
    expect(found.meanSquaredError).toBeCloseTo((0.36 + 1 + 0.16) / 8, 6);
    // The first image shares one of three inked pixels; the second one is empty, as it should be.
    expect(found.overlap).toBeCloseTo((1 / 3 + 1) / 2, 6);
    tf.dispose([images, originals]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
