import { StructureScore } from '../../../src/index.ts';
import { parentSets } from '../../../src/graphs/search/parentSets.ts';
import { noisyChain } from '../noisyChain.ts';

const pause = () => Promise.resolve();

describe('parentSets', () => {
  it('keeps the sets that score more than all their subsets, the best first', async () => {
    const { data } = noisyChain({ order: [0, 1, 2, 3, 4], rows: 60, perTarget: 10, seed: 3 });
    const score = new StructureScore(data, { edgePenalty: 0.1, maximumParents: 3 });
    for (let variable = 0; variable < 5; variable++) {
      const all = Array.from({ length: 32 }, (_, mask) => mask).filter(
        (mask) => (mask >> variable) % 2 === 0 && members(mask).length <= 3,
      );
      const of = (mask: number) => score.local(variable, members(mask));
      const expected = all
        .filter((mask) =>
          all.every((other) => other === mask || (other & ~mask) !== 0 || of(other) < of(mask)),
        )
        .sort((a, b) => of(b) - of(a));
      const { masks, scores } = await parentSets(score, variable, pause);
      expect(Array.from(masks)).toEqual(expected);
      expect(Array.from(scores)).toEqual(expected.map(of));
    }
  });

  it('keeps the empty set alone where no parents are allowed', async () => {
    const { data } = noisyChain({ order: [0, 1], rows: 60, perTarget: 0 });
    const { masks } = await parentSets(new StructureScore(data, { maximumParents: 0 }), 0, pause);
    expect(Array.from(masks)).toEqual([0]);
  });
});

function members(mask: number): number[] {
  return [0, 1, 2, 3, 4].filter((variable) => (mask >> variable) % 2 === 1);
}
