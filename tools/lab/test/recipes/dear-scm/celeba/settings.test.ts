import { CELEBA_PRESETS, celebaSchema } from '../../../../src/recipes/dear-scm/celeba/settings.ts';

describe('the settings of dear-scm/celeba', () => {
  it.each(Object.entries(CELEBA_PRESETS))('are possible in the preset %s', (_, preset) => {
    expect(celebaSchema.parse(preset).structures.length).toBeGreaterThan(0);
  });

  it('are those of the paper unless a preset says otherwise', () => {
    const { side, free, structures, train, dear } = celebaSchema.parse(CELEBA_PRESETS.paper);
    // Six factors and 94 free coordinates are the published 100; 200 epochs of 1271 batches.
    expect([side, free + 6, train, dear.iterations]).toEqual([64, 100, null, 200 * 1271]);
    expect(structures).toEqual(['smile', 'attractive', 'manipulated']);
  });

  it.each([{ structures: [] }, { structures: ['hair'] }, { agreement: 0 }, { train: 0 }])(
    'refuse %o',
    (wrong) => {
      expect(celebaSchema.safeParse(wrong).success).toBe(false);
    },
  );
});
