import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { tallyAnswers } from '../../../../src/recipes/meta-transfer/own-data/tally.ts';
import type { Change } from '../../../../src/recipes/meta-transfer/own-data/settings.ts';
import { categoricalTruth } from '../../../../src/recipes/meta-transfer/own-data/truths.ts';

const size = { categories: 4, training: 1000, transfer: 300, transfers: 4 };

function tally(change: Change) {
  return tallyAnswers({
    draw: (direction, stream) => categoricalTruth(size, change, direction, stream),
    independent: change === 'independent',
    truths: 6,
    ask: { draws: 30 },
    stream: new RandomStream(1),
  });
}

describe('tallyAnswers', () => {
  it('counts every answer once, and hardly a wrong one', async () => {
    for (const change of ['cause', 'conditional'] as const) {
      const { right, wrong, independent, undecided } = await tally(change);
      expect(right + wrong + independent + undecided).toBe(6);
      expect(right).toBeGreaterThanOrEqual(3);
      expect(wrong).toBe(0);
    }
  });

  it('counts silence where there is nothing to know, and independence where it is the truth', async () => {
    expect(await tally('nothing')).toMatchObject({ right: 0, wrong: 0, undecided: 6 });
    const { right, wrong } = await tally('independent');
    expect([right > 3, wrong]).toEqual([true, 0]);
  });

  it('counts what the two hypotheses say of the same data', async () => {
    expect((await tally('cause')).twoHypotheses).toBe(6);
    expect((await tally('effect')).twoHypotheses).toBeLessThan(3);
  });
});
