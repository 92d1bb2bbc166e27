import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { StructureScore } from '../../../src/index.ts';
import { fittedSampleSize } from '../../../src/graphs/search/fittedSampleSize.ts';
import { noisyChain, tableOf } from '../noisyChain.ts';

const pause = () => Promise.resolve();
const SIZES = [1, 3, 10, 30, 100, 300, 1000, 3000];

function fitted(score: StructureScore) {
  const start = { parents: score.names.map(() => []), freed: score.names.map(() => []) };
  const stream = new RandomStream(1);
  return fittedSampleSize(score, start, { moves: 'edges', noise: 0, stream, pause });
}

/** Two coins with ten sides, and their sum modulo ten with a share of noise. */
function sums(rows: number, noise: number) {
  const stream = new RandomStream(2);
  const side = () => stream.integer(0, 10);
  const [a, b] = [Array.from({ length: rows }, side), Array.from({ length: rows }, side)];
  const sum = a.map((value, i) => (stream.uniform() < noise ? side() : (value + (b[i] ?? 0)) % 10));
  return { observational: tableOf([a, b, sum], [10, 10, 10]), interventions: [] };
}

describe('fittedSampleSize', () => {
  it('takes the size under which the samples are most probable', async () => {
    const data = sums(3000, 0.9);
    const graph = [
      [0, 0, 1],
      [0, 0, 1],
      [0, 0, 0],
    ];
    const score = await fitted(new StructureScore(data, { edgePenalty: 2, maximumParents: 3 }));
    const totals = SIZES.map((equivalentSampleSize) =>
      new StructureScore(data, { equivalentSampleSize, edgePenalty: 2 }).scoreOf(graph),
    );
    expect(score.equivalentSampleSize).toBe(SIZES[totals.indexOf(Math.max(...totals))]);
    expect(score.equivalentSampleSize).toBeGreaterThan(100);
    expect(score).toMatchObject({ edgePenalty: 2, maximumParents: 3 });
  });

  it('is small where mechanisms are nearly certain', async () => {
    const { columns } = sums(3000, 0).observational;
    const [a = new Uint8Array(0)] = columns;
    const copied = tableOf([a, a.map((value) => (value * 3) % 10)], [10, 10]);
    const score = await fitted(new StructureScore({ observational: copied, interventions: [] }));
    expect(score.equivalentSampleSize).toBeLessThanOrEqual(3);
  });

  it('ends for few samples', async () => {
    const { data } = noisyChain({ order: [0, 1, 2], rows: 4, perTarget: 0 });
    expect(SIZES).toContain((await fitted(new StructureScore(data))).equivalentSampleSize);
  });
});
