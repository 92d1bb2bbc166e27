import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { paperMechanisms } from '../../src/index.ts';
import { taken } from '../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('paperMechanisms', () => {
  it('are eight shifts, the inversion and the noise, in the order of the paper', () => {
    expect(paperMechanisms().map(({ name }) => name)).toEqual([
      'shift up 4',
      'shift down 4',
      'shift left 4',
      'shift right 4',
      'shift up-left 4',
      'shift up-right 4',
      'shift down-left 4',
      'shift down-right 4',
      'contrast inversion',
      'noise 0.5',
    ]);
  });

  it('move a dot by four pixels', async () => {
    const dot = tf.tensor4d(
      Array.from({ length: 1024 }, (_, i) => (i === 16 * 32 + 16 ? 1 : 0)),
      [1, 32, 32, 1],
    );
    const found: number[][] = [];
    for (const mechanism of paperMechanisms().slice(0, 8)) {
      const place = (await taken(mechanism.apply(dot, new RandomStream(1)))).indexOf(1);
      found.push([Math.floor(place / 32) - 16, (place % 32) - 16]);
    }
    dot.dispose();
    expect(found).toEqual([
      [-4, 0],
      [4, 0],
      [0, -4],
      [0, 4],
      [-4, -4],
      [-4, 4],
      [4, -4],
      [4, 4],
    ]);
  });

  it('have an inverse, the noise excepted', () => {
    expect(paperMechanisms().map(({ invert }) => invert !== undefined)).toEqual([
      ...new Array<boolean>(9).fill(true),
      false,
    ]);
  });
});
