import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { scale } from '../../../src/index.ts';
import { applied, codeOf, undone } from '../../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('scale', () => {
  it.each([5e-324, 1e-300, 1e-200, 1e200, 1e308])(
    'is black but for the centre, or the centre everywhere, at a factor of %p',
    async (factor) => {
      const images = tf.tensor4d([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], [1, 3, 3, 1]);
      const mechanism = scale({ factor });
      const [there, back] = [
        mechanism.apply(images, new RandomStream(1)),
        mechanism.invert?.(images),
      ];
      const [alone, everywhere] = factor < 1 ? [there, back] : [back, there];
      for (const [i, value] of ((await alone?.data()) ?? []).entries())
        expect(value).toBeCloseTo(i === 4 ? 0.5 : 0, 6);
      for (const value of (await everywhere?.data()) ?? []) expect(value).toBeCloseTo(0.5, 6);
      tf.dispose([images, there, back]);
    },
  );

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
