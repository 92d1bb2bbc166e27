import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { inPieces } from '../../src/model/inPieces.ts';

beforeAll(() => useBackend());

it.each([1, 256, 257, 600])('gives the same as one pass over %d rows', async (count) => {
  const before = tf.memory().numTensors;
  const rows = tf.tensor2d(
    Float32Array.from({ length: 2 * count }, (_, i) => i),
    [count, 2],
  );
  const seen: number[] = [];
  const doubled = inPieces(rows, (piece) => {
    seen.push(piece.shape[0]);
    return piece.mul<tf.Tensor2D>(2);
  });
  expect(doubled.shape).toEqual([count, 2]);
  expect(Array.from(await doubled.data())).toEqual(
    Array.from({ length: 2 * count }, (_, i) => 2 * i),
  );
  expect(seen.reduce((a, b) => a + b)).toBe(count);
  expect(Math.max(...seen)).toBeLessThanOrEqual(256);
  tf.dispose([rows, doubled]);
  expect(tf.memory().numTensors).toBe(before);
});
