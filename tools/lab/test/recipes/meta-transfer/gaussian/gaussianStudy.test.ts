import { runGaussian } from '../../../../src/recipes/meta-transfer/gaussian/gaussianStudy.ts';
import {
  GAUSSIAN_VARIANTS,
  gaussianSchema,
} from '../../../../src/recipes/meta-transfer/gaussian/settings.ts';
import { studyFolder } from '../../../study/studyRun.ts';
import type { StudyFolder } from '../../../study/studyRun.ts';

const config = gaussianSchema.parse({ truths: 3, episodes: 40, pairs: 60, fitPairs: 300 });

const { signal } = new AbortController();
let folder: StudyFolder;
beforeEach(async () => {
  folder = await studyFolder();
});
afterEach(() => folder.remove());

describe('runGaussian', () => {
  it('tries every variant on the same truths', async () => {
    const results = await runGaussian({ ...folder.context('run'), signal }, config);
    expect(results).toHaveLength(GAUSSIAN_VARIANTS.length);
    const slopes = results.map(({ truths }) => truths.map(({ slope }) => slope));
    slopes.forEach((found) => expect(found).toEqual(slopes[0]));
    const of = (name: string) =>
      results[GAUSSIAN_VARIANTS.findIndex((variant) => variant.name === name)]?.truths ?? [];
    for (const { belief, costsBelief, delta, ratio, explained } of of('refit')) {
      expect(belief).toBeGreaterThan(0.5);
      expect(costsBelief).toBeGreaterThan(0.5);
      expect(delta).toBeGreaterThan(0);
      expect(ratio).toBeLessThan(1);
      expect(explained).toBeGreaterThan(0);
      expect(explained).toBeLessThan(1);
    }
    // What moved is taken for the cause, unless every mechanism may keep what it learned.
    of('refit-effect').forEach(({ belief }) => expect(belief).toBeLessThan(0.5));
    of('some-effect').forEach(({ delta }) => expect(delta).toBeGreaterThan(0));
    of('some').forEach(({ delta }) => expect(delta).toBeGreaterThan(0));
  });

  it('notes the first episode after which a belief is sure', async () => {
    const [refit] = await runGaussian(
      { ...folder.context('run'), signal },
      {
        ...config,
        truths: 1,
        beliefRate: 5,
      },
    );
    expect(refit?.truths[0]?.sure).toBe(1);
    const [slow] = await runGaussian(
      { ...folder.context('slow'), signal },
      {
        ...config,
        truths: 1,
        episodes: 3,
        beliefRate: 0.01,
      },
    );
    expect(slow?.truths[0]).toMatchObject({ sure: null, costsSure: null });
  });
});
