import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { checkFrames, frameTensor, sliceFrames } from '../../src/frames/frameArrays.ts';
import type { FrameArrays } from '../../src/frames/frameArrays.ts';
import { someFrames, TINY } from './someFrames.ts';

beforeAll(() => useBackend());

it('cuts a stretch out of every sequence', () => {
  const values = Float32Array.from({ length: 6 }, (_, i) => i / 10);
  const frames: FrameArrays = { size: 2, steps: 3, shape: [1, 1, 1], values };
  expect(sliceFrames(frames, 1, 2)).toEqual({
    size: 2,
    steps: 2,
    shape: [1, 1, 1],
    values: Float32Array.of(0.1, 0.2, 0.4, 0.5),
  });
});

it('makes a tensor that does not change with the array', async () => {
  const frames = someFrames(2, 3);
  const before = frames.values.slice();
  const tensor = frameTensor(frames);
  frames.values.fill(0.5);
  expect(tensor.shape).toEqual([2, 3, 8, 8, 1]);
  expect(Float32Array.from(await tensor.data())).toEqual(before);
  tf.dispose(tensor);
});

const spoilt = (at: number, value: number): Partial<FrameArrays> => {
  const { values } = someFrames(2, 3);
  values[at] = value;
  return { values };
};
it.each<[string, Partial<FrameArrays>, string]>([
  ['no frames', { steps: 0, values: new Float32Array() }, 'ERR_SHAPE'],
  ['no sequences', { size: 0, values: new Float32Array() }, 'ERR_SHAPE'],
  ['another shape', { shape: [8, 4, 2] }, 'ERR_SHAPE'],
  ['a shape of two sides', { shape: [8, 8] as never }, 'ERR_SHAPE'],
  ['too few numbers', { values: new Float32Array(5 * 64) }, 'ERR_SHAPE'],
  ['a plain array', { values: [0, 1] as never }, 'ERR_ARGUMENT'],
  ['half a step', { steps: 1.5 }, 'ERR_ARGUMENT'],
  ['a pixel above 1', spoilt(70, 1.5), 'ERR_VALUES'],
  ['a pixel below 0', spoilt(0, -0.1), 'ERR_VALUES'],
  ['a pixel that is none', spoilt(6 * 64 - 1, NaN), 'ERR_VALUES'],
])('refuses %s', (_, wrong, code) => {
  expect(thrownCode(() => checkFrames('test', { ...someFrames(2, 3), ...wrong }, TINY))).toBe(code);
});
