import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import type { FrameArrays } from '../../src/frames/frameArrays.ts';
import { sliceFrames } from '../../src/frames/frameArrays.ts';
import { FrameModel } from '../../src/frames/frameModel.ts';
import type { FramePrediction } from '../../src/frames/rollOut.ts';
import { someFrames, TINY } from './someFrames.ts';

beforeAll(() => useBackend());

const create = () => FrameModel.create(TINY, new RandomStream(3));
const code = (error: { code?: string }) => error.code;
const far = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? NaN))));
const asFrames = ({ size, steps, shape, values }: FramePrediction): FrameArrays => ({
  size,
  steps,
  shape,
  values,
});
/** Frames of each sequence one after the other. */
const joined = (first: FrameArrays, second: FrameArrays): FrameArrays => {
  const steps = first.steps + second.steps;
  const values = new Float32Array(first.size * steps * 64);
  for (let i = 0; i < first.size; i++) {
    values.set(
      first.values.subarray(i * first.steps * 64, (i + 1) * first.steps * 64),
      i * steps * 64,
    );
    values.set(
      second.values.subarray(i * second.steps * 64, (i + 1) * second.steps * 64),
      (i * steps + first.steps) * 64,
    );
  }
  return { ...first, steps, values };
};

it('reads true frames first, then what it said itself', async () => {
  const model = create();
  const frames = someFrames(2, 6);
  const said = await model.rollOut(frames, { fed: 3, own: 4 });
  expect(said).toMatchObject({ size: 2, steps: 6, modules: 3 });
  // The same, by reading the true frames followed by what was said.
  const own = sliceFrames(asFrames(said), 2, 3);
  const expected = await model.predict(joined(sliceFrames(frames, 0, 3), own));
  expect(far(said.values, expected.values)).toBeLessThan(1e-4);
  expect(said.activation).toEqual(expected.activation);
  model.dispose();
});

it('does not look at later frames', async () => {
  const model = create();
  const options = { fed: 3, own: 4 };
  const whole = await model.rollOut(someFrames(1, 6), options);
  const cut = await model.rollOut(sliceFrames(someFrames(1, 6), 0, 3), options);
  expect(cut.values).toEqual(whole.values);
  model.dispose();
});

it('reads zeros and ones where that is asked for', async () => {
  const model = create();
  const frames = someFrames(2, 3);
  const said = await model.rollOut(frames, { fed: 3, own: 2, feedback: 'binary' });
  const own = sliceFrames(asFrames(said), 2, 1);
  const rounded = { ...own, values: own.values.map((p) => (p > 0.5 ? 1 : 0)) };
  const expected = await model.predict(joined(frames, rounded));
  expect(far(said.values, expected.values)).toBeLessThan(1e-4);
  model.dispose();
});

it.each([
  [{ fed: 0, own: 1 }, 'ERR_ARGUMENT'],
  [{ fed: 4, own: 1 }, 'ERR_ARGUMENT'],
  [{ fed: 1, own: 0 }, 'ERR_ARGUMENT'],
  [{ fed: 1, own: 1.5 }, 'ERR_ARGUMENT'],
  [{ fed: 1, own: 1, feedback: 'logits' as never }, 'ERR_ARGUMENT'],
  [{ fed: 1, own: 1, signal: {} as never }, 'ERR_ARGUMENT'],
])('refuses %j', async (options, expected) => {
  const model = create();
  await expect(model.rollOut(someFrames(1, 3), options).catch(code)).resolves.toBe(expected);
  model.dispose();
});

it('stops at a signal', async () => {
  const model = create();
  const stop = new AbortController();
  const run = model.rollOut(someFrames(1, 3), { fed: 2, own: 1000, signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(run).rejects.toThrow('enough');
  model.dispose();
});
