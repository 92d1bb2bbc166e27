import {
  OWN_FOLDERS_PRESETS,
  ownCompetition,
  ownFoldersSchema,
} from '../../../../src/recipes/experts-gan/own-images/settings.ts';

describe('the settings of experts-gan/own-images', () => {
  it('give the learner its part, with the seed of the run', () => {
    const config = ownFoldersSchema.parse({ ...OWN_FOLDERS_PRESETS.quick, transformed: 'a' });
    expect(config.side).toBe(32);
    const learner = ownCompetition(config, 7);
    expect(learner).toMatchObject({ experts: 4, iterations: 400, batchSize: 32, seed: 7 });
    expect(learner).not.toHaveProperty('transformed');
  });

  it.each([{ side: 20 }, { side: 0 }, { channels: 2 }, { shown: 0 }, { transfromed: 'a' }])(
    'refuse %o',
    (wrong) => {
      expect(ownFoldersSchema.safeParse(wrong).success).toBe(false);
    },
  );
});
