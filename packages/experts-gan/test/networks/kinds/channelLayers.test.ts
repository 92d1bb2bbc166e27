import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { channelLayers } from '../../../src/networks/kinds/channelLayers.ts';
import { randomImages } from '../../support.ts';

beforeAll(() => useBackend());

it('takes a channel out by stock layers without weights, at any size', async () => {
  const input = tf.input({ shape: [null, null, 3] });
  const outputs = [0, 1, 2].map((c) => channelLayers(input, c, { channels: 3, name: 'a' }));
  const model = tf.model({ inputs: input, outputs });
  expect(model.weights).toEqual([]);
  const x = randomImages(9)(2, 4, 3);
  const found = tf.concat(model.predict(x) as tf.Tensor[], 3);
  expect(Array.from(await found.data())).toEqual(Array.from(await x.data()));
});
