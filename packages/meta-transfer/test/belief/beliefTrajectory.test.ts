import { thrownCode } from '@causal-mechanisms/test-utils';
import { sigmoid } from '@causal-mechanisms/tensor-utils';
import { beliefTrajectory } from '../../src/belief/beliefTrajectory.ts';
import { createScalarOptimiser } from '../../src/belief/scalarOptimiser.ts';

const sgd = { kind: 'sgd', learningRate: 0.5 } as const;

describe('beliefTrajectory', () => {
  it('moves by posterior minus prior', () => {
    const [first, second] = beliefTrajectory([1, -2], { optimiser: sgd, start: 0.2 });
    const one = 0.2 + 0.5 * (sigmoid(1.2) - sigmoid(0.2));
    expect(first).toBeCloseTo(one, 12);
    expect(second).toBeCloseTo(one + 0.5 * (sigmoid(one - 2) - sigmoid(one)), 12);
  });

  it('adds the gradients of mini-batches up, with the belief at the start of the episode', () => {
    const gammas = beliefTrajectory([1, 0.5, 0, -1], { optimiser: sgd, perEpisode: 2 });
    expect(gammas).toHaveLength(2);
    expect(gammas[0]).toBeCloseTo(0.5 * (sigmoid(1) + sigmoid(0.5) - 1), 12);
  });

  it('takes steps of 0.1, then shorter ones, with the settings of the paper', () => {
    const gammas = beliefTrajectory([0.3, 0.3]);
    expect(gammas[0]).toBeCloseTo(0.1, 6);
    expect((gammas[1] ?? NaN) - (gammas[0] ?? NaN)).toBeLessThan(0.09);
  });

  it('goes on with an optimiser and a gamma that were given', () => {
    const deltas = [0.2, -0.1, 0.4, 0.3];
    const whole = beliefTrajectory(deltas);
    const optimiser = createScalarOptimiser();
    const half = beliefTrajectory(deltas.slice(0, 2), { optimiser });
    const rest = beliefTrajectory(deltas.slice(2), { optimiser, start: half[1] ?? NaN });
    expect([...half, ...rest]).toEqual([...whole]);
  });

  it('settles where the drift vanishes, short of certainty, in the counterexample', () => {
    const deltas = Array.from({ length: 100_000 }, (_, i) => (i % 10 === 9 ? -10 : 2));
    const gammas = beliefTrajectory(deltas, { optimiser: { kind: 'sgd', learningRate: 0.05 } });
    const tail = gammas.slice(-10_000);
    expect(sigmoid(tail.reduce((sum, gamma) => sum + gamma, 0) / 10_000)).toBeCloseTo(0.8844, 2);
    const steady = beliefTrajectory(new Float64Array(20_000).fill(0.1), { optimiser: sgd });
    expect(sigmoid(steady.at(-1) ?? NaN)).toBeGreaterThan(0.99);
  });

  it('refuses what is no list of episodes', () => {
    expect(thrownCode(() => beliefTrajectory([]))).toBe('ERR_VALUES');
    expect(thrownCode(() => beliefTrajectory([NaN]))).toBe('ERR_VALUES');
    expect(thrownCode(() => beliefTrajectory([1, 2, 3], { perEpisode: 2 }))).toBe('ERR_VALUES');
    expect(thrownCode(() => beliefTrajectory([1], { perEpisode: 0 }))).toBe('ERR_ARGUMENT');
  });
});
