import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import {
  discriminatorLayout,
  discriminatorLogits,
  discriminatorLogitsInTurns,
} from '../../src/networks/discriminatorNetwork.ts';
import { drawParameters } from '../../src/networks/initialisation.ts';
import { averageLogits, checkReading, seenPart } from '../../src/networks/otherSizes.ts';
import { plainDiscriminator, relativeDifference } from '../autodiff.ts';
import { noPause, parameterTensors, randomImages, smallModel } from '../support.ts';

beforeAll(() => useBackend());

const images = randomImages(7);
const shape = [16, 16, 2] as const;
const layout = discriminatorLayout(shape, [3, 4, 5], 7);
const start = drawParameters(layout, new RandomStream(9), 'one');
const parameters = () => parameterTensors(layout, start);

it.each(['average', 'centre'] as const)(
  'scores images of the size of the training by %s as always',
  async (otherSizes) => {
    const x = images(4, 16, 2);
    const plain = discriminatorLogits(parameters(), x);
    const logits = discriminatorLogits(parameters(), x, { shape, otherSizes });
    expect(await relativeDifference(logits, plain)).toBe(0);
  },
);

it('has a convolution that is the hidden layer at a single place', async () => {
  const pooled = tf.tensor4d(new RandomStream(3).uniforms(40), [2, 2, 2, 5]);
  const [hiddenKernel, hiddenBias, headKernel, headBias] = parameters().slice(14) as [
    tf.Tensor2D,
    tf.Tensor1D,
    tf.Tensor2D,
    tf.Tensor1D,
  ];
  const dense = pooled
    .reshape<tf.Tensor2D>([2, 20])
    .matMul(hiddenKernel)
    .add(hiddenBias)
    .elu()
    .matMul<tf.Tensor2D>(headKernel)
    .add(headBias)
    .as1D();
  const views = { hiddenKernel, hiddenBias, headKernel, headBias };
  expect(await relativeDifference(averageLogits(views, pooled, shape), dense)).toBeLessThan(1e-6);
});

it('averages over every place at which the hidden layer fits', async () => {
  // Far from the border the features of a larger image are those of its parts: three places of 2x2 in features of 2x4.
  const pooled = tf.tensor4d(new RandomStream(3).uniforms(40), [1, 2, 4, 5]);
  const [hiddenKernel, hiddenBias, headKernel, headBias] = parameters().slice(14) as [
    tf.Tensor2D,
    tf.Tensor1D,
    tf.Tensor2D,
    tf.Tensor1D,
  ];
  const views = { hiddenKernel, hiddenBias, headKernel, headBias };
  const parts = [0, 1, 2].map((left) =>
    averageLogits(views, pooled.slice([0, 0, left, 0], [1, 2, 2, 5]), shape),
  );
  const mean = tf.addN(parts).div<tf.Tensor1D>(3);
  expect(await relativeDifference(averageLogits(views, pooled, shape), mean)).toBeLessThan(1e-6);
});

it('scores the centre as an image of its own', async () => {
  const x = images(3, 21, 2);
  const centre = x.slice([0, 2, 2, 0], [-1, 16, 16, -1]);
  const reading = { shape, otherSizes: 'centre' } as const;
  const plain = plainDiscriminator(tf.tensor1d(start), layout, centre);
  const logits = discriminatorLogits(parameters(), x, reading);
  expect(await relativeDifference(logits, plain)).toBeLessThan(1e-5);
  expect((await seenPart(x, reading).data()).slice(0, 2)).toEqual(
    (await centre.data()).slice(0, 2),
  );
});

it('scores larger images the same in turns, and leaves what it is given', async () => {
  const x = images(3, 23, 2);
  for (const otherSizes of ['average', 'centre'] as const) {
    const reading = { shape, otherSizes };
    const inTurns = await discriminatorLogitsInTurns(parameters(), x, noPause, reading);
    const logits = discriminatorLogits(parameters(), x, reading);
    expect(inTurns.shape).toEqual([3]);
    expect(await relativeDifference(inTurns, logits)).toBe(0);
  }
  expect(x.isDisposed).toBe(false);
});

it('lets a model score and invert images of 46x46, the whole batch and one alone', async () => {
  const model = smallModel();
  const x = images(4, 46, 3);
  const options = { otherSizes: 'average' } as const;
  const scores = model.scores(x, options);
  expect(scores.shape).toEqual([4, 3]);
  const judged = model.discriminate(model.apply(x, 1), options);
  expect(await relativeDifference(judged, scores.slice([0, 1], [4, 1]).as1D())).toBeLessThan(1e-5);
  const { images: restored, winners } = await model.invert(x, options);
  expect(restored.shape).toEqual([4, 46, 46, 3]);
  expect(Array.from(winners)).toEqual(Array.from(await scores.argMax(1).data()));
  const alone = model.discriminate(x.slice([2], [1]), options);
  const together = model.discriminate(x, options).slice([2], [1]);
  expect(await relativeDifference(alone, together)).toBeLessThan(1e-5);
  model.dispose();
});

it('leaks nothing', async () => {
  const model = smallModel();
  const x = images(2, 24, 3);
  await expectLeakFree(async () => {
    for (const otherSizes of ['average', 'centre'] as const) {
      model.discriminate(x, { otherSizes }).dispose();
      model.scores(x, { otherSizes }).dispose();
      (await model.invert(x, { otherSizes })).images.dispose();
    }
  });
  model.dispose();
});

it('refuses smaller images, other channels, and a way that is none', () => {
  const read =
    (size: number, channels: number, otherSizes: 'average' | 'centre' | 'refuse') => () =>
      checkReading('test', images(1, size, channels), shape, { otherSizes });
  expect(read(16, 2, 'refuse')()).toEqual({ shape, otherSizes: 'refuse' });
  expect(read(17, 2, 'average')()).toEqual({ shape, otherSizes: 'average' });
  expect(thrownCode(read(17, 2, 'refuse'))).toBe('ERR_SHAPE');
  expect(thrownCode(read(15, 2, 'average'))).toBe('ERR_SHAPE');
  expect(thrownCode(read(15, 2, 'centre'))).toBe('ERR_SHAPE');
  expect(thrownCode(read(17, 1, 'centre'))).toBe('ERR_SHAPE');
  expect(thrownCode(read(16, 2, 'resize' as 'centre'))).toBe('ERR_ARGUMENT');
});
