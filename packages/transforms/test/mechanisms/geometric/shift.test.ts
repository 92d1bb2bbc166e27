import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { shift } from '../../../src/index.ts';
import { applied, codeOf, taken, undone } from '../../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const digits = [
  [0.1, 0.2, 0.3],
  [0.4, 0.5, 0.6],
  [0.7, 0.8, 0.9],
];
const rounded = (rows: number[][]) =>
  rows.map((row) => row.map((value) => Math.round(value * 1e6) / 1e6));

describe('shift', () => {
  it.each([
    [
      { dy: -1 },
      'shift up 1',
      [
        [0.4, 0.5, 0.6],
        [0.7, 0.8, 0.9],
        [0, 0, 0],
      ],
    ],
    [
      { dy: 1 },
      'shift down 1',
      [
        [0, 0, 0],
        [0.1, 0.2, 0.3],
        [0.4, 0.5, 0.6],
      ],
    ],
    [
      { dx: -1 },
      'shift left 1',
      [
        [0.2, 0.3, 0],
        [0.5, 0.6, 0],
        [0.8, 0.9, 0],
      ],
    ],
    [
      { dx: 1 },
      'shift right 1',
      [
        [0, 0.1, 0.2],
        [0, 0.4, 0.5],
        [0, 0.7, 0.8],
      ],
    ],
    [
      { dx: -1, dy: -1 },
      'shift up-left 1',
      [
        [0.5, 0.6, 0],
        [0.8, 0.9, 0],
        [0, 0, 0],
      ],
    ],
    [
      { dx: 2, dy: -1 },
      'shift up 1 right 2',
      [
        [0, 0, 0.4],
        [0, 0, 0.7],
        [0, 0, 0],
      ],
    ],
    [
      { dx: 3 },
      'shift right 3',
      [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
    ],
    [
      { dx: -2, dy: 1 },
      'shift down 1 left 2',
      [
        [0, 0, 0],
        [0.3, 0, 0],
        [0.6, 0, 0],
      ],
    ],
    [
      { dy: -2 },
      'shift up 2',
      [
        [0.7, 0.8, 0.9],
        [0, 0, 0],
        [0, 0, 0],
      ],
    ],
    [{}, 'shift 0', digits],
  ])('moves by %p', async (options, name, expected) => {
    const mechanism = shift(options);
    expect(mechanism.name).toBe(name);
    expect(rounded(await applied(mechanism, digits))).toEqual(expected);
  });

  it('is undone by the opposite shift, and what left the frame stays lost', async () => {
    expect(rounded(await undone(shift({ dx: 1 }), digits))).toEqual([
      [0.2, 0.3, 0],
      [0.5, 0.6, 0],
      [0.8, 0.9, 0],
    ]);
  });

  it('gives back every image with a wide enough border, of any size and channel count', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: -3, max: 3 }),
        fc.integer({ min: -3, max: 3 }),
        async (channels, height, width, dx, dy) => {
          const inner = tf.tensor4d(
            new RandomStream(height * 7 + width).uniforms(2 * height * width * channels),
            [2, height, width, channels],
          );
          const images = tf.pad4d(inner, [
            [0, 0],
            [3, 3],
            [3, 3],
            [0, 0],
          ]);
          const mechanism = shift({ dx, dy });
          const back = tf.tidy(
            () =>
              mechanism.invert?.(mechanism.apply(images, new RandomStream(1))) ?? images.clone(),
          );
          const moved = tf.tidy(() => mechanism.apply(images, new RandomStream(1)));
          inner.dispose();
          expect(moved.shape).toEqual(images.shape);
          const total = (await moved.sum().data())[0] ?? NaN;
          expect(total).toBeCloseTo((await images.sum().data())[0] ?? NaN, 3);
          moved.dispose();
          expect(await taken(back)).toEqual(await taken(images));
        },
      ),
      { seed: 1, numRuns: 30 },
    );
  });

  it('makes minus zero plain zero', () => {
    expect(shift({ dx: -0, dy: -0 }).definition).toStrictEqual({ kind: 'shift', dx: 0, dy: 0 });
  });

  it.each([{ dx: 0.5 }, { dy: NaN }, { dx: Infinity }])('refuses %p', (options) => {
    expect(codeOf(() => shift(options))).toBe('ERR_ARGUMENT');
  });
});
