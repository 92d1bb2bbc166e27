import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { frameEncoder } from '../../../src/frames/network/frameEncoder.ts';
import { difference } from '../../cores/rims/forms.ts';
import { someFrames, tiny } from '../someFrames.ts';

beforeAll(() => useBackend());

function started(config: ReturnType<typeof tiny>) {
  const encoder = frameEncoder(config);
  const stream = new RandomStream(1);
  const tensors = new Map(
    encoder.specs.map(({ name, shape, start }) => [
      name,
      tf.tensor(start(stream.split(name)), [...shape]),
    ]),
  );
  return { encoder, named: (name: string) => tensors.get(name) as tf.Tensor };
}
const someImages = () => tf.tensor4d(someFrames(1, 3).values, [3, 8, 8, 1]);

it('makes one vector of a frame, of mean 0 and deviation 1', async () => {
  const { encoder, named } = started(tiny());
  const code = encoder.run(named, someImages());
  expect(encoder.elements).toBe(1);
  expect(code.shape).toEqual([3, 1, 4]);
  const { mean, variance } = tf.moments(code, 2);
  for (const value of await mean.data()) expect(value).toBeCloseTo(0, 5);
  for (const value of await variance.data()) expect(value).toBeCloseTo(1, 1);
});

it('makes a vector of each cell, which tells its place', async () => {
  const { encoder, named } = started(tiny({ code: 'cells' }));
  expect(encoder.elements).toBe(4);
  const code = encoder.run(named, someImages());
  expect(code.shape).toEqual([3, 4, 4]);
  // Frames that are the same everywhere: cells differ by their borders and their places alone.
  const withoutPlaces = code.sub(named('encoder/places'));
  const again = encoder.run(
    (name) => (name === 'encoder/places' ? tf.zeros([4, 4]) : named(name)),
    someImages(),
  );
  expect(await difference(withoutPlaces, again)).toBeLessThan(1e-5);
});

it('sees each frame by itself', async () => {
  const { encoder, named } = started(tiny());
  const all = encoder.run(named, someImages());
  const last = encoder.run(named, someImages().slice([2], [1]));
  expect(await difference(all.slice([2], [1]), last)).toBeLessThan(1e-5);
});
