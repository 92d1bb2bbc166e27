import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import {
  interpolateWeights,
  logWeights,
  movedWeights,
  sharpenWeights,
  shiftSources,
  shiftWeights,
} from '../../../src/cores/ntm/ntmAddressing.ts';
import { expectNumbers } from '../randomTensors.ts';

beforeAll(() => useBackend());

it('interpolates between content and the last place', async () => {
  const content = tf.tensor3d([[[0.5, 0.5, 0]]]);
  const previous = tf.tensor3d([[[0, 0, 1]]]);
  await expectNumbers(
    interpolateWeights(content, previous, tf.tensor3d([[[0.25]]])),
    [0.125, 0.125, 0.75],
  );
});

it('shifts on a ring: the third share moves to the next slot', async () => {
  const weights = tf.tensor3d([
    [
      [1, 0, 0, 0],
      [0.5, 0.25, 0, 0.25],
    ],
  ]);
  const shift = tf.tensor3d([
    [
      [0.1, 0.2, 0.7],
      [0, 0, 1],
    ],
  ]);
  const moved = movedWeights(weights, shiftSources(4));
  await expectNumbers(shiftWeights(moved, shift), [0.2, 0.7, 0, 0.1, 0.25, 0.5, 0.25, 0]);
});

it('sharpens by a power', async () => {
  const logarithms = logWeights(tf.tensor3d([[[0.5, 0.3, 0.2, 0]]]));
  const sum = 0.25 + 0.09 + 0.04;
  await expectNumbers(sharpenWeights(logarithms, tf.tensor3d([[[2]]])), [
    0.25 / sum,
    0.09 / sum,
    0.04 / sum,
    0,
  ]);
  await expectNumbers(sharpenWeights(logarithms, tf.tensor3d([[[1]]])), [0.5, 0.3, 0.2, 0]);
});
