import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { splineChain } from '../../../src/index.ts';
import { failure } from '../../testFiles.ts';
import { momentsOf } from './moments.ts';

describe('splineChain', () => {
  const chain = splineChain({ stream: new RandomStream(1) });

  it('lets each variable cause the next one', () => {
    const columns = chain.sampleTraining(5000, new RandomStream(2));
    expect(columns).toHaveLength(3);
    expect(chain.mechanisms).toHaveLength(2);
    expect(chain.mechanisms[0]?.y).not.toEqual(chain.mechanisms[1]?.y);
    chain.mechanisms.forEach(({ mechanism }, k) => {
      const added = columns[k + 1]?.map((value, i) => value - mechanism(columns[k]?.[i] ?? NaN));
      const { mean, deviation } = momentsOf(added ?? new Float64Array());
      expect(Math.abs(mean)).toBeLessThan(0.06);
      expect(Math.abs(deviation - 1)).toBeLessThan(0.05);
    });
  });

  it('moves the mean of the first variable', () => {
    const stream = new RandomStream(3);
    const moved = chain.transfer(stream);
    const [first = new Float64Array()] = moved.sample(5000, stream);
    expect(Math.abs(moved.mean)).toBeLessThanOrEqual(4);
    expect(moved.mean).not.toBe(0);
    expect(Math.abs(momentsOf(first).mean - moved.mean)).toBeLessThan(0.1);
    expect(Math.abs(momentsOf(first).deviation - 2)).toBeLessThan(0.1);
    const wide = splineChain({ variables: 5, deviation: 1, transferSpan: 0, stream });
    expect(wide.transfer(stream).mean).toBe(0);
    expect(wide.sampleTraining(4, stream)).toHaveLength(5);
  });

  it('refuses impossible options', () => {
    const stream = new RandomStream(1);
    expect(() => splineChain({ variables: 1, stream })).toThrow(
      failure('ERR_ARGUMENT', 'variables'),
    );
    expect(() => splineChain({ noise: 0, stream })).toThrow(failure('ERR_ARGUMENT', 'noise'));
    expect(() => splineChain({ transferSpan: NaN, stream })).toThrow(
      failure('ERR_ARGUMENT', 'transferSpan'),
    );
    expect(() => chain.sampleTraining(-1, stream)).toThrow(failure('ERR_ARGUMENT', 'n must'));
  });
});
