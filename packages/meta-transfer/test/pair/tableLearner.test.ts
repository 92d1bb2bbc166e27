import { sigmoid } from '@causal-mechanisms/tensor-utils';
import { TableLearner } from '../../src/pair/tableLearner.ts';
import { tabularHypotheses } from '../../src/pair/tabularHypotheses.ts';
import { handPair } from './truths.ts';

const { forward, joint } = tabularHypotheses(handPair);

describe('TableLearner', () => {
  it('takes the steps that were computed by hand', () => {
    const learner = new TableLearner(forward, Float64Array.of(0.5, 0.5, 0, 0), {
      optimiser: 'sgd',
      learningRate: 1,
      start: 'trained',
    });
    learner.step(Float64Array.of(1, 0, 0, 0));
    const expected = Math.log(0.731059) + 0.5 * (Math.log(0.916615) + Math.log(0.083385));
    expect(learner.expectedLogLikelihood()).toBeCloseTo(expected, 5);
  });

  it('starts at uniform tables where that is asked', () => {
    const settings = { optimiser: 'sgd', learningRate: 1, start: 'uniform' } as const;
    const learner = new TableLearner(forward, joint, settings);
    expect(learner.expectedLogLikelihood()).toBeCloseTo(-2 * Math.LN2, 10);
  });

  it('takes first steps of RMSprop that do not depend on the size of the gradient', () => {
    const settings = { optimiser: 'rmsprop', learningRate: 0.01, start: 'uniform' } as const;
    const learner = new TableLearner(forward, Float64Array.of(1, 0, 0, 0), settings);
    learner.step(Float64Array.of(1, 0, 0, 0));
    // Marginal and first row both go to sigmoid(0.2): logits +-0.1.
    expect(learner.expectedLogLikelihood()).toBeCloseTo(-2 * Math.log(1 + Math.exp(-0.2)), 5);
  });

  it('forgets of rows that a mini-batch does not meet, with RMSprop', () => {
    const settings = { optimiser: 'rmsprop', learningRate: 0.01, start: 'uniform' } as const;
    const learner = new TableLearner(forward, Float64Array.of(1, 0, 0, 0), settings);
    const [first, second] = [Float64Array.of(1, 0, 0, 0), Float64Array.of(0, 0, 1, 0)];
    for (const batch of [first, second, first]) learner.step(batch);
    // Of two categories the gradients are opposite: one difference of logits says all.
    const follow = (gradients: readonly ((p: number) => number)[]) => {
      let [half, square] = [0, 0];
      for (const gradient of gradients) {
        const slope = gradient(sigmoid(2 * half));
        square = 0.99 * square + 0.01 * slope * slope;
        half -= (0.01 * slope) / (Math.sqrt(square) + 1e-8);
      }
      return Math.log(sigmoid(2 * half));
    };
    const marginal = follow([(p) => p - 1, (p) => p, (p) => p - 1]);
    const row = follow([(p) => p - 1, () => 0, (p) => p - 1]);
    expect(learner.expectedLogLikelihood()).toBeCloseTo(marginal + row, 8);
  });

  it('gives nothing to what never happens', () => {
    const certain = tabularHypotheses({ ...handPair, conditional: Float64Array.of(1, 0, 1, 0) });
    const settings = { optimiser: 'sgd', learningRate: 1, start: 'trained' } as const;
    const learner = new TableLearner(certain.forward, certain.joint, settings);
    expect(learner.expectedLogLikelihood()).toBeCloseTo(-Math.LN2, 10);
  });
});
