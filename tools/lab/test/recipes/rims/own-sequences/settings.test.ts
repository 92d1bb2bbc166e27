import {
  OWN_SEQUENCES_PRESETS,
  ownSequencesSchema,
} from '../../../../src/recipes/rims/own-sequences/settings.ts';

describe('the settings of rims/own-sequences', () => {
  it('have models in every preset', () => {
    for (const preset of Object.values(OWN_SEQUENCES_PRESETS)) {
      const config = ownSequencesSchema.parse({ ...preset, models: ['rims', 'lstm'] });
      expect(Object.keys(config.settings)).toEqual(['rims', 'lstm']);
    }
    expect(ownSequencesSchema.parse({})).toMatchObject({ models: ['rims'], ask: null, cut: null });
  });

  it.each([{ models: ['gru'] }, { heldOut: 0 }, { heldOut: 1 }, { cut: 1 }, { delimiter: ';;' }])(
    'refuse %o',
    (wrong) => {
      expect(ownSequencesSchema.safeParse(wrong).success).toBe(false);
    },
  );
});
