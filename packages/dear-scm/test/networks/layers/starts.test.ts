import { RandomStream } from '@causal-mechanisms/tensor-utils';
import {
  heStart,
  linearStart,
  reluStart,
  ones,
  unitVector,
  zeros,
} from '../../../src/networks/layers/starts.ts';

const stream = () => new RandomStream(3);
const meanSquare = (values: Float32Array) =>
  values.reduce((sum, value) => sum + value * value, 0) / values.length;

it('keeps the mean square through a LeakyReLU of slope 0.2, or through none', () => {
  // Half of the mean square passes, and 0.04 of the other half: 2 / (1.04 * 50).
  expect(meanSquare(heStart(50)(20_000, stream()))).toBeCloseTo(2 / 52, 3);
  expect(meanSquare(linearStart(50)(20_000, stream()))).toBeCloseTo(1 / 50, 3);
});

it('fills, and draws directions', () => {
  expect([zeros(2, stream()), ones(2, stream())]).toEqual([
    new Float32Array(2),
    new Float32Array([1, 1]),
  ]);
  expect(Math.hypot(...unitVector(7, stream()))).toBeCloseTo(1, 6);
});

it('keeps the mean square through a ReLU', () => {
  expect(meanSquare(reluStart(50)(20_000, stream()))).toBeCloseTo(2 / 50, 3);
});
