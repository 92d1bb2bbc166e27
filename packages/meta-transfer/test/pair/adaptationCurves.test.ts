import { transferDistribution } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { adaptationCurves } from '../../src/pair/adaptationCurves.ts';
import type { AdaptationCurvesOptions } from '../../src/pair/adaptationCurves.ts';
import { randomPair, swapped } from './truths.ts';

const pair = randomPair(1, 10);
const transfer = transferDistribution(pair, new RandomStream(2));
const at = (curve: Float64Array, step: number) => curve[step] ?? NaN;

describe('adaptationCurves', () => {
  it('starts both hypotheses at one value and ends near the optimum', () => {
    const settings = { batchSize: 'expected', steps: 2000 } as const;
    const { forward, backward, optimum } = adaptationCurves(pair, transfer, settings);
    expect(forward).toHaveLength(2001);
    expect(forward[0]).toBeCloseTo(at(backward, 0), 10);
    expect(at(forward, 2000)).toBeCloseTo(optimum, 3);
    expect(at(backward, 2000)).toBeGreaterThan(at(backward, 100));
    for (const step of [5, 20, 100]) expect(at(forward, step)).toBeGreaterThan(at(backward, step));
    expect(Math.max(...forward, ...backward)).toBeLessThanOrEqual(optimum);
  });

  it('exchanges the curves with the names of the variables', () => {
    const settings = { batchSize: 'expected', steps: 5 } as const;
    const one = adaptationCurves(pair, transfer, settings);
    const other = adaptationCurves(swapped(pair), swapped(transfer), settings);
    other.backward.forEach((value, i) => {
      expect(value).toBeCloseTo(at(one.forward, i), 10);
    });
  });

  it('nears the expected gradient with many pairs per step', () => {
    const exact = adaptationCurves(pair, transfer, { batchSize: 'expected', steps: 20 });
    const stream = new RandomStream(3);
    const drawn = adaptationCurves(pair, transfer, { batchSize: 20_000, steps: 20, stream });
    for (const step of [1, 10, 20]) {
      expect(Math.abs(at(drawn.forward, step) - at(exact.forward, step))).toBeLessThan(0.01);
      expect(Math.abs(at(drawn.backward, step) - at(exact.backward, step))).toBeLessThan(0.01);
    }
  });

  it('does not move where nothing was changed', () => {
    const { forward, backward } = adaptationCurves(pair, pair, { batchSize: 'expected', steps: 3 });
    expect(at(forward, 3)).toBeCloseTo(at(forward, 0), 10);
    expect(at(backward, 3)).toBeCloseTo(at(backward, 0), 10);
  });

  it('brings both hypotheses to the same end on one distribution', () => {
    const { forward, backward, optimum } = adaptationCurves(pair, pair, {
      start: 'uniform',
      optimiser: 'rmsprop',
      learningRate: 0.01,
      steps: 1000,
      stream: new RandomStream(4),
    });
    expect(at(forward, 0)).toBeCloseTo(-2 * Math.log(10), 10);
    expect(Math.abs(at(forward, 1000) - at(backward, 1000))).toBeLessThan(0.02);
    expect(Math.abs(at(forward, 1000) - optimum)).toBeLessThan(0.05);
  });

  it.each<[string, AdaptationCurvesOptions]>([
    ['ERR_ARGUMENT', {}],
    ['ERR_ARGUMENT', { batchSize: 0, stream: new RandomStream(1) }],
    ['ERR_ARGUMENT', { batchSize: 'expected', steps: 0 }],
    ['ERR_ARGUMENT', { batchSize: 'expected', learningRate: 0 }],
    ['ERR_ARGUMENT', { batchSize: 'expected', optimiser: 'adam' as 'sgd' }],
    ['ERR_ARGUMENT', { batchSize: 'expected', start: 'random' as 'uniform' }],
  ])('refuses with %s: %j', (code, options) => {
    expect(thrownCode(() => adaptationCurves(pair, transfer, options))).toBe(code);
  });

  it('refuses pairs of different categories', () => {
    expect(thrownCode(() => adaptationCurves(pair, randomPair(1, [10, 9])))).toBe('ERR_SHAPE');
  });

  it.each(['sgd', 'rmsprop'] as const)('is finite for large steps of %s', (optimiser) => {
    const options = { batchSize: 'expected', steps: 5, learningRate: 1e6, optimiser } as const;
    const { forward, backward } = adaptationCurves(pair, transfer, options);
    expect([...forward, ...backward].every(Number.isFinite)).toBe(true);
  });
});
