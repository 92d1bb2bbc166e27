import { TableAdapter } from '../../src/pair/tableAdapter.ts';
import { tabularHypotheses } from '../../src/pair/tabularHypotheses.ts';
import { plainAdaptation } from './plainAdaptation.ts';
import { handEpisode, handPair, randomEpisodes, randomPair } from './truths.ts';

describe('TableAdapter', () => {
  it('scores the episode that was adapted by hand', () => {
    const { forward, backward } = tabularHypotheses(handPair);
    const settings = { batches: 2, batchSize: 2, learningRate: 1 };
    const out = new Float64Array(4);
    new TableAdapter(forward, settings).score(handEpisode.a, handEpisode.b, 0, out, 0);
    new TableAdapter(backward, settings).score(handEpisode.b, handEpisode.a, 0, out, 2);
    [-1.597015, -3.197883, -1.597015, -4.015878].forEach((expected, i) => {
      expect(out[i]).toBeCloseTo(expected, 6);
    });
  });

  it.each([
    { categories: [3, 4] as const, batches: 2, batchSize: 10, learningRate: 0.1 },
    { categories: [4, 3] as const, batches: 5, batchSize: 4, learningRate: 1 },
    { categories: [6, 5] as const, batches: 4, batchSize: 3, learningRate: 2 },
  ])('agrees with gradients by finite differences: %j', ({ categories, ...settings }) => {
    const pair = randomPair(3, categories);
    const { forward, backward } = tabularHypotheses(pair);
    const { batches, batchSize } = settings;
    const { a, b } = randomEpisodes(pair, 4, { episodes: 3, ...settings });
    const [one, other] = [
      new TableAdapter(forward, settings),
      new TableAdapter(backward, settings),
    ];
    for (let episode = 0; episode < 3; episode++) {
      const offset = episode * batches * batchSize;
      const out = new Float64Array(2 * batches);
      one.score(a, b, offset, out, 0);
      other.score(b, a, offset, out, batches);
      const [first, second] = [a.subarray(offset), b.subarray(offset)];
      const expected = [
        ...plainAdaptation(forward, first, second, settings),
        ...plainAdaptation(backward, second, first, settings),
      ];
      expected.forEach((value, i) => {
        expect(out[i]).toBeCloseTo(value, 6);
      });
    }
  });

  it('starts every episode from the same tables', () => {
    const pair = randomPair(5, 4);
    const { forward } = tabularHypotheses(pair);
    const { a, b } = randomEpisodes(pair, 6, { episodes: 2, batches: 3, batchSize: 5 });
    const adapter = new TableAdapter(forward, { batches: 3, batchSize: 5, learningRate: 1 });
    const out = new Float64Array(9);
    adapter.score(a, b, 0, out, 0);
    adapter.score(a, b, 15, out, 3);
    adapter.score(a, b, 0, out, 6);
    expect(out.slice(6)).toEqual(out.slice(0, 3));
    expect(out.slice(3, 6)).not.toEqual(out.slice(0, 3));
  });

  it('leaves categories of probability 0 alone', () => {
    const { forward } = tabularHypotheses({
      ...handPair,
      conditional: Float64Array.of(1, 0, 0.2, 0.8),
    });
    const out = new Float64Array(2);
    const settings = { batches: 2, batchSize: 2, learningRate: 1 };
    const zeros = Uint8Array.of(0, 0, 0, 0);
    new TableAdapter(forward, settings).score(zeros, zeros, 0, out, 0);
    expect(out[0]).toBeCloseTo(2 * Math.log(0.5), 10);
    // The row is certain: only the marginal moves, to (sigmoid(1), sigmoid(-1)).
    expect(out[1]).toBeCloseTo(-2 * Math.log(1 + Math.exp(-1)), 10);
  });
});
