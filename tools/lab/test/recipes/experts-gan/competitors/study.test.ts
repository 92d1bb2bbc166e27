import { padImages, proceduralDigits } from '@causal-mechanisms/datasets';
import { ExpertsModel, resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import type { EvaluationEvent } from '@causal-mechanisms/tensor-utils';
import { createMixture, invertContrast, shift } from '@causal-mechanisms/transforms';
import * as tf from '@tensorflow/tfjs';
import { figuresOf } from '../../../../src/recipes/experts-gan/competitors/study.ts';

beforeAll(() => useBackend({ backend: 'wasm' }));

describe('figuresOf', () => {
  it('judges experts on all test images, and their history', async () => {
    const before = tf.memory().numTensors;
    const sizes = {
      experts: 3,
      filters: 2,
      discriminatorFilters: [2, 2, 2],
      discriminatorUnits: 4,
    } as const;
    const model = ExpertsModel.create(
      resolveExpertsConfig(sizes),
      [32, 32, 1],
      new RandomStream(1),
    );
    const whole = {
      images: padImages(proceduralDigits({ size: 12 }), 2),
      mixture: createMixture([shift({ dx: 4 }), invertContrast()]),
      stream: new RandomStream(2),
    };
    const looked = (step: number, values: number[][]): EvaluationEvent => ({
      kind: 'evaluation',
      step,
      scalars: {},
      matrices: { wins: { rows: ['a', 'b'], columns: ['0', '1'], values } },
    });
    const history = [
      looked(0, [
        [1, 0],
        [1, 0],
      ]),
      looked(5, [
        [1, 0],
        [0, 1],
      ]),
    ];
    const figures = await figuresOf(model, { whole }, history);
    expect(figures.perfectAtEnd).toBe(1);
    expect([figures.lastChange, figures.iterations]).toEqual([5, 5]);
    expect(figures.accuracy).toBeNull();
    expect(figures.wins.columns).toHaveLength(3);
    expect(figures.mechanisms).toHaveLength(2);
    for (const row of figures.wins.values) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    const errors = figures.mechanisms.map(({ meanSquaredError }) => meanSquaredError);
    // Six images of each mechanism: the error of all is the mean of both.
    expect(figures.meanSquaredError).toBeCloseTo(((errors[0] ?? 0) + (errors[1] ?? 0)) / 2, 4);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  }, 60_000);
});
