import { dciScores, mutualInformationGap, withReference } from '../../src/index.ts';
import { A, B, independentColumns } from './twoBits.ts';

describe('withReference', () => {
  it('has the score of the truth in the place of the codes', () => {
    const { score, reference } = withReference(mutualInformationGap, [A, B], [A, A]);
    expect(score.mean).toBeCloseTo(0, 12);
    expect(reference.mean).toBeCloseTo(1, 12);
  });

  it('shows that factors which depend on each other do not reach 1 themselves', () => {
    const [x = [], noise = []] = independentColumns(3000, 2);
    const effect = x.map((value, i) => value + (noise[i] ?? 0) / 3);
    const { score, reference } = withReference(mutualInformationGap, [x, effect], [effect, x]);
    expect(score.mean).toBeCloseTo(reference.mean, 12);
    expect(reference.mean).toBeLessThan(0.7);
    expect(
      withReference((truth, found) => dciScores(truth, found), [x, effect], [effect, x]).reference
        .disentanglement,
    ).toBeGreaterThan(0.9);
  });
});
