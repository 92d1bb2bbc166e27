import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { bestOrder } from '../../../src/graphs/beliefs/bestOrder.ts';

const value = (order: readonly number[], weights: ArrayLike<number>) => {
  let sum = 0;
  order.forEach((first, place) => {
    for (const second of order.slice(place + 1))
      sum += weights[first * order.length + second] ?? NaN;
  });
  return sum;
};

function* permutations(items: number[]): Generator<number[]> {
  if (items.length < 2) yield items;
  for (const [i, item] of items.entries()) {
    for (const rest of permutations(items.filter((_, k) => k !== i))) {
      if (items.length >= 2) yield [item, ...rest];
    }
  }
}

describe('bestOrder', () => {
  it('finds the best of all orders of a few items', () => {
    const stream = new RandomStream(5);
    for (let trial = 0; trial < 5; trial++) {
      const weights = Float64Array.from({ length: 25 }, () => stream.normal());
      const best = Math.max(
        ...[...permutations([0, 1, 2, 3, 4])].map((order) => value(order, weights)),
      );
      const order = bestOrder(weights);
      expect([...order].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
      expect(value(order, weights)).toBeCloseTo(best, 9);
    }
  });

  it('finds a hidden order of many items in spite of noise', () => {
    const stream = new RandomStream(6);
    const hidden = [...stream.sampleIndices(25, 25)];
    const weights = new Float64Array(625);
    hidden.forEach((first, place) => {
      for (const second of hidden.slice(place + 1)) {
        const wrong = stream.uniform() < 0.05;
        weights[wrong ? second * 25 + first : first * 25 + second] = wrong ? 0.3 : 1;
      }
    });
    expect(bestOrder(weights)).toEqual(hidden);
  });

  it('cannot be bettered by moving one of many items', () => {
    const stream = new RandomStream(7);
    const weights = Float64Array.from({ length: 400 }, () => stream.normal());
    const order = bestOrder(weights);
    const best = value(order, weights);
    for (const item of order) {
      const rest = order.filter((other) => other !== item);
      for (let place = 0; place <= rest.length; place++) {
        expect(
          value([...rest.slice(0, place), item, ...rest.slice(place)], weights),
        ).toBeLessThanOrEqual(best + 1e-9);
      }
    }
  });
});
