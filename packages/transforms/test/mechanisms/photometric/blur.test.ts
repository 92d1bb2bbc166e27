import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { blur } from '../../../src/index.ts';
import { applied, codeOf, noiseImages, taken } from '../../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('blur', () => {
  it('spreads a dot into the product of two Gaussians', async () => {
    const rows = Array.from({ length: 5 }, (_, y) =>
      Array.from({ length: 7 }, (_, x) => (x === 3 && y === 2 ? 1 : 0)),
    );
    const soft = await applied(blur({ sigma: 0.5 }), rows);
    // The window has radius 2: weights e^0, e^-2, e^-8, with the sum 1 + 2 e^-2 + 2 e^-8.
    const total = 1 + 2 * Math.exp(-2) + 2 * Math.exp(-8);
    const weight = (distance: number) =>
      Math.abs(distance) > 2 ? 0 : Math.exp(-2 * distance ** 2) / total;
    soft.forEach((row, y) =>
      row.forEach((value, x) => expect(value).toBeCloseTo(weight(x - 3) * weight(y - 2), 6)),
    );
  });

  it('keeps the ink that stays within the frame and darkens the border', async () => {
    const white = Array.from({ length: 9 }, () => new Array<number>(9).fill(1));
    const soft = await applied(blur({ sigma: 1 }), white);
    expect(soft[4]?.[4]).toBeCloseTo(1, 6);
    // At a straight border half of the window and the middle weight are inside.
    const middle = 1 / [-3, -2, -1, 0, 1, 2, 3].reduce((sum, d) => sum + Math.exp(-0.5 * d * d), 0);
    expect(soft[4]?.[0]).toBeCloseTo(0.5 + middle / 2, 5);
  });

  it('never exceeds white, whatever the window adds up to', async () => {
    const white = tf.ones<tf.Rank.R4>([1, 40, 40, 1]);
    for (let sigma = 0.3; sigma < 5; sigma += 0.17) {
      const pixels = await taken(blur({ sigma }).apply(white, new RandomStream(1)));
      expect(Math.max(...pixels)).toBeLessThanOrEqual(1);
    }
    white.dispose();
  });

  it('treats channels and images apart', async () => {
    const images = noiseImages([2, 6, 5, 3]);
    const mechanism = blur({ sigma: 0.8 });
    const together = await taken(
      tf.tidy(() => mechanism.apply(images, new RandomStream(1)).slice([1, 0, 0, 2], [1, 6, 5, 1])),
    );
    const alone = await taken(
      tf.tidy(() => mechanism.apply(images.slice([1, 0, 0, 2], [1, 6, 5, 1]), new RandomStream(1))),
    );
    images.dispose();
    together.forEach((value, i) => expect(value).toBeCloseTo(alone[i] ?? NaN, 6));
  });

  it('works when the window is wider than the image', async () => {
    const [row = []] = await applied(blur({ sigma: 3 }), [[1]]);
    expect(row[0]).toBeGreaterThan(0);
    expect(row[0]).toBeLessThan(0.03);
  });

  it.each([0, -1, NaN, 101])('refuses sigma %p', (sigma) => {
    expect(codeOf(() => blur({ sigma }))).toBe('ERR_ARGUMENT');
  });
});
