import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { flip } from '../../../src/index.ts';
import type { FlipOptions } from '../../../src/index.ts';
import { applied, codeOf, noiseImages, taken } from '../../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('flip', () => {
  it('mirrors left and right, or top and bottom', async () => {
    const rows = [
      [0, 0.25],
      [0.5, 0.75],
      [1, 1],
    ];
    expect(await applied(flip({ axis: 'horizontal' }), rows)).toEqual([
      [0.25, 0],
      [0.75, 0.5],
      [1, 1],
    ]);
    expect(await applied(flip({ axis: 'vertical' }), rows)).toEqual([
      [1, 1],
      [0.5, 0.75],
      [0, 0.25],
    ]);
  });

  it('is named after what it exchanges', () => {
    expect(flip({ axis: 'horizontal' }).name).toBe('flip left-right');
    expect(flip({ axis: 'vertical' }).name).toBe('flip up-down');
  });

  it('is its own inverse and moves pixels with all their channels', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<FlipOptions['axis']>('horizontal', 'vertical'),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        async (axis, height, width) => {
          const images = noiseImages([2, height, width, 3]);
          const mechanism = flip({ axis });
          const back = tf.tidy(
            () =>
              mechanism.invert?.(mechanism.apply(images, new RandomStream(1))) ?? images.clone(),
          );
          expect(await taken(back)).toEqual(await taken(images));
        },
      ),
      { seed: 1, numRuns: 15 },
    );
  });

  it('refuses another axis', () => {
    const options = JSON.parse('{ "axis": "diagonal" }') as FlipOptions;
    expect(codeOf(() => flip(options))).toBe('ERR_ARGUMENT');
  });
});
