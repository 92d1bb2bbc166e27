import * as tf from '@tensorflow/tfjs';
import { ArgumentError, useBackend } from '@causal-mechanisms/tensor-utils';
import { resolveEncoConfig } from '../../../src/graphs/training/encoConfig.ts';
import { encoLearner } from '../../../src/graphs/training/encoLearner.ts';
import { copies } from './copies.ts';

beforeAll(() => useBackend());

describe('encoLearner', () => {
  it('moves existence for all but edges into the target, orientation for its pairs alone', async () => {
    const data = copies(200, 50);
    const [only] = data.interventions.slice(1);
    const interventions = only === undefined ? [] : [only];
    const config = resolveEncoConfig({ hidden: 4, batchSize: 16, draws: 40, mechanismSteps: 1 });
    const before = tf.memory().numTensors;
    const learner = encoLearner(config, { ...data, interventions });
    const { scalars } = await learner.main.step(0);
    expect(scalars['cost']).toBeGreaterThan(0);
    const { existence, orientation } = learner.model.logits;
    const moved = (values: Float64Array | undefined) =>
      Array.from(values ?? [], (value) => (value === 0 ? 0 : 1));
    // The target is variable 1: edges 0 -> 1 and 2 -> 1 do not move.
    expect(moved(existence)).toEqual([0, 0, 1, 1, 0, 1, 1, 0, 0]);
    expect(moved(orientation)).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0]);
    expect(orientation?.[1]).toBe(-(orientation?.[3] ?? NaN));
    // The first step of Adam is a whole step size.
    expect(Math.abs(orientation?.[3] ?? NaN)).toBeCloseTo(0.1, 5);
    expect(Math.abs(existence[3] ?? NaN)).toBeCloseTo(0.02, 5);
    learner.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves the networks as they are once their cost under interventions does not fall', async () => {
    const data = copies(200, 50);
    const interventions = data.interventions.slice(0, 1);
    const settings = { hidden: 4, batchSize: 16, draws: 20, mechanismSteps: 1, mechanismRate: 5 };
    // Steps far too large: the cost rises sooner or later.
    const fitted = async (patience: number): Promise<boolean[]> => {
      const learner = encoLearner(resolveEncoConfig({ ...settings, patience }), {
        ...data,
        interventions,
      });
      const seen = [];
      for (let done = 0; done < 10; done++) {
        const { scalars } = await learner.main.step(done);
        expect(scalars['interventionCost']).toBeGreaterThan(0);
        seen.push('cost' in scalars);
      }
      learner.dispose();
      return seen;
    };
    expect(await fitted(0)).not.toContain(false);
    const seen = await fitted(1);
    expect(seen.slice(0, 2)).toEqual([true, true]);
    expect(seen.slice(seen.indexOf(false))).not.toContain(true);
    expect(seen.at(-1)).toBe(false);
  });

  it('refuses targets that nobody knows', () => {
    const data = copies(20, 5);
    const hidden = { ...data, interventions: [{ target: null, samples: data.observational }] };
    expect(() => encoLearner(resolveEncoConfig({}), hidden)).toThrow(ArgumentError);
    expect(() => encoLearner(resolveEncoConfig({}), hidden)).toThrow('intervention 0 is null');
  });
});
