import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import type { FrameArrays } from '../../src/frames/frameArrays.ts';
import {
  checkFrameSource,
  frameSource,
  readFrames,
  sampleFrames,
} from '../../src/frames/frameSource.ts';

/** Sequence i shows (10 i + t) / 100 in frame t. */
const counted: FrameArrays = {
  size: 4,
  steps: 5,
  shape: [1, 1, 1],
  values: Float32Array.from({ length: 20 }, (_, k) => (10 * Math.floor(k / 5) + (k % 5)) / 100),
};
const hundredths = (values: Float32Array) => Array.from(values, (value) => Math.round(100 * value));

it('reads sequences of arrays by index', async () => {
  const source = frameSource(counted);
  const { values, ...rest } = await readFrames(source, Int32Array.of(3, 0));
  expect(rest).toEqual({ size: 2, steps: 5, shape: [1, 1, 1] });
  expect(hundredths(values)).toEqual([30, 31, 32, 33, 34, 0, 1, 2, 3, 4]);
  const part = await readFrames(source, Int32Array.of(1), { from: 2, count: 2 });
  expect(hundredths(part.values)).toEqual([12, 13]);
  await expect(source.read(Int32Array.of(4), new Float32Array(5))).rejects.toMatchObject({
    code: 'ERR_ARGUMENT',
  });
  await expect(source.read(Int32Array.of(1), new Float32Array(4))).rejects.toMatchObject({
    code: 'ERR_SHAPE',
  });
  await expect(source.read([1] as never, new Float32Array(5))).rejects.toMatchObject({
    code: 'ERR_ARGUMENT',
  });
});

it('draws all sequences, and all stretches, and the same from the same seed', async () => {
  const source = frameSource(counted);
  const stream = new RandomStream(1);
  const seen = new Set<number>();
  for (let i = 0; i < 40; i++) {
    const { values, steps } = await sampleFrames(source, { size: 2, steps: 3 }, stream);
    expect(steps).toBe(3);
    const [a = NaN, b = NaN, c = NaN, d = NaN] = hundredths(values);
    expect([b, c]).toEqual([a + 1, a + 2]);
    seen.add(a).add(d);
  }
  expect([...seen].sort((a, b) => a - b)).toEqual([0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32]);
  const twice = await Promise.all(
    [3, 3].map((seed) => sampleFrames(source, { size: 4, steps: 5 }, new RandomStream(seed))),
  );
  expect(twice[0]).toEqual(twice[1]);
});

it.each([
  ['no sequences', { size: 0 }],
  ['half a frame', { steps: 0.5 }],
  ['no shape', { shape: 8 }],
  ['nothing to read with', { read: undefined }],
])('refuses a source with %s', (_, wrong) => {
  const source = { ...frameSource(counted), ...wrong } as never;
  expect(thrownCode(() => checkFrameSource('test', source))).toBe('ERR_ARGUMENT');
});

it('refuses arrays that do not fit their shape', () => {
  expect(thrownCode(() => frameSource({ ...counted, steps: 4 }))).toBe('ERR_SHAPE');
});
