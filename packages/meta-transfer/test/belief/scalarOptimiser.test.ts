import { thrownCode } from '@causal-mechanisms/test-utils';
import {
  createScalarOptimiser,
  scalarOptimiserStateSchema,
} from '../../src/belief/scalarOptimiser.ts';
import type { ScalarOptimiserOptions } from '../../src/belief/scalarOptimiser.ts';

describe('createScalarOptimiser', () => {
  it('makes the first step of RMSprop of length learningRate / sqrt(1 - decay)', () => {
    expect(createScalarOptimiser().update(0, -0.193811)).toBeCloseTo(0.1, 6);
    expect(createScalarOptimiser().update(1, 1e3)).toBeCloseTo(0.9, 6);
  });

  it('follows RMSprop by hand for two steps', () => {
    const optimiser = createScalarOptimiser({ learningRate: 0.1, decay: 0.5, epsilon: 0.1 });
    // Mean of squares: 2, then 1 + 0.5 = 1.5.
    const one = optimiser.update(0, 2);
    expect(one).toBeCloseTo(-0.2 / (Math.SQRT2 + 0.1), 12);
    expect(optimiser.update(one, -1) - one).toBeCloseTo(0.1 / (Math.sqrt(1.5) + 0.1), 12);
  });

  it('follows Adam by hand for two steps', () => {
    const settings = {
      kind: 'adam',
      learningRate: 0.1,
      beta1: 0.5,
      beta2: 0.75,
      epsilon: 0.1,
    } as const;
    const optimiser = createScalarOptimiser(settings);
    expect(optimiser.update(0, 2)).toBeCloseTo(-0.2 / (2 + 0.1), 12);
    // Moments 1 and 1, then 0.5 - 0.5 = 0 and 0.75 + 0.25 * 1 = 1; and from gradient 3: 1 + ...
    const other = createScalarOptimiser(settings);
    other.update(0, 2);
    const first = (0.5 * 1 + 0.5 * 3) / (1 - 0.25);
    const second = (0.75 * 1 + 0.25 * 9) / (1 - 0.5625);
    expect(other.update(0, 3)).toBeCloseTo((-0.1 * first) / (Math.sqrt(second) + 0.1), 12);
  });

  it('follows the gradient itself with sgd', () => {
    expect(createScalarOptimiser({ kind: 'sgd', learningRate: 0.5 }).update(1, 3)).toBe(-0.5);
  });

  it.each(['rmsprop', 'adam', 'sgd'] as const)('goes on from its state: %s', (kind) => {
    const one = createScalarOptimiser({ kind });
    one.update(0, 1);
    one.update(0, -3);
    const two = createScalarOptimiser({ kind });
    two.restore(scalarOptimiserStateSchema.parse(JSON.parse(JSON.stringify(one.state()))));
    expect(two.update(0, 0.7)).toBe(one.update(0, 0.7));
    expect(two.state()).toEqual(one.state());
    expect(two.state().steps).toBe(3);
    two.reset();
    expect(two.state()).toEqual(createScalarOptimiser({ kind }).state());
  });

  it.each<[ScalarOptimiserOptions]>([
    [{ learningRate: 0 }],
    [{ learningRate: NaN }],
    [{ learningRate: Infinity }],
    [{ epsilon: 0 }],
    [{ decay: 1 }],
    [{ decay: -0.1 }],
    [{ beta1: 1 }],
    [{ beta2: 2 }],
    [{ kind: 'lion' as 'sgd' }],
  ])('refuses %j', (options) => {
    expect(thrownCode(() => createScalarOptimiser(options))).toBe('ERR_ARGUMENT');
  });

  it('refuses a foreign state and keeps its own', () => {
    const optimiser = createScalarOptimiser();
    optimiser.update(0, 1);
    const before = optimiser.state();
    const restore = () => {
      optimiser.restore({ steps: 1, first: NaN, second: 1 });
    };
    expect(thrownCode(restore)).toBe('ERR_ARGUMENT');
    expect(optimiser.state()).toEqual(before);
  });
});
