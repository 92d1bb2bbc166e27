import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { gamma } from '../../../src/index.ts';
import { applied, codeOf, undone } from '../../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('gamma', () => {
  it('raises to the exponent and keeps black and white', async () => {
    expect(
      await applied(gamma({ exponent: 2 }), [
        [0, 0.25],
        [0.5, 1],
      ]),
    ).toEqual([
      [0, 0.0625],
      [0.25, 1],
    ]);
  });

  it('is undone by the root', async () => {
    const pixel = fc.integer({ min: 0, max: 255 }).map((value) => value / 255);
    await fc.assert(
      fc.asyncProperty(
        fc.array(pixel, { minLength: 2, maxLength: 6 }),
        fc.constantFrom(0.5, 0.8, 1.5, 2.2),
        async (row, exponent) => {
          const mechanism = gamma({ exponent });
          const [back = []] = await undone(mechanism, await applied(mechanism, [row]));
          row.forEach((value, i) => expect(back[i]).toBeCloseTo(value, 4));
        },
      ),
      { seed: 1, numRuns: 25 },
    );
  });

  it('takes exponents from a hundredth to a hundred', () => {
    expect(gamma({ exponent: 0.01 }).name).toBe('gamma 0.01');
    expect(gamma({ exponent: 100 }).name).toBe('gamma 100');
  });

  it.each([0, -1, NaN, 0.009, 100.5])('refuses the exponent %p', (exponent) => {
    expect(codeOf(() => gamma({ exponent }))).toBe('ERR_ARGUMENT');
  });
});
