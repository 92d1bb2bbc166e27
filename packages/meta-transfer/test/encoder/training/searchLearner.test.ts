import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { angleSearch, rotation } from '../../../src/index.ts';
import { resolveEncoderTrainingConfig } from '../../../src/encoder/training/encoderConfig.ts';
import { searchLearner } from '../../../src/encoder/training/searchLearner.ts';
import { transferData } from '../transferData.ts';

const data = transferData({
  decoder: rotation(-0.6),
  stream: new RandomStream(1),
  points: 100,
  sets: 2,
});

describe('searchLearner', () => {
  it('does what angleSearch does, one angle per step', async () => {
    const config = resolveEncoderTrainingConfig({ learner: 'search', iterations: 9, grid: 6 });
    const { model, main } = searchLearner(config, data);
    for (let done = 0; done < 9; done++) await main.step(done);
    const { angle, direction, score, tried } = await angleSearch(data, { grid: 6, refinements: 3 });
    expect(model.parameters[0]).toBe(angle);
    expect(model.direction).toBe(direction);
    const best = tried.find((other) => other.angle === angle);
    // Two episodes of the difference of the scores.
    const gamma = 2 * ((best?.forward ?? NaN) - (best?.backward ?? NaN));
    expect(model.belief['U->V']).toBeCloseTo(1 / (1 + Math.exp(-gamma)), 10);
    expect(Math.max(best?.forward ?? NaN, best?.backward ?? NaN)).toBe(score);
  });
});
