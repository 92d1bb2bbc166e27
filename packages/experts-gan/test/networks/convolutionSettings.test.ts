import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { convolutionSettings } from '../../src/networks/convolutionSettings.ts';

beforeAll(() => useBackend());

it('describes a convolution with the kernel, which keeps the size', () => {
  const kernel = tf.zeros<tf.Rank.R4>([3, 5, 2, 7]);
  const layer = tf.layers.conv2d(convolutionSettings(kernel));
  const output = layer.apply(tf.input({ shape: [8, 6, 2] })) as tf.SymbolicTensor;
  expect(output.shape).toEqual([null, 8, 6, 7]);
  expect(layer.getWeights()[0]?.shape).toEqual([3, 5, 2, 7]);
  layer.dispose();
  kernel.dispose();
});
