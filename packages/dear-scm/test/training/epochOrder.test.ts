import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { epochOrder } from '../../src/training/epochOrder.ts';

const stream = () => new RandomStream(3).split('rows');

it('gives every row once before any row again, and leaves out what fills no batch', () => {
  const order = epochOrder(10, 3, stream());
  const epochs = [0, 1].map((epoch) => [0, 1, 2].flatMap((i) => [...order(3 * epoch + i)]));
  for (const rows of epochs) {
    expect(rows).toHaveLength(9);
    expect(new Set(rows).size).toBe(9);
    expect(rows.every((row) => row >= 0 && row < 10)).toBe(true);
  }
  expect(epochs[0]).not.toEqual(epochs[1]);
});

it('depends on the step alone, wherever it starts', () => {
  const whole = epochOrder(10, 3, stream());
  const rows = Array.from({ length: 9 }, (_, step) => [...whole(step)]);
  expect([...epochOrder(10, 3, stream())(7)]).toEqual(rows[7]);
  const there = epochOrder(10, 3, stream());
  expect([...there(8)]).toEqual(rows[8]);
  expect([...there(1)]).toEqual(rows[1]);
});
