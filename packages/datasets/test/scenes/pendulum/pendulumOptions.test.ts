import { checkPendulumOptions } from '../../../src/scenes/pendulum/pendulumOptions.ts';
import type { PendulumRowsOptions } from '../../../src/scenes/pendulum/pendulumOptions.ts';
import { failure } from '../../testFiles.ts';

describe('checkPendulumOptions', () => {
  it('fills in the defaults', () => {
    expect(checkPendulumOptions('test', {})).toEqual({
      count: 6724,
      grid: true,
      noise: 1,
      floor: 2,
      corrupted: 0.2,
      agreement: null,
      split: 'train',
      seed: 1,
    });
    expect(
      checkPendulumOptions('test', { rows: 5, background: { agreement: 0 }, corrupted: 1 }),
    ).toMatchObject({ count: 5, grid: false, agreement: 0, corrupted: 1 });
  });

  it.each<[string, PendulumRowsOptions]>([
    ['rows, where it is not', { rows: 0 }],
    ['noise must be a finite number of at least 0, got -1', { noise: -1 }],
    ['noise', { noise: Infinity }],
    ['noise', { noise: NaN }],
    ['floor must be in \\[0, 12\\], got 13', { floor: 13 }],
    ['corrupted must be in \\[0, 1\\], got 1.5', { corrupted: 1.5 }],
    ['background.agreement', { background: { agreement: -0.1 } }],
    ['split must be train or valid or test, got "all"', { split: 'all' as 'test' }],
  ])('refuses: %s', (pattern, options) => {
    expect(() => checkPendulumOptions('test', options)).toThrow(
      failure('ERR_ARGUMENT', `^test: ${pattern}`),
    );
  });
});
