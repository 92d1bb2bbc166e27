import { RandomStream, ShapeError } from '@causal-mechanisms/tensor-utils';
import { sampledGraphs } from '../../../src/graphs/beliefs/sampledGraphs.ts';

describe('sampledGraphs', () => {
  it('draws each edge as often as its probability says, and none on the diagonal', () => {
    const probabilities = Float64Array.of(1, 0.2, 1, 0.7, 1, 0, 0.5, 0.5, 1);
    const draws = 4000;
    const graphs = sampledGraphs(probabilities, { draws, stream: new RandomStream(3) });
    expect(graphs).toHaveLength(draws * 9);
    const shares = Array.from({ length: 9 }, (_, edge) => {
      let sum = 0;
      for (let draw = 0; draw < draws; draw++) sum += graphs[draw * 9 + edge] ?? NaN;
      return sum / draws;
    });
    [0, 0.2, 1, 0.7, 0, 0, 0.5, 0.5, 0].forEach((expected, edge) => {
      expect(Math.abs((shares[edge] ?? NaN) - expected)).toBeLessThan(
        expected % 1 === 0 ? 1e-9 : 0.03,
      );
    });
  });

  it('draws edges independently of each other', () => {
    const graphs = sampledGraphs([0, 0.5, 0.5, 0], { draws: 4000, stream: new RandomStream(4) });
    let both = 0;
    for (let draw = 0; draw < 4000; draw++) {
      both += (graphs[draw * 4 + 1] ?? NaN) * (graphs[draw * 4 + 2] ?? NaN);
    }
    expect(Math.abs(both / 4000 - 0.25)).toBeLessThan(0.03);
  });

  it('refuses what is not square', () => {
    const stream = new RandomStream(1);
    expect(() => sampledGraphs([0, 1, 1], { draws: 1, stream })).toThrow(ShapeError);
    expect(() => sampledGraphs([], { draws: 1, stream })).toThrow('got 0 entries');
  });

  it('refuses draws and probabilities that are none', () => {
    const stream = new RandomStream(1);
    for (const draws of [0, 1.5, -1]) {
      expect(() => sampledGraphs([0, 0.5, 0.5, 0], { draws, stream })).toThrow('draws');
    }
    for (const bad of [NaN, 1.5, -0.1]) {
      expect(() => sampledGraphs([0, bad, 0.5, 0], { draws: 1, stream })).toThrow('[0, 1]');
    }
  });
});
