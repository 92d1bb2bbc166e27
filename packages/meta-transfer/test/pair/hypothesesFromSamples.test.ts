import { thrownCode } from '@causal-mechanisms/test-utils';
import { hypothesesFromSamples, pairCounts } from '../../src/pair/hypothesesFromSamples.ts';

const samples = { a: Uint8Array.of(0, 0, 1), b: Uint8Array.of(2, 2, 0) };

describe('pairCounts', () => {
  it('has one row for each category of A', () => {
    expect(pairCounts(samples, [2, 3])).toEqual(Float64Array.of(0, 0, 2, 1, 0, 0));
  });

  it('refuses what does not fit', () => {
    expect(() => pairCounts(samples, [2, 2])).toThrow(
      'samples.b has 2 categories, got 2 in pair 0',
    );
    expect(thrownCode(() => pairCounts({ ...samples, a: new Uint8Array(2) }, [2, 3]))).toBe(
      'ERR_SHAPE',
    );
  });
});

describe('hypothesesFromSamples', () => {
  it('smooths the joint distribution before it factorises', () => {
    const { joint, forward, backward } = hypothesesFromSamples(samples, { categories: [2, 3] });
    [0.5, 0.5, 2.5, 1.5, 0.5, 0.5].forEach((count, i) => {
      expect(joint[i]).toBeCloseTo(count / 6, 12);
    });
    expect(forward.marginal[0]).toBeCloseTo(3.5 / 6, 12);
    expect(backward.conditional[4]).toBeCloseTo(2.5 / 3, 12);
    // Both still give every pair one probability.
    expect((forward.marginal[0] ?? NaN) * (forward.conditional[2] ?? NaN)).toBeCloseTo(
      (backward.marginal[2] ?? NaN) * (backward.conditional[4] ?? NaN),
      12,
    );
  });

  it('leaves counts as they are without smoothing', () => {
    const { joint } = hypothesesFromSamples(samples, { categories: [2, 3], smoothing: 0 });
    expect(joint[0]).toBe(0);
    expect(joint[2]).toBeCloseTo(2 / 3, 12);
  });

  it('refuses bad input', () => {
    const code = (smoothing: number, found = samples, categories: [number, number] = [2, 3]) =>
      thrownCode(() => hypothesesFromSamples(found, { categories, smoothing }));
    expect(code(-1)).toBe('ERR_ARGUMENT');
    expect(code(NaN)).toBe('ERR_ARGUMENT');
    expect(code(1, samples, [1, 3])).toBe('ERR_ARGUMENT');
    expect(code(1, samples, [2, 257])).toBe('ERR_ARGUMENT');
    expect(code(1, { a: new Uint8Array(), b: new Uint8Array() })).toBe('ERR_VALUES');
  });
});
