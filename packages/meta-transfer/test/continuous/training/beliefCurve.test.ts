import { ArgumentError, ValuesError } from '@causal-mechanisms/tensor-utils';
import { beliefCurve } from '../../../src/continuous/training/beliefCurve.ts';
import { straight, trained } from './runs.ts';

describe('beliefCurve', () => {
  it('begins with a step of the rate, towards the sign of Delta', () => {
    const [up = NaN] = beliefCurve([3]);
    const [down = NaN] = beliefCurve([-1], { learningRate: 0.5 });
    expect(Math.log(up / (1 - up))).toBeCloseTo(0.1, 6);
    expect(Math.log(down / (1 - down))).toBeCloseTo(-0.5, 6);
  });

  it.each(['likelihoods', 'costs'] as const)('is the belief of training, by %s', async (cost) => {
    const config = { mechanism: 'conjugate', pairs: 50, fitPairs: 100, episodes: 7 } as const;
    const model = await trained(straight, { ...config, cost, beliefRate: 0.3 });
    const beliefs = beliefCurve(model.deltas, { cost, learningRate: 0.3 });
    expect(beliefs).toHaveLength(7);
    expect(beliefs[6]).toBeCloseTo(model.belief, 12);
  });

  it('refuses impossible input', () => {
    expect(() => beliefCurve([])).toThrow(ValuesError);
    expect(() => beliefCurve([NaN])).toThrow(ValuesError);
    expect(() => beliefCurve([1], { learningRate: 0 })).toThrow(ArgumentError);
    expect(() => beliefCurve([1], { cost: 'both' as 'costs' })).toThrow(ArgumentError);
  });
});
