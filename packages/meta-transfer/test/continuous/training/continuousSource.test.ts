import { RandomStream, ShapeError, ValuesError } from '@causal-mechanisms/tensor-utils';
import { resolveSource } from '../../../src/continuous/training/continuousSource.ts';

const training = {
  a: Array.from({ length: 30 }, (_, i) => i),
  b: Array.from({ length: 30 }, (_, i) => -i),
};
const change = (from: number, count: number) => ({
  a: Array.from({ length: count }, (_, i) => from + i),
  b: Array.from({ length: count }, (_, i) => -from - i),
});

describe('resolveSource', () => {
  it('draws rows of data, those of a change without replacement', () => {
    const source = resolveSource('f', { training, transfers: [change(100, 5), change(200, 8)] });
    const stream = new RandomStream(1);
    expect(source.mostPairs).toBe(5);
    const drawn = source.sampleTraining(1000, stream);
    expect(new Set(Array.from(drawn.a)).size).toBe(30);
    Array.from(drawn.a).forEach((a, i) => expect(drawn.b[i]).toBe(-a));
    const seen = new Set<number>();
    for (let i = 0; i < 20; i++) {
      const { a, b } = source.transfer(stream).sample(5, stream);
      const rows = Array.from(a);
      rows.forEach((value, row) => expect(b[row]).toBe(-value));
      expect(new Set(rows).size).toBe(5);
      const hundreds = new Set(rows.map((value) => Math.floor(value / 100)));
      expect(hundreds.size).toBe(1);
      hundreds.forEach((value) => seen.add(value));
    }
    expect(seen).toEqual(new Set([1, 2]));
  });

  it('passes a generator on', () => {
    const pairs = { a: [1], b: [2] };
    const source = resolveSource('f', {
      sampleTraining: () => pairs,
      transfer: () => ({ sample: () => pairs }),
    });
    const stream = new RandomStream(1);
    expect(source.mostPairs).toBe(Infinity);
    expect(source.sampleTraining(1, stream)).toBe(pairs);
    expect(source.transfer(stream).sample(1, stream)).toBe(pairs);
  });

  it('refuses impossible data', () => {
    expect(() => resolveSource('f', { training, transfers: [] })).toThrow(ShapeError);
    expect(() =>
      resolveSource('f', { training: change(0, 19), transfers: [change(0, 5)] }),
    ).toThrow('f: source.training.a must have at least 20 values, got 19');
    expect(() => resolveSource('f', { training, transfers: [change(0, 5), change(0, 1)] })).toThrow(
      'transfers[1].a must have at least 2 values',
    );
    expect(() => resolveSource('f', { training, transfers: [{ a: [1, 2], b: [NaN, 2] }] })).toThrow(
      ValuesError,
    );
  });

  it('takes more changes than a call takes arguments', () => {
    const transfers = Array.from({ length: 200_000 }, () => change(0, 5));
    expect(resolveSource('f', { training, transfers }).mostPairs).toBe(5);
  });

  it('tells the sizes that a checkpoint must agree on', () => {
    const transfers = [change(0, 5), change(2, 7)];
    expect(resolveSource('f', { training, transfers }).facts).toEqual({
      dataPairs: 30,
      transferSets: 2,
      transferPairs: 12,
    });
  });
});
