import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { energyDistance } from '../../src/index.ts';
import { codeOf } from '../support.ts';
import { REFUSED_SAMPLES } from './refusedSamples.ts';

describe('energyDistance', () => {
  it('is what the definition gives', () => {
    expect(energyDistance([[0, 2]], [[1, 1, 1]])).toEqual({
      distance: 1,
      first: 1,
      second: 0,
      between: 1,
    });
    // Points (0, 0) twice against (3, 4) twice.
    const zeros = [
      [0, 0],
      [0, 0],
    ];
    const others = [
      [3, 3],
      [4, 4],
    ];
    expect(energyDistance(zeros, others).distance).toBe(10);
  });

  it('is 0 for equal samples, whatever their order', () => {
    const stream = new RandomStream(2);
    const column = stream.normals(100);
    const turned = column.slice().reverse();
    expect(energyDistance([column, turned], [turned, column]).distance).toBeCloseTo(0, 10);
    expect(energyDistance([column], [turned]).distance).toBeCloseTo(0, 10);
    expect(energyDistance([column], [column.map((value) => value + 1)]).distance).toBeGreaterThan(
      0.3,
    );
  });

  it.each(REFUSED_SAMPLES)('refuses with %s', (code, first, second) => {
    expect(codeOf(() => energyDistance(first, second))).toBe(code);
  });
});
