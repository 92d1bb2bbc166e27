import * as tf from '@tensorflow/tfjs';
import { addGaussianNoise, compose, identity, invertContrast, shift } from '../../src/index.ts';
import { applied, codeOf, undone } from '../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const rows = [
  [0, 0.25, 0],
  [0, 1, 0],
];

describe('compose', () => {
  it('applies the first of the list first', async () => {
    const shiftFirst = compose([shift({ dx: 1 }), invertContrast()]);
    const invertFirst = compose([invertContrast(), shift({ dx: 1 })]);
    expect(await applied(shiftFirst, rows)).toEqual([
      [1, 1, 0.75],
      [1, 1, 0],
    ]);
    expect(await applied(invertFirst, rows)).toEqual([
      [0, 1, 0.75],
      [0, 1, 0],
    ]);
    expect(shiftFirst.name).toBe('shift right 1, then contrast inversion');
  });

  it('undoes the last one first', async () => {
    const both = compose([shift({ dx: 1 }), invertContrast()]);
    expect(await undone(both, await applied(both, rows))).toEqual(rows);
  });

  it('nests', async () => {
    const nested = compose([compose([shift({ dx: 1 }), identity()]), shift({ dx: -1 })]);
    expect(await applied(nested, rows)).toEqual(rows);
    expect(nested.deterministic).toBe(true);
  });

  it('has an inverse only when every part has one', () => {
    const noisy = compose([shift({ dx: 1 }), addGaussianNoise()]);
    expect(noisy.invert).toBeUndefined();
    expect(noisy.deterministic).toBe(false);
  });

  it('refuses an empty list', () => {
    expect(codeOf(() => compose([]))).toBe('ERR_ARGUMENT');
  });
});
