import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { continuousSchema } from '../../../../src/recipes/meta-transfer/continuous/settings.ts';
import { runSplines } from '../../../../src/recipes/meta-transfer/continuous/splineStudy.ts';
import { studyFolder } from '../../../study/studyRun.ts';
import type { StudyFolder } from '../../../study/studyRun.ts';

beforeAll(() => useBackend());

const { signal } = new AbortController();
let folder: StudyFolder;
beforeEach(async () => {
  folder = await studyFolder();
});
afterEach(() => folder.remove());

const config = continuousSchema.parse({
  splines: 2,
  hidden: 4,
  components: 2,
  trainingSteps: 3,
  trainingPairs: 20,
  fitPairs: 50,
  episodes: 3,
  pairs: 20,
  innerSteps: 2,
  parallel: 3,
});

describe('runSplines', () => {
  it('learns every spline, with networks', async () => {
    const results = await expectLeakFree(() =>
      runSplines({ ...folder.context('run'), signal }, config),
    );
    expect(results).toHaveLength(2);
    expect(results[0]?.curvature).not.toBe(results[1]?.curvature);
    for (const { curvature, deltas, losses } of results) {
      expect(curvature).toBeGreaterThan(0);
      expect(curvature).toBeLessThanOrEqual(1);
      expect(deltas).toHaveLength(3);
      losses.forEach((loss) => expect(loss).toBeGreaterThan(0));
    }
    // Finished parts are read, not learned again.
    expect(await runSplines({ ...folder.context('run'), signal }, config)).toEqual(results);
  });

  it('learns in closed form without training', async () => {
    const [result] = await runSplines(
      { ...folder.context('closed'), signal },
      {
        ...config,
        mechanism: 'bumps',
        splines: 1,
      },
    );
    expect(result?.losses).toEqual([null, null]);
    expect(result?.deltas).toHaveLength(3);
  });
});
