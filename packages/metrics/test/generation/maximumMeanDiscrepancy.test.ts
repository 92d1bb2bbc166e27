import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { maximumMeanDiscrepancy } from '../../src/index.ts';
import { codeOf } from '../support.ts';
import { REFUSED_SAMPLES } from './refusedSamples.ts';

describe('maximumMeanDiscrepancy', () => {
  it('is what the definition gives', () => {
    const options = { bandwidth: 1, estimator: 'biased' } as const;
    const { squared, first, second, between } = maximumMeanDiscrepancy([[0, 0]], [[1, 1]], options);
    expect(squared).toBeCloseTo(2 - 2 * Math.exp(-0.5), 12);
    expect([first, second]).toEqual([1, 1]);
    expect(between).toBeCloseTo(Math.exp(-0.5), 12);
    // Rows 0 and 2 at width 2: kernel exp(-1/2); against 1, 1, 1: exp(-1/8).
    const [far, near] = [Math.exp(-0.5), Math.exp(-1 / 8)];
    const biased = maximumMeanDiscrepancy([[0, 2]], [[1, 1, 1]], {
      bandwidth: 2,
      estimator: 'biased',
    });
    expect(biased.squared).toBeCloseTo((1 + far) / 2 + 1 - 2 * near, 12);
    const unbiased = maximumMeanDiscrepancy([[0, 2]], [[1, 1, 1]], { bandwidth: 2 });
    expect(unbiased.squared).toBeCloseTo(far + 1 - 2 * near, 12);
  });

  it('takes the median distance where no width is given', () => {
    expect(maximumMeanDiscrepancy([[0, 2]], [[3, 5]]).bandwidth).toBe(3);
    expect(maximumMeanDiscrepancy([[7, 7]], [[7, 7]]).bandwidth).toBe(1);
  });

  it('is 0 for equal samples and about 0 for equal distributions', () => {
    const stream = new RandomStream(1);
    const draw = (mean = 0) => [stream.normals(300, mean), stream.normals(300)];
    const [a, b, c] = [draw(), draw(), draw(1)];
    expect(maximumMeanDiscrepancy(a, a, { estimator: 'biased' }).squared).toBeCloseTo(0, 12);
    expect(Math.abs(maximumMeanDiscrepancy(a, b).squared)).toBeLessThan(0.01);
    expect(maximumMeanDiscrepancy(a, c).squared).toBeGreaterThan(0.05);
  });

  it.each(REFUSED_SAMPLES)('refuses with %s', (code, first, second) => {
    expect(codeOf(() => maximumMeanDiscrepancy(first, second))).toBe(code);
  });

  it('refuses impossible options', () => {
    for (const bandwidth of [0, -1, NaN, Infinity]) {
      expect(codeOf(() => maximumMeanDiscrepancy([[1, 2]], [[1, 2]], { bandwidth }))).toBe(
        'ERR_ARGUMENT',
      );
    }
    const estimator = 'other' as 'biased';
    expect(codeOf(() => maximumMeanDiscrepancy([[1, 2]], [[1, 2]], { estimator }))).toBe(
      'ERR_ARGUMENT',
    );
  });
});
