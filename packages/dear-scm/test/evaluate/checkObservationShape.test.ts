import { factorDataset } from '@causal-mechanisms/datasets';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { checkObservationShape } from '../../src/evaluate/checkObservationShape.ts';

describe('checkObservationShape', () => {
  it('refuses data of another shape', () => {
    const data = factorDataset({
      name: 'one',
      observations: new Float32Array(2),
      shape: [2],
      factors: [{ name: 'a', kind: 'binary' }],
      values: [0],
    });
    const check = (observationShape: readonly number[]) => (): void => {
      checkObservationShape('test', { observationShape }, data);
    };
    expect(check([2])).not.toThrow();
    expect(thrownCode(check([1, 2]))).toBe('ERR_SHAPE');
    expect(check([3])).toThrow(
      'test: the model reads observations of shape [3], those of one have [2]',
    );
  });
});
