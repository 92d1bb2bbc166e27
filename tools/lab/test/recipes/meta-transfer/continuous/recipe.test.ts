import { TIME_LIMIT, studyRuns } from '../../rims/studyRuns.ts';

const TINY = {
  splines: 2,
  hidden: 4,
  components: 2,
  trainingSteps: 3,
  trainingPairs: 20,
  fitPairs: 50,
  episodes: 12,
  pairs: 20,
  innerSteps: 2,
};

describe('meta-transfer/continuous', () => {
  it(
    'prints beliefs beside the published curve, and a row per spline',
    async () => {
      const runs = await studyRuns('meta-transfer/continuous', TINY);
      try {
        const { out } = await runs.whole('whole');
        expect(out).toMatch(/^median belief after episodes +1 +paper +11 +paper +12$/m);
        expect(out).toMatch(/^mixture of costs +\d\.\d+ +0\.525 +\d\.\d+ +0\.703 +\d\.\d+$/m);
        expect(out).toMatch(/^spline 2 +/m);
        const { measures } = await runs.figuresOf('whole');
        expect(measures.find(({ name }) => name === 'above99/costs')?.value).toBe(0);
        expect(await runs.text('whole', 'figures', 'beliefs.svg')).toContain('<svg');
      } finally {
        await runs.remove();
      }
    },
    TIME_LIMIT,
  );
});
