import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import {
  resample,
  resampleGradient,
  resamplingLayer,
} from '../../../src/networks/kinds/resampling.ts';
import { randomImages } from '../../support.ts';

beforeAll(() => useBackend());

const images = randomImages(7);

it('halves by means of four, and doubles by copies', async () => {
  const x = tf.tensor4d([1, 3, 5, 7], [1, 2, 2, 1]);
  expect(await resample('halve', x).data()).toEqual(Float32Array.of(4));
  expect(Array.from(await resample('double', x).data())).toEqual([
    1, 1, 3, 3, 1, 1, 3, 3, 5, 5, 7, 7, 5, 5, 7, 7,
  ]);
  expect(resample('none', x)).toBe(x);
});

it.each(['halve', 'double'] as const)('has the transpose of %s as its gradient', async (how) => {
  const x = images(2, 4, 3);
  const y = resample(how, x);
  const dy = images(2, y.shape[1], 3);
  const dx = resampleGradient(how, dy, x);
  const [left] = await y.mul(dy).sum().data();
  const [right] = await x.mul(dx).sum().data();
  expect(left).toBeCloseTo(right ?? NaN, 3);
});

it('is the same as a stock layer', async () => {
  const input = tf.input({ shape: [null, null, 2] });
  const layers = [resamplingLayer('halve', 'a', 2), resamplingLayer('double', 'a', 3)];
  const output = layers.reduce((at, layer) => layer?.apply(at) as tf.SymbolicTensor, input);
  const model = tf.model({ inputs: input, outputs: output });
  expect(model.layers.map(({ name }) => name).slice(1)).toEqual(['a_pool2', 'a_upsample3']);
  const x = images(1, 6, 2);
  const expected = await resample('double', resample('halve', x)).data();
  expect(Array.from(await (model.predict(x) as tf.Tensor).data())).toEqual(Array.from(expected));
  expect(resamplingLayer('none', 'a', 1)).toBeNull();
});
