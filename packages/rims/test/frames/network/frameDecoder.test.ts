import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { frameDecoder } from '../../../src/frames/network/frameDecoder.ts';
import { normals } from '../../cores/coreChecks.ts';
import { tiny } from '../someFrames.ts';

beforeAll(() => useBackend());

it.each([
  [{ shape: [8, 12, 3] as const }, [2, 8, 12, 3]],
  [{ filters: [5] }, [2, 8, 8, 1]],
  [{ filters: [2, 3, 4] }, [2, 8, 8, 1]],
])('makes frames with %j', (more, expected) => {
  const decoder = frameDecoder(tiny(more), 6);
  const stream = new RandomStream(1);
  const tensors = new Map(
    decoder.specs.map(({ name, shape, start }) => [
      name,
      tf.tensor(start(stream.split(name)), [...shape]),
    ]),
  );
  const logits = decoder.run((name) => tensors.get(name) as tf.Tensor, normals([2, 6], 1));
  expect(logits.shape).toEqual(expected);
  expect(decoder.specs.at(-2)?.name).toBe('decoder/frame/kernel');
});

it('has the channels of the encoder the other way round', () => {
  const decoder = frameDecoder(tiny({ filters: [2, 3] }), 6);
  const shapes = Object.fromEntries(decoder.specs.map(({ name, shape }) => [name, shape]));
  expect(shapes['decoder/hidden/kernel']).toEqual([6, 5]);
  expect(shapes['decoder/map/kernel']).toEqual([5, 2 * 2 * 3]);
  expect(shapes['decoder/convolution1/kernel']).toEqual([4, 4, 3, 2]);
  expect(shapes['decoder/frame/kernel']).toEqual([4, 4, 2, 1]);
});
