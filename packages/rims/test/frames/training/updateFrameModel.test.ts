import * as tf from '@tensorflow/tfjs';
import { FlatAdam, RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { pixelCrossEntropy } from '@causal-mechanisms/metrics';
import { sliceFrames } from '../../../src/frames/frameArrays.ts';
import { FrameModel } from '../../../src/frames/frameModel.ts';
import { frameSource } from '../../../src/frames/frameSource.ts';
import { resolveFrameTrainingConfig } from '../../../src/frames/training/frameTrainingConfig.ts';
import { updateFrameModel } from '../../../src/frames/training/updateFrameModel.ts';
import { someFrames, TINY } from '../someFrames.ts';

beforeAll(() => useBackend());

const frames = someFrames(3, 5);
const { shape, ...model } = TINY;
const trainee = (more: object = {}) => {
  const config = resolveFrameTrainingConfig({ ...model, ...more }, frameSource(frames));
  const own = FrameModel.create({ ...model, shape }, new RandomStream(1));
  const adam = new FlatAdam(own.parameters.layout.length, { learningRate: 1 });
  return {
    config,
    model: own,
    adam,
    dispose: () => {
      own.dispose();
      adam.dispose();
    },
  };
};
const options = () => ({ done: 0, noise: new RandomStream(2), dropout: new RandomStream(3) });

it('reports the mean cross entropy of the next frames, before the update', async () => {
  const one = trainee();
  const said = await one.model.predict(sliceFrames(frames, 0, 4));
  const wanted = sliceFrames(frames, 1, 4);
  const scores = pixelCrossEntropy(said.values, wanted.values, { size: 64 });
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const { loss } = await updateFrameModel(one, frames, options());
  expect(loss).toBeCloseTo(mean, 4);
  one.dispose();
});

it('clips the gradient of the sum over frames', async () => {
  const values = async (clipNorm: number) => {
    const one = trainee({ clipNorm });
    const { gradientNorm } = await updateFrameModel(one, frames, options());
    one.dispose();
    return gradientNorm ?? NaN;
  };
  const norm = await values(100);
  expect(await values(norm / 3)).toBeCloseTo(norm, 4);
  // Four frames: four times the gradient of the mean.
  const one = trainee();
  const mean = await updateFrameModel(one, sliceFrames(frames, 0, 2), options());
  expect(norm).toBeGreaterThan(mean['gradientNorm'] ?? NaN);
  one.dispose();
});

it('flips pixels that are read, not those to be foretold', async () => {
  const [plain, noisy, again] = [
    trainee(),
    trainee({ inputNoise: 0.3 }),
    trainee({ inputNoise: 0.3 }),
  ];
  const before = frames.values.slice();
  const losses = [];
  for (const one of [plain, noisy, again]) {
    losses.push((await updateFrameModel(one, frames, options()))['loss']);
    one.dispose();
  }
  expect(losses[1]).not.toBe(losses[0]);
  expect(losses[2]).toBe(losses[1]);
  expect(frames.values).toEqual(before);
});

it('refuses frames that do not fit, and parameters that are lost', async () => {
  const one = trainee();
  await expect(
    updateFrameModel(one, { ...frames, values: frames.values.map(() => 2) }, options()),
  ).rejects.toMatchObject({ code: 'ERR_VALUES' });
  const lost = tf.fill<tf.Rank.R1>([one.model.parameters.layout.length], NaN);
  one.model.parameters.replace(lost);
  await expect(updateFrameModel(one, frames, options())).rejects.toThrow('smaller learning rate');
  one.dispose();
});

it('leaves nothing behind', async () => {
  await expectLeakFree(async () => {
    const one = trainee({ inputNoise: 0.1 });
    await updateFrameModel(one, frames, options());
    one.dispose();
  });
});
