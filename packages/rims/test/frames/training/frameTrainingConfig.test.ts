import { thrownCode } from '@causal-mechanisms/test-utils';
import { frameSource } from '../../../src/frames/frameSource.ts';
import {
  frameModelConfigOf,
  resolveFrameTrainingConfig,
} from '../../../src/frames/training/frameTrainingConfig.ts';
import { withoutKeys } from '../../../src/cores/shared/withoutKeys.ts';
import { someFrames, tiny, TINY } from '../someFrames.ts';

const source = frameSource(someFrames(2, 5));
const model = withoutKeys(TINY, 'shape');

it('has the defaults of the paper', () => {
  expect(resolveFrameTrainingConfig({}, source)).toMatchObject({
    batchSize: 64,
    learningRate: 7e-4,
    finalLearningRate: 7e-4,
    clipNorm: 1,
    inputNoise: 0,
    updates: 78_000,
    steps: 5,
    codeWidth: 512,
    seed: 1,
  });
});

it('holds the model that it trains, and stays what it is when read again', () => {
  const config = resolveFrameTrainingConfig({ ...model, learningRate: 0.01, steps: 4 }, source);
  expect(frameModelConfigOf(config, source)).toEqual(tiny());
  expect(config).toMatchObject({ steps: 4, finalLearningRate: 0.01 });
  expect(resolveFrameTrainingConfig(config, source)).toEqual(config);
});

it.each<object>([
  { steps: 6 },
  { steps: 1 },
  { inputNoise: 1 },
  { learningRate: 0 },
  { batchSize: 0 },
  { shape: [8, 8, 1] },
  { filters: [2, 2, 2, 2] },
  { core: { kind: 'gru' } },
])('refuses %j', (wrong) => {
  expect(thrownCode(() => resolveFrameTrainingConfig({ ...model, ...wrong }, source))).toBe(
    'ERR_CONFIG',
  );
});

it('refuses sequences of one frame', () => {
  const still = frameSource(someFrames(2, 1));
  expect(thrownCode(() => resolveFrameTrainingConfig(model, still))).toBe('ERR_CONFIG');
});
