import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { referenceAccuracies } from '../../src/index.ts';
import { countRight } from '../../src/evaluate/referenceAccuracies.ts';
import { LABELS, PIXELS, dots, probe, readBrightness } from './support.ts';

beforeAll(() => useBackend());

it('frames the experts: originals and changed images', async () => {
  const before = tf.memory().numTensors;
  expect(await referenceAccuracies(probe, readBrightness)).toEqual({
    original: 1,
    transformed: 0.5,
  });
  expect(tf.memory().numTensors).toBe(before);
});

it('counts over all parts of a long probe', async () => {
  const pixels = Array.from({ length: 300 }, (_, i) => (i < 200 ? 1 : 0));
  const labels = pixels.map((_, i) => (i < 100 ? 0 : 1));
  const images = dots(pixels, labels);
  // Right are the originals from 100 to 199; half of each third is inverted.
  expect(await referenceAccuracies({ ...probe, images }, readBrightness)).toEqual({
    original: 100 / 300,
    transformed: (50 + 50 + 50) / 300,
  });
});

it('needs originals and labels', async () => {
  const before = tf.memory().numTensors;
  const refused = { code: 'ERR_ARGUMENT' };
  const unlabelled = { ...probe, images: dots(PIXELS) };
  await expect(referenceAccuracies(unlabelled, readBrightness)).rejects.toMatchObject(refused);
  const transformed = tf.tensor4d(PIXELS, [6, 1, 1, 1]);
  const changed = { transformed, mechanisms: [0, 0, 0, 0, 0, 0], labels: LABELS };
  await expect(referenceAccuracies(changed, readBrightness)).rejects.toMatchObject(refused);
  transformed.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it('stops with the reason of the signal', async () => {
  const before = tf.memory().numTensors;
  const reason = new Error('enough');
  const signal = AbortSignal.abort(reason);
  await expect(referenceAccuracies(probe, readBrightness, { signal })).rejects.toBe(reason);
  expect(tf.memory().numTensors).toBe(before);
});

it('counts classes that equal their labels', () => {
  expect(countRight([1, 0, 2], Int32Array.of(1, 1, 2))).toBe(2);
  expect(countRight([], new Int32Array())).toBe(0);
});
