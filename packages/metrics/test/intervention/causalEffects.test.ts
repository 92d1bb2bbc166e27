import { causalEffects } from '../../src/index.ts';
import { codeOf } from '../support.ts';

describe('causalEffects', () => {
  it('bounds the effect from both sides', () => {
    // Changes .4 and -.4 of the first factor, .5 and .25 of the second.
    const low = [
      [0, 0.4],
      [0, 0.25],
    ];
    const high = [
      [0.4, 0],
      [0.5, 0.5],
    ];
    const { lower, upper, mean } = causalEffects([
      { low, high },
      { low: high, high: low },
    ]);
    expect(lower).toEqual([
      [0, 0.375],
      [0, 0.375],
    ]);
    expect(upper).toEqual([
      [0.4, 0.375],
      [0.4, 0.375],
    ]);
    expect(mean).toEqual([
      [0, 0.375],
      [0, -0.375],
    ]);
  });

  it('is 0 where nothing changes', () => {
    const same = [[1, 2, 3]];
    expect(causalEffects([{ low: same, high: same }])).toEqual({
      lower: [[0]],
      upper: [[0]],
      mean: [[0]],
    });
  });

  it('takes another number of rows for another latent, not of factors', () => {
    const two = [[1, 2]];
    const three = [[1, 2, 3]];
    const contrast = (columns: number[][]) => ({ low: columns, high: columns });
    expect(causalEffects([contrast(two), contrast(three)]).lower).toEqual([[0], [0]]);
    expect(codeOf(() => causalEffects([contrast(two), contrast([...two, ...two])]))).toBe(
      'ERR_SHAPE',
    );
    expect(codeOf(() => causalEffects([{ low: two, high: three }]))).toBe('ERR_SHAPE');
    expect(codeOf(() => causalEffects([{ low: two, high: [...two, ...two] }]))).toBe('ERR_SHAPE');
    expect(codeOf(() => causalEffects([]))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => causalEffects([contrast([[1, NaN]])]))).toBe('ERR_VALUES');
    expect(codeOf(() => causalEffects([contrast([])]))).toBe('ERR_ARGUMENT');
  });
});
