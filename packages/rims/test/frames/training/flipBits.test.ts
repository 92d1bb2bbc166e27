import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { flipBits } from '../../../src/frames/training/flipBits.ts';

it('turns about as many pixels as it should into their opposite', () => {
  const values = new Float32Array(20_000).fill(0.25);
  flipBits(values, 0.2, new RandomStream(1));
  const flipped = values.filter((value) => value === 0.75).length;
  expect(flipped).toBeGreaterThan(3800);
  expect(flipped).toBeLessThan(4200);
  expect(values.filter((value) => value === 0.25)).toHaveLength(20_000 - flipped);
});

it('turns none at rate 0, and draws nothing', () => {
  const stream = new RandomStream(1);
  const values = new Float32Array(100);
  flipBits(values, 0, stream);
  expect(values.every((value) => value === 0)).toBe(true);
  expect(stream.state()).toEqual(new RandomStream(1).state());
});
