import * as z from 'zod';
import {
  IMAGE_SETTINGS,
  IMAGE_SIZES,
} from '../../../../src/recipes/dear-scm/images/imageSettings.ts';

const schema = z.strictObject(IMAGE_SETTINGS);

describe('the settings of images', () => {
  it('are those of the paper unless a preset says otherwise', () => {
    const { side, free, dear } = schema.parse({});
    expect([side, free]).toEqual([64, 94]);
    expect(dear).toMatchObject({ batchSize: 128, learningRates: { encoder: 5e-5 } });
    expect(dear).not.toHaveProperty('seed');
  });

  it.each(Object.entries(IMAGE_SIZES))('are possible in the preset %s', (_, preset) => {
    expect(schema.parse(preset).dear.iterations).toBe(preset.dear.iterations);
  });

  it.each([{ side: 20 }, { side: 0 }, { dear: { seed: 1 } }, { values: 1 }])(
    'refuse %o',
    (wrong) => {
      expect(schema.safeParse(wrong).success).toBe(false);
    },
  );
});
