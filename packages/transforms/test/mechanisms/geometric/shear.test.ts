import * as tf from '@tensorflow/tfjs';
import { shear } from '../../../src/index.ts';
import { applied, codeOf, undone } from '../../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
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
  });

  it('takes slants whose product is above 1, and refuses them close to 1', () => {
    expect(shear({ x: 2, y: 2 }).name).toBe('shear x 2 y 2');
    expect(codeOf(() => shear({ x: 1, y: 1 - 1.5e-6 }))).toBeUndefined();
    expect(codeOf(() => shear({ x: 1, y: 1 - 0.5e-6 }))).toBe('ERR_ARGUMENT');
  });
});
