import { checkRequest } from '../../src/rims/options.ts';

const sizes = { gap: 1, batch: 1, iterations: 1, warmup: 1, threads: 1 };

const refusal = (units: number, modules: number, active: number): unknown => {
  try {
    checkRequest({ sizes: { ...sizes, units, modules, active } });
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('checkRequest', () => {
  it('accepts units that are shared out evenly, and all modules active', () => {
    expect(refusal(12, 3, 3)).toBeUndefined();
    expect(refusal(12, 3, 1)).toBeUndefined();
  });

  it('refuses what does not fit', () => {
    expect(refusal(13, 3, 1)).toMatchObject({
      code: 'ERR_USAGE',
      message: '--units must be a multiple of --modules (3), got 13',
    });
    expect(refusal(12, 3, 4)).toMatchObject({
      code: 'ERR_USAGE',
      message: '--active must be at most --modules (3), got 4',
    });
  });
});
