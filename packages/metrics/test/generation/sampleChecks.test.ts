import { checkSamples } from '../../src/generation/sampleChecks.ts';
import { codeOf } from '../support.ts';
import { REFUSED_SAMPLES } from './refusedSamples.ts';

describe('checkSamples', () => {
  it('counts rows', () => {
    expect(checkSamples('f', [[1, 2, 3]], [[1, 2]])).toEqual([3, 2]);
  });

  it.each(REFUSED_SAMPLES)('refuses with %s', (code, first, second) => {
    expect(codeOf(() => checkSamples('f', first, second))).toBe(code);
  });
});
