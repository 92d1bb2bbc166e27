import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { rotate, scale, shear } from '../../../src/index.ts';
import { applied, codeOf, noiseImages, picture, taken, undone } from '../../support.ts';

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
});

describe('scale', () => {
  it('shrinks by sampling every other pixel around the centre', async () => {
    const rows = [
      [0.1, 0.1, 0.1, 0.1, 0.1],
      [0.1, 0.5, 0.5, 0.5, 0.1],
      [1, 0.5, 0.75, 0.5, 0.25],
      [0.1, 0.5, 0.5, 0.5, 0.1],
      [0, 0, 0.5, 0, 0],
    ];
    const small = await applied(scale({ factor: 0.5 }), rows);
    expect(small[2]).toEqual([0, 1, 0.75, 0.25, 0]);
    expect(small[0]).toEqual([0, 0, 0, 0, 0]);
    expect(small[3]?.[2]).toBe(0.5);
  });

  it('enlarges with the mean of neighbours between pixels', async () => {
    expect(
      await applied(scale({ factor: 2 }), [
        [0, 0, 0],
        [0.5, 1, 0],
        [0, 0, 0],
      ]),
    ).toEqual([
      [0.375, 0.5, 0.25],
      [0.75, 1, 0.5],
      [0.375, 0.5, 0.25],
    ]);
  });

  it('what was shrunk is enlarged again: exact on a plane', async () => {
    const flat = Array.from({ length: 5 }, () => [0.5, 0.5, 0.5, 0.5, 0.5]);
    const back = await undone(scale({ factor: 2 }), await applied(scale({ factor: 2 }), flat));
    expect(back[2]?.[2]).toBe(0.5);
    expect(back[0]?.[0]).toBe(0);
  });

  it.each([0, -1, NaN, Infinity])('refuses the factor %p', (factor) => {
    expect(codeOf(() => scale({ factor }))).toBe('ERR_ARGUMENT');
  });
});

describe('shear', () => {
  it('makes an upright bar a diagonal and back', async () => {
    const bar = [
      [0, 1, 0],
      [0, 1, 0],
      [0, 1, 0],
    ];
    const diagonal = await applied(shear({ x: 1 }), bar);
    expect(diagonal).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(await undone(shear({ x: 1 }), diagonal)).toEqual(bar);
  });

  it('works along the other axis', async () => {
    expect(
      await applied(shear({ y: 1 }), [
        [0, 0, 0],
        [1, 1, 1],
        [0, 0, 0],
      ]),
    ).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(shear({ x: 0.25, y: 1 }).name).toBe('shear x 0.25 y 1');
    expect(shear({}).name).toBe('shear 0');
  });

  it('refuses slants that flatten the picture and slants that are no numbers', () => {
    expect(codeOf(() => shear({ x: 2, y: 0.5 }))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => shear({ x: NaN }))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => rotate({ degrees: NaN }))).toBe('ERR_ARGUMENT');
  });

  it('leaves white fields within [0, 1]', async () => {
    const white = picture(Array.from({ length: 9 }, () => new Array<number>(7).fill(1)));
    const slanted = await taken(shear({ x: 0.3, y: 0.1 }).apply(white, new RandomStream(1)));
    white.dispose();
    expect(Math.max(...slanted)).toBe(1);
    expect(Math.min(...slanted)).toBeGreaterThanOrEqual(0);
  });
});
