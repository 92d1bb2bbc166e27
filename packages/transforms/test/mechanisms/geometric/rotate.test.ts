import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { rotate } from '../../../src/index.ts';
import { applied, codeOf, noiseImages, taken, undone } from '../../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const corner = [
  [1, 0.5, 0],
  [0, 0, 0],
  [0, 0, 0],
];

describe('rotate', () => {
  it.each([
    [
      90,
      [
        [0, 0, 0],
        [0.5, 0, 0],
        [1, 0, 0],
      ],
    ],
    [
      -90,
      [
        [0, 0, 1],
        [0, 0, 0.5],
        [0, 0, 0],
      ],
    ],
    [
      180,
      [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0.5, 1],
      ],
    ],
    [360, corner],
  ])('turns by %p degrees anticlockwise', async (degrees, expected) => {
    expect(await applied(rotate({ degrees }), corner)).toEqual(expected);
  });

  it('turns images of even size exactly', async () => {
    expect(
      await applied(rotate({ degrees: 90 }), [
        [0.25, 0.5],
        [0.75, 1],
      ]),
    ).toEqual([
      [0.5, 1],
      [0.25, 0.75],
    ]);
  });

  it('mixes four neighbours in proportion to their distance', async () => {
    // A dot one pixel right of the centre, turned by 45 degrees, goes to (x, y) = (r, -r) with r = cos 45.
    const rows = await applied(rotate({ degrees: 45 }), [
      [0, 0, 0],
      [0, 0, 1],
      [0, 0, 0],
    ]);
    const r = Math.SQRT1_2;
    // The pixel up-right of the centre asks at (x, y) = (1 cos 45 + 1 sin 45, ...) = (2 r, 0): weight 2 - 2 r.
    expect(rows[0]?.[2]).toBeCloseTo(2 - 2 * r, 5);
    // The pixel right of the centre asks at (r, r): weight r (1 - r) of the dot.
    expect(rows[1]?.[2]).toBeCloseTo(r * (1 - r), 5);
    expect(rows[1]?.[1]).toBe(0);
  });

  it('quarter turns of square images are undone exactly, with any channel count', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: -4, max: 4 }),
        async (size, channels, turns) => {
          const images = noiseImages([2, size, size, channels], size);
          const mechanism = rotate({ degrees: 90 * turns });
          const back = tf.tidy(
            () =>
              mechanism.invert?.(mechanism.apply(images, new RandomStream(1))) ?? images.clone(),
          );
          expect(await taken(back)).toEqual(await taken(images));
        },
      ),
      { seed: 1, numRuns: 20 },
    );
  });

  it('comes back nearly on smooth pictures', async () => {
    const smooth = Array.from({ length: 17 }, (_, y) =>
      Array.from({ length: 15 }, (_, x) => Math.exp(-((x - 7) ** 2 + (y - 8) ** 2) / 12)),
    );
    const mechanism = rotate({ degrees: 30 });
    const back = await undone(mechanism, await applied(mechanism, smooth));
    back.forEach((row, y) =>
      row.forEach((value, x) =>
        expect(Math.abs(value - (smooth[y]?.[x] ?? NaN))).toBeLessThan(0.06),
      ),
    );
  });

  it.each([NaN, Infinity])('refuses the angle %p', (degrees) => {
    expect(codeOf(() => rotate({ degrees }))).toBe('ERR_ARGUMENT');
  });
});
