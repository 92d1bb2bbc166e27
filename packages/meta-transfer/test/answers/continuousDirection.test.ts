import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { continuousDirection } from '../../src/answers/continuousDirection.ts';

function numbers(stream: RandomStream, rows: number, mean: number) {
  const a = Float64Array.from({ length: rows }, () => stream.normal(mean, 1));
  return { a, b: a.map((value) => 3 * Math.tanh(value) + value + stream.normal(0, 0.5)) };
}

describe('continuousDirection', () => {
  it('finds the direction of a curve from shifted causes, and the other one in exchanged columns', () => {
    const stream = new RandomStream(1);
    const sets = [0, 2, -2].map((mean) => numbers(stream, 150, mean));
    const found = continuousDirection(sets, { draws: 4, stream });
    expect(found.belief).toBeGreaterThan(0.99);
    expect(found.deltas).toHaveLength(2);
    expect(found.drawn).toHaveLength(4);
    const swapped = sets.map(({ a, b }) => ({ a: b, b: a }));
    expect(continuousDirection(swapped, { draws: 1, stream }).belief).toBeLessThan(0.01);
  });

  it('says nothing where both mechanisms changed, whatever the shape of the curve', () => {
    const stream = new RandomStream(2);
    const [training, later] = [0, 2].map((mean) => numbers(stream, 300, mean));
    if (training === undefined || later === undefined) throw new Error('expected two sets');
    const other = { a: later.a, b: later.a.map((value) => -2 * value + stream.normal(0, 0.5)) };
    const { deltas, belief } = continuousDirection([training, other], { draws: 1, stream });
    expect(Math.abs(deltas[0] ?? NaN)).toBeLessThan(1);
    expect(Math.abs(belief - 0.5)).toBeLessThan(0.3);
  });

  it('sees that the effect was set by hand', () => {
    const stream = new RandomStream(3);
    const training = numbers(stream, 300, 0);
    const set = [0, 1].map(() => {
      const { a } = numbers(stream, 200, 0);
      return { a, b: a.map(() => stream.normal(5, 1)) };
    });
    expect(continuousDirection([training, ...set], { draws: 1, stream }).belief).toBeGreaterThan(
      0.9,
    );
  });
});
