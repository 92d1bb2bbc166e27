import { pixelCrossEntropy, pixelF1 } from '@causal-mechanisms/metrics';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { scoreRollouts } from '../../../src/frames/evaluate/scoreRollouts.ts';
import { sliceFrames } from '../../../src/frames/frameArrays.ts';
import { FrameModel } from '../../../src/frames/frameModel.ts';
import { frameSource } from '../../../src/frames/frameSource.ts';
import { someFrames, TINY } from '../someFrames.ts';

beforeAll(() => useBackend());

const frames = someFrames(5, 7);
const source = frameSource(frames);
const create = () => FrameModel.create(TINY, new RandomStream(3));
const code = (error: { code?: string }) => error.code;

it('is the mean over sequences, frame by frame, however many are read at a time', async () => {
  const model = create();
  const rollout = { fed: 3, own: 3 };
  const scores = await scoreRollouts(model, source, { ...rollout, batchSize: 2 });
  const said = await model.rollOut(frames, rollout);
  const wanted = sliceFrames(frames, 1, 5).values;
  const mean = (all: Float64Array, t: number) =>
    [0, 1, 2, 3, 4].reduce((sum, i) => sum + (all[5 * i + t] ?? NaN), 0) / 5;
  const entropies = pixelCrossEntropy(said.values, wanted, { size: 64 });
  const f1 = pixelF1(said.values, wanted, { size: 64 });
  expect(scores.fed).toBe(3);
  expect(scores.crossEntropy).toHaveLength(5);
  for (let t = 0; t < 5; t++) {
    expect(scores.crossEntropy[t]).toBeCloseTo(mean(entropies, t), 4);
    expect(scores.f1[t]).toBeCloseTo(mean(f1, t), 2);
  }
  model.dispose();
});

it('looks at the first sequences alone where that is asked for', async () => {
  const model = create();
  const first = frameSource({ ...frames, size: 2, values: frames.values.slice(0, 2 * 7 * 64) });
  const some = await scoreRollouts(model, source, { fed: 3, own: 3, sequences: 2 });
  expect(some).toEqual(await scoreRollouts(model, first, { fed: 3, own: 3 }));
  model.dispose();
});

it.each([
  { fed: 3, own: 5 },
  { fed: 8, own: 1 },
  { fed: 3, own: 3, sequences: 6 },
  { fed: 3, own: 3, batchSize: 0 },
])('refuses %j of sequences of 7 frames', async (options) => {
  const model = create();
  await expect(scoreRollouts(model, source, options).catch(code)).resolves.toBe('ERR_ARGUMENT');
  model.dispose();
});

it('stops at a signal', async () => {
  const model = create();
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(scoreRollouts(model, source, { fed: 3, own: 3, signal })).rejects.toThrow('enough');
  model.dispose();
});
