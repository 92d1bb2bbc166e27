import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { invertContrast } from '../../../src/index.ts';
import { applied, undone } from '../../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('invertContrast', () => {
  it('takes every pixel from one, padding included', async () => {
    expect(
      await applied(invertContrast(), [
        [0, 0.25],
        [0.5, 1],
      ]),
    ).toEqual([
      [1, 0.75],
      [0.5, 0],
    ]);
  });

  it('is its own inverse on grey levels of eight bits', async () => {
    const level = fc.integer({ min: 0, max: 256 }).map((value) => value / 256);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(level, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
        async (rows) => {
          expect(await undone(invertContrast(), await applied(invertContrast(), rows))).toEqual(
            rows,
          );
        },
      ),
      { seed: 1, numRuns: 20 },
    );
  });
});
