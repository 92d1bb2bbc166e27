import {
  OWN_IMAGES_PRESETS,
  ownImagesSchema,
} from '../../../../src/recipes/dear-scm/own-images/settings.ts';

describe('the settings of dear-scm/own-images', () => {
  it.each(Object.entries(OWN_IMAGES_PRESETS))('are possible in the preset %s', (_, preset) => {
    expect(ownImagesSchema.parse(preset).heldOut).toBe(0.1);
  });

  it.each([{ heldOut: 0 }, { heldOut: 1 }, { channels: 2 }, { unlisted: 'drop' }, { grpah: [] }])(
    'refuse %o',
    (wrong) => {
      expect(ownImagesSchema.safeParse(wrong).success).toBe(false);
    },
  );
});
